import type { City } from './city.ts';
import { curve, polyline } from './curve.ts';
import { fromDate } from './day.ts';
import { tiers } from './tiers.ts';

/** 渝中区 of Chongqing as invented for demonstrations: it ends October 2023 about where its 千兆城市创建工作方案 asks for. */
export const YUZHONG: City = {
  code: '500000',
  districts: [
    {
      code: '500103',
      name: '渝中区',
      letters: 'YZ',
      residents: 588_717,
      rural: 0,
      legacy: 1,
      fast: 1,
      stations: 1,
      homesCovered: 1,
      placesCovered: 1,
      speed: 1,
      places: [12, 3, 38, 1, 0, 114],
      bureau: curve({ '2022-12-31': 0.972, '2023-08-31': 1 }),
    },
  ],
  carriers: [
    { code: 'telecom', fixed: 0.44, mobile: 0.28, stations: 0.34, reach: 1, epon: 0.6, sharesWith: ['unicom'] },
    { code: 'mobile', fixed: 0.38, mobile: 0.49, stations: 0.46, reach: 0.97, epon: 0, sharesWith: ['cable'] },
    { code: 'unicom', fixed: 0.18, mobile: 0.23, stations: 0.2, reach: 0.9, epon: 0.2, sharesWith: ['telecom'] },
  ],
  ports: {
    prefix: 'CQ',
    inService: 35_000,
    retired: 0.03,
    legacy: 0.64,
    pivot: fromDate('2023-10-31'),
    upgrades: polyline([
      [0, fromDate('2023-10-31')],
      [0.3, fromDate('2022-12-31')],
      [0.75, fromDate('2020-12-31')],
      [1, fromDate('2019-06-01')],
    ]),
    tail: 1_800,
    fiftyG: 0.004,
  },
  stations: {
    outdoor: curve({ '2020-12-31': 640, '2022-12-31': 1_290, '2023-10-31': 1_521, '2025-12-31': 1_760 }),
    indoor: curve({ '2020-12-31': 190, '2022-12-31': 430, '2023-10-31': 543, '2025-12-31': 690 }),
    advanced: curve({ '2023-12-31': 0, '2025-12-31': 420 }),
  },
  fixed: {
    subscribers: curve({ '2020-12-31': 268_000, '2023-10-31': 311_000, '2025-12-31': 324_000 }),
    business: 0.14,
    tiers: tiers([100, 200, 300, 500, 1000], {
      '2020-12-31': [0.38, 0.31, 0.22, 0.06, 0.03],
      '2022-12-31': [0.19, 0.272, 0.35, 0.1, 0.088],
      '2023-10-31': [0.14, 0.242, 0.37, 0.128, 0.12],
      '2025-12-31': [0.08, 0.17, 0.37, 0.18, 0.2],
    }),
  },
  mobile: {
    subscribers: curve({ '2020-12-31': 1_080_000, '2023-10-31': 1_162_000, '2025-12-31': 1_190_000 }),
    fiveG: curve({ '2020-12-31': 0.15, '2022-12-31': 0.395, '2023-10-31': 0.471, '2025-12-31': 0.63 }),
  },
  coverage: {
    homes: curve({ '2020-12-31': 0.88, '2022-12-31': 0.962, '2023-10-31': 0.991 }),
    places: curve({ '2020-12-31': 0.71, '2022-12-31': 0.935, '2023-10-31': 0.982 }),
  },
  statistics: [
    {
      statistic: 'resident_population',
      months: 12,
      kind: 'residents',
      total: curve({ '2020-12-31': 588_717, '2022-12-31': 585_900, '2024-12-31': 584_100 }),
    },
    {
      statistic: 'dual_gigabit_cases',
      months: 1,
      kind: 'listed',
      reports: [
        {
          carrier: 'telecom',
          district: '500103',
          rows: [{ value: curve({ '2022-12-31': 1, '2023-06-30': 2 }), decimals: 0 }],
        },
        {
          carrier: 'mobile',
          district: '500103',
          rows: [{ value: curve({ '2022-12-31': 0, '2023-04-30': 1, '2023-10-31': 2 }), decimals: 0 }],
        },
        {
          carrier: 'unicom',
          district: '500103',
          rows: [{ value: curve({ '2023-03-31': 0, '2023-09-30': 1 }), decimals: 0 }],
        },
        { carrier: 'tower', district: '500103', rows: [{ value: curve({ '2022-12-31': 0 }), decimals: 0 }] },
      ],
    },
  ],
  samples: {
    perYear: 200_000,
    fixed: curve({ '2020-12-31': 58, '2023-10-31': 205, '2025-12-31': 285 }),
    outdoor5g: curve({ '2020-12-31': 290, '2023-10-31': 352, '2025-12-31': 402 }),
  },
  silences: [],
  programmes: false,
};
