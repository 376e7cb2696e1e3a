import type { City } from './city.ts';
import { curve, polyline } from './curve.ts';
import { fromDate } from './day.ts';
import { SHANGHAI_DISTRICTS } from './shanghai-districts.ts';
import { SHANGHAI_STATISTICS } from './shanghai-statistics.ts';
import { tiers } from './tiers.ts';

/** Shanghai as invented for demonstrations: anchored in documents' figures for 2020, and in the story for 2025. */
export const SHANGHAI: City = {
  code: '310000',
  districts: SHANGHAI_DISTRICTS,
  carriers: [
    { code: 'telecom', fixed: 0.52, mobile: 0.27, stations: 0.32, reach: 1, epon: 0.55, sharesWith: ['unicom'] },
    { code: 'mobile', fixed: 0.33, mobile: 0.47, stations: 0.45, reach: 0.96, epon: 0, sharesWith: ['cable'] },
    { code: 'unicom', fixed: 0.15, mobile: 0.26, stations: 0.23, reach: 0.88, epon: 0.2, sharesWith: ['telecom'] },
  ],
  ports: {
    prefix: 'SH',
    inService: 1_000_000,
    retired: 0.04,
    legacy: 0.0205,
    pivot: fromDate('2025-12-31'),
    upgrades: polyline([
      [0, fromDate('2025-12-31')],
      [0.055, fromDate('2024-12-31')],
      [0.15, fromDate('2023-12-31')],
      [0.28, fromDate('2022-12-31')],
      [0.6, fromDate('2020-12-31')],
      [1, fromDate('2018-01-01')],
    ]),
    tail: 1_000,
    fiftyG: 0.012,
  },
  stations: {
    outdoor: curve({
      '2020-12-31': 32_000,
      '2021-12-31': 43_600,
      '2022-12-31': 60_400,
      '2023-12-31': 67_500,
      '2024-12-31': 73_800,
      '2025-12-31': 79_600,
    }),
    indoor: curve({
      '2020-12-31': 12_000,
      '2021-12-31': 15_500,
      '2022-12-31': 18_400,
      '2023-12-31': 21_000,
      '2024-12-31': 23_200,
      '2025-12-31': 25_900,
    }),
    advanced: curve({
      '2023-12-31': 0,
      '2024-12-31': 4_180,
      '2025-03-31': 6_300,
      '2025-06-30': 9_020,
      '2025-09-30': 11_850,
      '2025-12-31': 14_462,
    }),
  },
  fixed: {
    subscribers: curve({ '2020-12-31': 9_060_000, '2023-12-31': 9_900_000, '2025-12-31': 10_360_000 }),
    business: 0.11,
    tiers: tiers([50, 100, 200, 300, 500, 1000, 2000], {
      '2020-12-31': [0.12, 0.33, 0.25, 0.2, 0.06, 0.04, 0],
      '2021-12-31': [0.035, 0.28, 0.25, 0.27, 0.095, 0.07, 0],
      '2022-12-31': [0.02, 0.17, 0.22, 0.33, 0.13, 0.13, 0],
      '2024-12-31': [0, 0.1, 0.14, 0.405, 0.16, 0.188, 0.007],
      '2025-12-31': [0, 0.08, 0.128, 0.396, 0.171, 0.215, 0.01],
    }),
  },
  mobile: {
    subscribers: curve({ '2020-12-31': 42_700_000, '2023-12-31': 45_900_000, '2025-12-31': 47_600_000 }),
    fiveG: curve({ '2020-12-31': 0.17, '2022-12-31': 0.38, '2024-12-31': 0.592, '2025-12-31': 0.661 }),
  },
  coverage: {
    homes: curve({ '2020-12-31': 0.915, '2022-12-31': 0.955, '2025-12-31': 0.984 }),
    places: curve({ '2020-12-31': 0.71, '2022-12-31': 0.84, '2024-12-31': 0.935, '2025-12-31': 0.966 }),
  },
  statistics: SHANGHAI_STATISTICS,
  samples: {
    perYear: 5_000_000,
    fixed: curve({ '2020-12-31': 62, '2022-12-31': 168, '2024-12-31': 292, '2025-12-31': 334 }),
    outdoor5g: curve({ '2020-12-31': 306, '2022-12-31': 358, '2025-12-31': 431 }),
  },
  silences: [{ stream: 'subscribers', carrier: 'unicom', subject: 'fixed', day: fromDate('2025-12-31') }],
  programmes: true,
};
