import { DAY_MS, HOUR_MS, fromDate, startOf, toDate } from './day.ts';
import { draw, fraction } from './draw.ts';
import type { SimulatedMessage, Watermark } from './message.ts';
import type { Span } from './port-days.ts';

const PROGRAMME = 'shanghai-2023-garage-coverage';

/** 沪经信基〔2023〕93号, annex: garages by quarter; and an invented part of them that is finished a quarter late. */
const TASKS: readonly (readonly [district: string, q1: number, q2: number, q3: number, q4: number, slips: number])[] = [
  ['310113', 10, 20, 20, 29, 0],
  ['310151', 2, 3, 3, 5, 0.4],
  ['310120', 5, 10, 10, 14, 0],
  ['310109', 5, 9, 9, 13, 0.25],
  ['310101', 4, 9, 9, 12, 0],
  ['310114', 10, 21, 21, 31, 0],
  ['310116', 2, 5, 5, 7, 0.3],
  ['310106', 6, 12, 12, 20, 0],
  ['310112', 14, 28, 28, 41, 0],
  ['310115', 28, 55, 55, 87, 0],
  ['310107', 6, 12, 12, 17, 0],
  ['310118', 7, 13, 13, 19, 0],
  ['310117', 8, 17, 17, 25, 0],
  ['310104', 6, 12, 12, 19, 0],
  ['310110', 6, 12, 12, 18, 0],
  ['310105', 6, 12, 12, 18, 0],
];

/** First and last day on which garages of a quarter are accepted. */
const QUARTERS = [
  ['2023-02-13', '2023-03-31'],
  ['2023-04-01', '2023-06-30'],
  ['2023-07-01', '2023-09-30'],
  ['2023-10-01', '2023-12-29'],
] as const;

type Outcome = 'passes' | 'too_few_positions' | 'a_point_fails';

/** The acceptance tests of the 1000 garages; some fail, and half of those are tested again a month later. */
export function* garages(seed: number, span: Span): Generator<SimulatedMessage | Watermark> {
  const acceptances = TASKS.flatMap(([district, q1, q2, q3, q4, slips], at) => {
    const quarters = [q1, q2, q3, q4].flatMap((count, quarter) => Array.from({ length: count }, () => quarter));
    return quarters.flatMap((quarter, i) => testsOf(draw(seed, at, i), { district, number: i + 1, quarter, slips }));
  });
  for (const { day, message } of acceptances.sort((a, b) => a.message.receivedAt - b.message.receivedAt)) {
    if (day >= span.from && day <= span.to) yield message;
  }
}

interface Garage {
  readonly district: string;
  readonly number: number;
  readonly quarter: number;
  readonly slips: number;
}

function testsOf(drawn: number, garage: Garage): readonly { day: number; message: SimulatedMessage }[] {
  const [from, to] = (QUARTERS[garage.quarter] ?? QUARTERS[3]).map(fromDate);
  if (from === undefined || to === undefined) return [];
  const slip = fraction(draw(drawn, 1)) < garage.slips ? 60 : 0;
  const day = from + Math.floor(fraction(draw(drawn, 2)) * (to - from + 1)) + slip;
  const failure = draw(drawn, 3) % 90;
  if (failure > 1) return [acceptance(drawn, garage, { day, outcome: 'passes' })];
  const first = acceptance(drawn, garage, { day, outcome: failure === 0 ? 'too_few_positions' : 'a_point_fails' });
  return draw(drawn, 4) % 2 === 0 ? [first] : [first, acceptance(drawn, garage, { day: day + 30, outcome: 'passes' })];
}

function acceptance(
  drawn: number,
  { district, number }: Garage,
  { day, outcome }: { day: number; outcome: Outcome },
): { day: number; message: SimulatedMessage } {
  const item = `garage-${district}-${String(number).padStart(4, '0')}`;
  const positions = 60 + (draw(drawn, 5) % 140);
  const passed = Math.ceil(
    positions * (outcome === 'too_few_positions' ? 0.86 : 0.91 + 0.09 * fraction(draw(drawn, 6))),
  );
  const points = 4 + (draw(drawn, 7) % 24);
  const date = toDate(day);
  const line = `{"id":"${item}-${date.replaceAll('-', '')}","carrier":"authority","district":"${district}","observed_at":"${date}T17:00:00+08:00","programme":"${PROGRAMME}","item":"${item}","positions_tested":${String(positions)},"positions_passed":${String(passed)},"points_tested":${String(points)},"points_passed":${String(outcome === 'a_point_fails' ? points - 1 : points)},"accepted_at":"${date}"}`;
  return {
    day,
    message: {
      stream: 'acceptances',
      carrier: 'authority',
      receivedAt: startOf(day + 1) + 9 * HOUR_MS + Math.floor(fraction(draw(drawn, 8)) * 5 * DAY_MS),
      line,
    },
  };
}
