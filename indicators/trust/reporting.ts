import type { Receipt } from '../../store/receipts.ts';
import { addDays, dayOf, endOfPeriod, lastEnded, overduePeriod, periodName, periodsEnding } from '../calendar.ts';
import type { Lack, Reporter } from './duties.ts';
import { lackOf, owedReports, reporterKey } from './duties.ts';
import { groupBy } from '../group-by.ts';
import type { Duty } from '../profile.ts';
import type { Place } from '../scope.ts';
import { ownScope } from '../scope.ts';

export const REPORT_STATES = ['on_time', 'late', 'reported', 'missing', 'pending', 'replaced'] as const;
/**
 * `on_time` and `late` go by the first receipt; `reported`: a standing duty, which has no due date; `missing`: the due
 * date has passed (a standing duty: nothing was ever sent); `pending`: it has not; `replaced`: another report makes it
 * needless, whether it came (then with its receipt) or not.
 */
export type ReportState = (typeof REPORT_STATES)[number];

/** What became of one report that a duty asks for. */
export interface ReportCell extends Reporter {
  readonly state: ReportState;
  /** Where it was received: when first and last (epoch milliseconds), and in which revision. */
  readonly receipt?: Pick<Receipt, 'first' | 'latest' | 'revision'>;
  /** The word by which verdicts call the same gap. */
  readonly why?: Lack;
  /** The last day that the carrier has reported, where the report itself is not there. */
  readonly last?: string;
}

/** One duty in one period: who has reported, when, and who has not. */
export interface DutyReporting {
  readonly duty: Duty;
  /** `2025-12`, `2025-Q4`, `2025`; null for a standing duty. */
  readonly period: string | null;
  /** The period's last day; for a standing duty the day of the question. */
  readonly ends: string;
  /** The last day on which the report is on time; null for a standing duty. */
  readonly due: string | null;
  readonly cells: readonly ReportCell[];
}

/** A month or a quarter. */
export interface ReportPeriod {
  readonly name: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
}

/** Who has reported what in a place over one period, duty by duty. */
export interface Completeness {
  readonly period: ReportPeriod;
  readonly duties: readonly DutyReporting[];
}

/** How many reports of a duty are in each state; `expected` are those that nothing replaces. */
export interface ReportCounts {
  readonly expected: number;
  readonly received: number;
  readonly on_time: number;
  readonly late: number;
  readonly missing: number;
  readonly pending: number;
}

interface Question {
  readonly place: Place;
  /** Of the duty's stream. */
  readonly receipts: readonly Receipt[];
  /** First and last day of the time asked for. */
  readonly from: string;
  readonly to: string;
  /** The day as whose knowledge the question is asked. */
  readonly known: string;
}

/**
 * One duty over the periods that end in a span of days; where none does (a year, asked by month), the latest that had
 * ended by then.
 */
export function reportingOf(duty: Duty, question: Question): readonly DutyReporting[] {
  const { every } = duty;
  const { from, to } = question;
  if (every === 'standing') return [inPeriod(duty, to, question)];
  const ends = periodsEnding(every, from, to);
  return (ends.length > 0 ? ends : [lastEnded(to, every)]).map((end) => inPeriod(duty, end, question));
}

function inPeriod(duty: Duty, ends: string, { place, receipts, known }: Question): DutyReporting {
  const { every, dueDay } = duty;
  const standing = every === 'standing';
  const due = standing ? null : addDays(ends, dueDay);
  const own = receipts.filter(
    ({ subject, district, lastDay }) =>
      (duty.subject === undefined || subject === duty.subject) && place.codes.has(district) && lastDay <= ends,
  );
  const byReporter = groupBy(own, reporterKey);
  const cellOf = (reporter: Reporter): ReportCell => {
    const sent = byReporter.get(reporterKey(reporter)) ?? [];
    const receipt = together(sent.filter(({ month }) => standing || endOfPeriod(month, every) === ends));
    const { zone } = place.profile;
    if (receipt !== undefined)
      return { ...reporter, state: due === null ? 'reported' : timely(receipt.first, due, zone), receipt };
    const last = sent
      .map(({ lastDay }) => lastDay)
      .sort()
      .at(-1);
    const why = lackOf(duty, last, { asOf: ends, known });
    return {
      ...reporter,
      state: due === null || due < known ? 'missing' : 'pending',
      ...(why === undefined ? {} : { why }),
      ...(last === undefined ? {} : { last }),
    };
  };
  const owed = owedReports(duty, {
    place,
    scope: ownScope(place.profile),
    isThere: (reporter) => cellOf(reporter).why === undefined && byReporter.has(reporterKey(reporter)),
  });
  const replacing = new Map(
    owed.flatMap(({ replacedBy }) => (replacedBy ? [[reporterKey(replacedBy), replacedBy]] : [])),
  );
  return {
    duty,
    period: standing ? null : periodName(ends, every),
    ends,
    due,
    cells: [
      ...[...replacing.values()].map(cellOf),
      ...owed.map(({ replacedBy, ...reporter }) => {
        const cell = cellOf(reporter);
        if (replacedBy === undefined) return cell;
        const { receipt } = cell;
        return { ...reporter, state: 'replaced' as const, ...(receipt === undefined ? {} : { receipt }) };
      }),
    ],
  };
}

function timely(first: number, due: string, zone: string): ReportState {
  return dayOf(first, zone) <= due ? 'on_time' : 'late';
}

/** The receipts of one period's months as one. */
function together(receipts: readonly Receipt[]): ReportCell['receipt'] {
  const [one, ...rest] = receipts;
  if (one === undefined) return undefined;
  return rest.reduce(
    ({ first, latest, revision }, other) => ({
      first: Math.min(first, other.first),
      latest: Math.max(latest, other.latest),
      revision: Math.max(revision, other.revision),
    }),
    { first: one.first, latest: one.latest, revision: one.revision },
  );
}

export function countReports(cells: readonly ReportCell[]): ReportCounts {
  const count = (...states: readonly ReportState[]): number =>
    cells.filter(({ state }) => states.includes(state)).length;
  return {
    expected: cells.length - count('replaced'),
    received: count('on_time', 'late', 'reported'),
    on_time: count('on_time'),
    late: count('late'),
    missing: count('missing'),
    pending: count('pending'),
  };
}

/** The last day of the latest month whose reports were overdue on a day; without monthly duties, the month before. */
export function lastOverdueMonth(duties: readonly Duty[], known: string): string {
  const ends = duties
    .filter(({ every }) => every === 'month')
    .flatMap(({ dueDay }) => overduePeriod('month', { day: known, known, dueDays: dueDay }) ?? []);
  return ends.sort().at(-1) ?? lastEnded(addDays(known, -1), 'month');
}
