import { DAY_MS, HOUR_MS, endOfDay, startOf, toDate } from './day.ts';
import { digest, draw, fraction } from './draw.ts';
import type { SimulatedMessage } from './message.ts';

/** What one report says, before it has a moment and a number. */
export interface Report {
  readonly stream: string;
  readonly carrier: string;
  readonly district: string;
  /** Service, statistic, programme … where the stream has one. */
  readonly subject?: string;
  /** The members that follow the common ones, as JSON text: `"service":"fixed","rows":[…]`. */
  readonly members: string;
}

const LATE = 0.03;
const CORRECTED = 0.025;
const FIGURE = /"(stations|subscribers|covered|completed|value)":([\d.]+)/;

/**
 * The messages by which a report of a day arrives: mostly one, between the 1st and the 9th of the next month; some after
 * the 10th; some with a wrong figure first (one in ten of those in the wrong unit) and revision 1 after, or before.
 */
export function messagesOf(report: Report, day: number, seed: number): readonly SimulatedMessage[] {
  const id = [report.stream, report.subject, report.district, toDate(day).replaceAll('-', '')]
    .filter((part) => part !== undefined)
    .join('-');
  const drawn = draw(seed, digest(`${id}-${report.carrier}`), 5);
  const waited = fraction(draw(drawn, 1));
  const late = fraction(draw(drawn, 2)) < LATE;
  const receivedAt =
    startOf(day + 1) + Math.floor(late ? (10 + 14 * waited) * DAY_MS : 2 * HOUR_MS + 8.8 * waited * DAY_MS);
  const message = (revision: number, members: string, at: number): SimulatedMessage => ({
    stream: report.stream,
    carrier: report.carrier,
    receivedAt: at,
    line: `{"id":"${id}${revision === 0 ? '' : `-r${String(revision)}`}","carrier":"${report.carrier}","district":"${report.district}","observed_at":"${endOfDay(day)}","revision":${String(revision)},${members}}`,
  });
  const wrong = misreported(report.members, draw(drawn, 4));
  if (fraction(draw(drawn, 3)) >= CORRECTED || wrong === report.members)
    return [message(0, report.members, receivedAt)];
  const later = receivedAt + Math.floor((0.2 + 9 * fraction(draw(drawn, 5))) * DAY_MS);
  const swapped = draw(drawn, 6) % 3 === 0;
  return [message(0, wrong, swapped ? later : receivedAt), message(1, report.members, swapped ? receivedAt : later)];
}

function misreported(members: string, drawn: number): string {
  return members.replace(FIGURE, (_, name: string, figure: string) => {
    const value = Number(figure) * (drawn % 10 === 0 ? 10_000 : 0.85 + 0.3 * fraction(drawn));
    return `"${name}":${String(figure.includes('.') ? Math.round(value * 1_000) / 1_000 : Math.round(value))}`;
  });
}
