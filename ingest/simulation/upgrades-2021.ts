import type { City } from './city.ts';
import { fromDate, toDate } from './day.ts';
import { draw, fraction } from './draw.ts';
import type { Report } from './report.ts';

const PROGRAMME = 'shanghai-2021-broadband-upgrade';

/** Tasks of 沪经信基〔2021〕139号, annex 2, in 万户, and an invented part of them that is reached in the end. */
const TASKS: readonly (readonly [
  district: string,
  telecom: number,
  mobile: number,
  unicom: number,
  reached: number,
])[] = [
  ['310115', 11.7, 3.8, 2.5, 1.02],
  ['310101', 1.7, 0.3, 0.2, 1.04],
  ['310106', 2.5, 0.7, 0.5, 1.01],
  ['310104', 2.5, 1.0, 0.3, 1.03],
  ['310105', 2.0, 0.5, 0.1, 1.01],
  ['310107', 2.7, 1.1, 0.3, 1.02],
  ['310109', 2.1, 0.6, 0.2, 0.96],
  ['310110', 3.0, 1.1, 0.3, 1.01],
  ['310113', 3.7, 1.6, 0.7, 1.01],
  ['310112', 6.1, 1.8, 1.1, 1.03],
  ['310114', 2.7, 1.3, 0.3, 1.02],
  ['310116', 1.2, 1.4, 0.2, 0.98],
  ['310117', 2.4, 1.4, 0.5, 1.02],
  ['310118', 1.5, 1.1, 0.3, 1.01],
  ['310120', 2.0, 1.7, 0.4, 1.02],
  ['310151', 4.2, 0.6, 0.1, 0.93],
];

/** Part of the year's task that is done by the end of each month: annex 1 by quarter, its months invented. */
const DONE = {
  telecom: [0, 0.08, 0.231, 0.38, 0.54, 0.692, 0.82, 0.92, 1, 1, 1, 1],
  mobile: [0, 0.09, 0.25, 0.41, 0.59, 0.75, 0.86, 0.94, 1, 1, 1, 1],
  unicom: [0, 0.07, 0.25, 0.42, 0.58, 0.75, 0.86, 0.95, 1, 1, 1, 1],
} as const;

const CARRIERS = ['telecom', 'mobile', 'unicom'] as const;

/** What each carrier completed in each district in the month of 2021 that ends with `day`. */
export function upgradeReports(city: City, seed: number, day: number): readonly Report[] {
  if (!city.programmes || day < fromDate('2021-01-31') || day > fromDate('2021-12-31')) return [];
  const period = toDate(day).slice(0, 7);
  const month = Number(period.slice(5)) - 1;
  return TASKS.flatMap(([district, telecom, mobile, unicom, reached]) =>
    CARRIERS.map((carrier, i) => {
      const luck = 0.995 + 0.01 * fraction(draw(seed, Number(district), i));
      const homes = ([telecom, mobile, unicom][i] ?? 0) * 10_000 * reached * luck;
      const until = (at: number): number => Math.round(homes * (DONE[carrier][at] ?? 0));
      const completed = until(month) - until(month - 1);
      return {
        stream: 'programme-progress',
        carrier,
        district,
        subject: 'upgrade',
        members: `"programme":"${PROGRAMME}","period":"${period}","completed":${String(completed)}`,
      };
    }),
  );
}
