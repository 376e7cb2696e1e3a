import type { StatisticModel, StatisticRow } from './city.ts';
import type { Curve } from './curve.ts';
import { curve } from './curve.ts';

const CITY = '310000';
const FIXED = { telecom: 0.52, mobile: 0.33, unicom: 0.15 };
const MOBILE = { telecom: 0.27, mobile: 0.47, unicom: 0.26 };

function pue(item: string, commissioned: string, value: number, drift = 0): StatisticRow {
  return { item, commissioned, value: curve({ '2021-12-31': value + 4 * drift, '2025-12-31': value }), decimals: 3 };
}

function link(item: string, end: number, before: number): StatisticRow {
  return { item, value: curve({ '2021-12-31': before + 0.3, '2024-12-31': before, '2025-12-31': end }), decimals: 2 };
}

function tariff(
  carrier: string,
  value: Curve,
  lines: number,
): { carrier: string; district: string; rows: readonly StatisticRow[] } {
  return {
    carrier,
    district: CITY,
    rows: [{ value, decimals: 2, weight: curve({ '2021-12-31': lines, '2025-12-31': lines * 1.2 }) }],
  };
}

/** Invented figures of a plausible size that end 2025 just over or just under what 沪通信管临港〔2025〕1号 asks for. */
export const SHANGHAI_STATISTICS: readonly StatisticModel[] = [
  {
    statistic: 'resident_population',
    months: 12,
    kind: 'residents',
    total: curve({
      '2020-12-31': 24_870_895,
      '2021-12-31': 24_894_300,
      '2022-12-31': 24_758_900,
      '2023-12-31': 24_874_500,
      '2024-12-31': 24_802_600,
      '2025-12-31': 24_791_000,
    }),
  },
  {
    statistic: 'otn_sites',
    months: 1,
    kind: 'spread',
    level: 'district',
    reporters: FIXED,
    total: curve({ '2020-12-31': 5_200, '2023-12-31': 9_100, '2024-12-31': 10_420, '2025-12-31': 11_236 }),
  },
  {
    statistic: 'otn_capacity',
    months: 1,
    kind: 'spread',
    level: 'city',
    reporters: FIXED,
    total: curve({ '2020-12-31': 520, '2024-12-31': 1_290, '2025-12-31': 1_652 }),
  },
  {
    statistic: 'idc_racks',
    months: 1,
    kind: 'spread',
    level: 'district',
    reporters: FIXED,
    total: curve({ '2020-12-31': 355_000, '2023-12-31': 530_000, '2024-12-31': 571_000, '2025-12-31': 623_400 }),
  },
  {
    statistic: 'mobile_traffic',
    months: 1,
    kind: 'spread',
    level: 'district',
    reporters: MOBILE,
    total: curve({ '2020-12-31': 190_000, '2025-12-31': 452_000 }),
  },
  {
    statistic: 'mobile_traffic_5g',
    months: 1,
    kind: 'spread',
    level: 'district',
    reporters: MOBILE,
    total: curve({ '2020-12-31': 21_000, '2023-12-31': 178_000, '2024-12-31': 255_000, '2025-12-31': 322_300 }),
  },
  {
    statistic: 'internet_users',
    months: 1,
    kind: 'spread',
    level: 'city',
    reporters: MOBILE,
    total: curve({ '2020-12-31': 46_100_000, '2025-12-31': 51_800_000 }),
  },
  {
    statistic: 'ipv6_active_users',
    months: 1,
    kind: 'spread',
    level: 'city',
    reporters: MOBILE,
    total: curve({ '2020-12-31': 24_400_000, '2024-12-31': 39_300_000, '2025-12-31': 42_060_000 }),
  },
  {
    statistic: 'compute_total',
    months: 1,
    kind: 'spread',
    level: 'city',
    reporters: FIXED,
    total: curve({ '2020-12-31': 6_000, '2023-12-31': 41_000, '2024-12-31': 78_000, '2025-12-31': 121_000 }),
  },
  {
    statistic: 'compute_intelligent',
    months: 1,
    kind: 'spread',
    level: 'city',
    reporters: FIXED,
    total: curve({ '2020-12-31': 1_500, '2023-12-31': 21_300, '2024-12-31': 46_800, '2025-12-31': 79_980 }),
  },
  {
    statistic: 'new_business_lines',
    months: 1,
    kind: 'spread',
    level: 'district',
    reporters: FIXED,
    total: curve({ '2021-12-31': 8_800, '2025-12-31': 10_600 }),
  },
  {
    statistic: 'new_business_lines_500m',
    months: 1,
    kind: 'spread',
    level: 'district',
    reporters: FIXED,
    total: curve({ '2021-12-31': 4_900, '2022-12-31': 8_450, '2025-12-31': 10_430 }),
  },
  {
    statistic: 'g5_factories',
    months: 3,
    kind: 'spread',
    level: 'district',
    reporters: { authority: 1 },
    total: curve({ '2021-12-31': 0, '2023-12-31': 37, '2024-12-31': 65, '2025-12-31': 78 }),
  },
  {
    statistic: 'dual_gigabit_cases',
    months: 3,
    kind: 'spread',
    level: 'district',
    reporters: { telecom: 0.42, mobile: 0.36, unicom: 0.17, tower: 0.05 },
    total: curve({ '2020-12-31': 32, '2022-12-31': 120, '2025-12-31': 312 }),
  },
  {
    statistic: 'sme_tariff',
    months: 1,
    since: '2021-12-31',
    kind: 'listed',
    reports: [
      tariff(
        'telecom',
        curve({ '2021-12-31': 452, '2022-05-31': 449, '2022-12-31': 402.5, '2025-12-31': 371 }),
        310_000,
      ),
      tariff(
        'mobile',
        curve({ '2021-12-31': 398.5, '2022-05-31': 396, '2022-12-31': 358, '2025-12-31': 339 }),
        190_000,
      ),
      tariff(
        'unicom',
        curve({ '2021-12-31': 421, '2022-05-31': 415, '2022-12-31': 381.2, '2025-12-31': 352.4 }),
        88_000,
      ),
    ],
  },
  {
    statistic: 'compute_latency',
    months: 1,
    kind: 'listed',
    reports: [
      {
        carrier: 'telecom',
        district: CITY,
        rows: [link('临港-宝山', 0.82, 0.97), link('临港-外高桥', 0.61, 0.74), link('青浦-外高桥', 0.88, 1.02)],
      },
      { carrier: 'mobile', district: CITY, rows: [link('临港-嘉定', 0.94, 1.08), link('临港-金桥', 0.55, 0.66)] },
      { carrier: 'unicom', district: CITY, rows: [link('临港-金山', 0.79, 0.93), link('崇明-临港', 1.03, 1.21)] },
    ],
  },
  {
    statistic: 'pue',
    months: 1,
    kind: 'listed',
    reports: [
      {
        carrier: 'telecom',
        district: '310115',
        rows: [pue('临港数据中心一期', '2018-06-30', 1.362, 0.004), pue('临港数据中心三期', '2025-04-18', 1.218)],
      },
      { carrier: 'telecom', district: '310113', rows: [pue('宝山数据中心', '2014-11-20', 1.447, 0.006)] },
      {
        carrier: 'mobile',
        district: '310115',
        rows: [pue('浦江数据中心', '2016-03-31', 1.411, 0.005), pue('临港智算中心', '2025-06-26', 1.196)],
      },
      { carrier: 'mobile', district: '310118', rows: [pue('青浦数据中心', '2023-09-15', 1.268)] },
      {
        carrier: 'unicom',
        district: '310116',
        rows: [pue('金山数据中心', '2020-10-12', 1.338, 0.003), pue('金山智算中心', '2025-09-29', 1.243)],
      },
    ],
  },
];
