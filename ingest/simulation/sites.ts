import type { City } from './city.ts';
import { gridOf, splitOver } from './grid.ts';
import type { Report } from './report.ts';

/** Part of the 5G-A stations that stand outdoors. */
const ADVANCED_OUTDOOR = 0.88;

/** Reports of 5G stations at the end of a day. */
export function siteReports(city: City, seed: number, day: number): readonly Report[] {
  const cells = gridOf(city);
  const advanced = Math.round(city.stations.advanced(day));
  const advancedOutdoor = Math.round(advanced * ADVANCED_OUTDOOR);
  const rows = [
    { placement: 'outdoor', generation: '5g', total: Math.round(city.stations.outdoor(day)) - advancedOutdoor },
    { placement: 'outdoor', generation: '5g-a', total: advancedOutdoor },
    {
      placement: 'indoor',
      generation: '5g',
      total: Math.round(city.stations.indoor(day)) - advanced + advancedOutdoor,
    },
    { placement: 'indoor', generation: '5g-a', total: advanced - advancedOutdoor },
  ].map((row) => ({
    ...row,
    split: splitOver(cells, seed, {
      total: row.total,
      purpose: row.placement,
      weight: ({ district, carrier }) => district.residents * district.stations * carrier.stations,
    }),
  }));
  return cells.map(({ district, carrier }, i) => ({
    stream: 'sites-5g',
    carrier: carrier.code,
    district: district.code,
    members: `"rows":${JSON.stringify(
      rows.map(({ placement, generation, split }) => ({
        placement,
        generation,
        stations: split[i] ?? 0,
        ...(placement === 'outdoor' ? { shared_with: carrier.sharesWith } : {}),
      })),
    )}`,
  }));
}
