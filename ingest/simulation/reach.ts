import { allocate } from './allocate.ts';
import type { City, District } from './city.ts';
import { PLACE_CATEGORIES } from './city.ts';
import { gridOf } from './grid.ts';
import type { Report } from './report.ts';

const PERSONS_A_HOME = 2.42;

/** Coverage reports at the end of a day: each carrier's own reach, and what a bureau has counted itself. */
export function coverageReports(city: City, day: number): readonly Report[] {
  const carriers = gridOf(city).flatMap(({ district, carrier }) => [
    homes(district, carrier.code, Math.min(1, city.coverage.homes(day) * district.homesCovered) * carrier.reach),
    places(district, carrier.code, Math.min(1, city.coverage.places(day) * district.placesCovered) * carrier.reach),
  ]);
  const bureaus = city.districts.flatMap((district) =>
    district.bureau === undefined ? [] : [homes(district, 'authority', district.bureau(day))],
  );
  return [...carriers, ...bureaus];
}

function homes(district: District, carrier: string, share: number): Report {
  const [urban = 0, rural = 0] = allocate(district.residents / PERSONS_A_HOME, [1 - district.rural, district.rural]);
  const rows = [
    { area: 'urban', covered: Math.round(urban * share), total: urban },
    { area: 'rural', covered: Math.round(rural * share * 0.94), total: rural },
  ].filter(({ total }) => total > 0);
  return {
    stream: 'coverage',
    carrier,
    district: district.code,
    subject: 'household_gigabit',
    members: `"subject":"household_gigabit","rows":${JSON.stringify(rows)}`,
  };
}

function places(district: District, carrier: string, share: number): Report {
  const all = district.places.reduce((sum, count) => sum + count, 0);
  const covered = allocate(all * share, district.places);
  const rows = PLACE_CATEGORIES.map((category, i) => ({
    category,
    covered: covered[i] ?? 0,
    total: district.places[i] ?? 0,
  })).filter(({ total }) => total > 0);
  return {
    stream: 'coverage',
    carrier,
    district: district.code,
    subject: 'key_place_5g',
    members: `"subject":"key_place_5g","rows":${JSON.stringify(rows)}`,
  };
}
