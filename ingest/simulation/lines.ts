import { allocate } from './allocate.ts';
import type { City } from './city.ts';
import type { Cell } from './grid.ts';
import { gridOf, splitOver } from './grid.ts';
import type { Report } from './report.ts';

const FAST_MBPS = 500;
/** Fast lines are this much likelier in a business than in a home. */
const BUSINESS_FAST = 1.5;

/** Subscriber reports at the end of a day: fixed lines by segment, area and speed; mobile ones by area and generation. */
export function subscriberReports(city: City, seed: number, day: number): readonly Report[] {
  return [...fixedReports(city, seed, day), ...mobileReports(city, seed, day)].filter(
    ({ carrier, subject }) =>
      !city.silences.some(
        (s) => s.stream === 'subscribers' && s.carrier === carrier && s.subject === subject && s.day === day,
      ),
  );
}

function fixedReports(city: City, seed: number, day: number): readonly Report[] {
  const cells = gridOf(city);
  const total = city.fixed.subscribers(day);
  const splits = city.fixed.tiers
    .filter(({ share }) => share(day) > 0)
    .map(({ mbps, share }) => {
      const fast = mbps >= FAST_MBPS;
      const weight = ({ district, carrier }: Cell): number =>
        district.residents * carrier.fixed * (fast ? district.fast : 1);
      return {
        mbps,
        fast,
        split: splitOver(cells, seed, { total: total * share(day), purpose: fast ? 'fast' : 'slow', weight }),
      };
    });
  return cells.map(({ district, carrier }, i) => {
    const rows = splits.flatMap(({ mbps, fast, split }) => {
      const business = Math.min(1, city.fixed.business * (fast ? BUSINESS_FAST : 1));
      return areaRows(district.rural, split[i] ?? 0).flatMap(({ area, subscribers }) => {
        const [homes = 0, firms = 0] = allocate(subscribers, [1 - business, business]);
        return [
          { segment: 'household', area, subscribed_mbps: mbps, subscribers: homes },
          { segment: 'business', area, subscribed_mbps: mbps, subscribers: firms },
        ];
      });
    });
    return {
      stream: 'subscribers',
      carrier: carrier.code,
      district: district.code,
      subject: 'fixed',
      members: `"service":"fixed","rows":${JSON.stringify(rows)}`,
    };
  });
}

function mobileReports(city: City, seed: number, day: number): readonly Report[] {
  const cells = gridOf(city);
  const total = Math.round(city.mobile.subscribers(day));
  const fiveG = Math.round(total * city.mobile.fiveG(day));
  const weight = ({ district, carrier }: Cell): number => district.residents * carrier.mobile;
  const splits = [
    {
      generation: '5g',
      split: splitOver(cells, seed, {
        total: fiveG,
        purpose: '5g',
        weight: (cell) => weight(cell) * Math.sqrt(cell.district.speed),
      }),
    },
    { generation: '4g', split: splitOver(cells, seed, { total: total - fiveG, purpose: '4g', weight }) },
  ];
  return cells.map(({ district, carrier }, i) => {
    const rows = splits.flatMap(({ generation, split }) =>
      areaRows(district.rural, split[i] ?? 0).map(({ area, subscribers }) => ({ area, generation, subscribers })),
    );
    return {
      stream: 'subscribers',
      carrier: carrier.code,
      district: district.code,
      subject: 'mobile',
      members: `"service":"mobile","rows":${JSON.stringify(rows)}`,
    };
  });
}

function areaRows(
  rural: number,
  total: number,
): readonly { readonly area: 'urban' | 'rural'; readonly subscribers: number }[] {
  if (rural === 0) return [{ area: 'urban', subscribers: total }];
  const [urban = 0, outside = 0] = allocate(total, [1 - rural, rural]);
  return [
    { area: 'urban', subscribers: urban },
    { area: 'rural', subscribers: outside },
  ];
}
