import type { District } from './city.ts';
import type { Curve } from './curve.ts';
import { curve } from './curve.ts';

/** Residents are those of the census of 2020; the factors are invented, with 崇明区 and 金山区 behind on purpose. */
const ROWS = [
  // code, name, letters, residents, rural, legacy, fast, stations, homes, places, speed
  ['310101', '黄浦区', 'HP', 662_030, 0, 0.35, 1.2, 1.9, 1.005, 1.02, 1.06],
  ['310104', '徐汇区', 'XH', 1_113_078, 0, 0.4, 1.3, 1.4, 1.01, 1.02, 1.08],
  ['310105', '长宁区', 'CN', 693_051, 0, 0.4, 1.2, 1.4, 1.005, 1.02, 1.05],
  ['310106', '静安区', 'JA', 975_707, 0, 0.4, 1.15, 1.6, 1.01, 1.02, 1.05],
  ['310107', '普陀区', 'PT', 1_239_800, 0, 0.6, 0.95, 1.0, 1, 1.01, 1],
  ['310109', '虹口区', 'HK', 757_498, 0, 0.6, 1, 1.3, 1, 1.01, 1.02],
  ['310110', '杨浦区', 'YP', 1_242_548, 0, 0.6, 1.05, 1.1, 1, 1.01, 1.02],
  ['310112', '闵行区', 'MH', 2_653_489, 0.04, 0.8, 1.1, 0.95, 1, 1, 1.02],
  ['310113', '宝山区', 'BS', 2_235_218, 0.06, 1, 0.9, 0.8, 0.99, 0.98, 0.97],
  ['310114', '嘉定区', 'JD', 1_834_258, 0.1, 1.1, 0.95, 0.9, 0.99, 0.98, 0.97],
  ['310115', '浦东新区', 'PD', 5_681_512, 0.09, 0.9, 1.1, 1.05, 1, 1.01, 1.01],
  ['310116', '金山区', 'JS', 822_776, 0.28, 2.1, 0.46, 0.8, 0.96, 0.93, 0.92],
  ['310117', '松江区', 'SJ', 1_909_713, 0.14, 1.3, 0.9, 0.85, 0.98, 0.97, 0.96],
  ['310118', '青浦区', 'QP', 1_271_424, 0.22, 1.6, 0.85, 0.9, 0.97, 0.96, 0.95],
  ['310120', '奉贤区', 'FX', 1_140_872, 0.24, 1.8, 0.8, 0.8, 0.97, 0.95, 0.94],
  ['310151', '崇明区', 'CM', 637_921, 0.62, 3.4, 0.4, 0.9, 0.8, 0.8, 0.85],
] as const;

/** Districts whose bureau counts homes itself; 静安区 counts more homes covered than it has. */
const BUREAUS: Readonly<Record<string, Curve>> = {
  '310101': curve({ '2020-12-31': 0.962, '2023-12-31': 0.991, '2025-12-31': 0.998 }),
  '310106': curve({ '2020-12-31': 0.97, '2024-12-31': 0.999, '2025-12-31': 1.004 }),
  '310112': curve({ '2020-12-31': 0.95, '2025-12-31': 0.996 }),
  '310115': curve({ '2020-12-31': 0.945, '2025-12-31': 0.994 }),
  '310151': curve({ '2020-12-31': 0.61, '2024-12-31': 0.758, '2025-12-31': 0.787 }),
};

const RAILWAY_STATIONS: Readonly<Record<string, number>> = {
  '310104': 1,
  '310106': 1,
  '310112': 1,
  '310117': 1,
  '310116': 1,
  '310114': 1,
};
const AIRPORTS: Readonly<Record<string, number>> = { '310115': 1, '310105': 1 };

export const SHANGHAI_DISTRICTS: readonly District[] = ROWS.map(
  ([code, name, letters, residents, rural, legacy, fast, stations, homesCovered, placesCovered, speed]) => ({
    code,
    name,
    letters,
    residents,
    rural,
    legacy,
    fast,
    stations,
    homesCovered,
    placesCovered,
    speed,
    places: [
      1 + Math.round(residents / 400_000),
      1 + Math.round(residents / 500_000),
      8 + Math.round(residents / 120_000),
      RAILWAY_STATIONS[code] ?? 0,
      AIRPORTS[code] ?? 0,
      30 + Math.round(residents / 40_000),
    ],
    ...(BUREAUS[code] === undefined ? {} : { bureau: BUREAUS[code] }),
  }),
);
