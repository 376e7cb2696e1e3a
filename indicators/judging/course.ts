import { findStream } from '../../ingest/streams.ts';
import { addDays, lastEnded, overduePeriod } from '../calendar.ts';
import type { Formula, Indicator } from '../indicator.ts';
import type { DatedValue } from './line.ts';
import type { Plan } from '../plan.ts';
import { ZERO } from '../rational.ts';
import type { Readings } from '../values/readings.ts';
import { measuresOf, subjectsOf } from '../values/readings.ts';
import type { Scope } from '../scope.ts';
import type { IndicatorValue } from '../values/value.ts';
import { valueOf } from '../values/value.ts';

/** How one indicator came to be what it is, in one scope. */
export interface Course {
  /**
   * Where the plan found it: the value on the plan's own day, which for a flow is that of the last month to have ended by
   * then; of a programme that nobody had begun, nought.
   */
  readonly start: DatedValue | undefined;
  readonly on: (day: string) => Standing;
}

/** What was known of the figures of a day and of those before it. */
export interface Standing {
  readonly day: string;
  readonly value: IndicatorValue['value'];
  /** The day up to which figures can be expected: a report of May is no fault on 9 June, and is one on the 11th. */
  readonly expected: string;
  /** The value of each period that was reported, the latest last. */
  readonly points: readonly DatedValue[];
}

/** A trend is asked of the last year; older figures tell of other times. */
const POINTS = 12;
/** 月报 are due by the 10th of the next month, unless the profile says otherwise. */
const DUE_DAYS = 10;

/** Undefined for what has no history of values here: samples, and figures from outside. */
export function courseOf(
  indicator: Indicator,
  { plan, readings, scope }: { plan: Plan; readings: Readings; scope: Scope },
): Course | undefined {
  const { formula } = indicator;
  const measures = measuresOf(formula);
  if (measures.length === 0) return undefined;
  const values = new Map<string, IndicatorValue['value']>();
  const valueOn = (day: string): IndicatorValue['value'] => {
    const known = values.get(day);
    if (known !== undefined) return known;
    const { value } = valueOf(indicator, { readings, scope, asOf: day });
    values.set(day, value);
    return value;
  };
  // An inventory changes on any day, so it is looked at when months end; a report is of the day that it names.
  const isStanding = measures.some(({ stream }) => findStream(stream)?.kind === 'inventory');
  const reported = [...new Set(measures.flatMap((measure) => readings.reportDays(measure, scope)))].sort();
  const daysOn = (day: string): readonly string[] =>
    isStanding ? monthEnds(reported[0], day) : lastOfMonths(reported.filter((one) => one <= day));
  const points = new Map<string, readonly DatedValue[]>();
  const pointsOn = (day: string): readonly DatedValue[] => {
    const days = daysOn(day).slice(-POINTS);
    const key = days.join(' ');
    const known = points.get(key) ?? days.flatMap((one) => dated(one, valueOn(one)));
    points.set(key, known);
    return known;
  };
  const isFlow = measures.some(({ stream }) => findStream(stream)?.kind === 'flow');
  const found = isFlow ? lastEnded(plan.date, 'month') : plan.date;
  const [start] = dated(found, valueOn(found) ?? (isProgramme(formula, plan) ? ZERO : null));
  return {
    start,
    on: (day) => ({
      day,
      value: valueOn(day),
      expected: isStanding ? day : expectedBy(day, { last: daysOn(day).at(-1), formula, readings }),
      points: pointsOn(day),
    }),
  };
}

/** Whether what is counted only ever grows: the periods of a flow, or items from their acceptance on. */
export function isCumulative(formula: Formula): boolean {
  if (formula.kind !== 'plain') return false;
  const stream = findStream(formula.of.stream);
  return stream?.kind === 'flow' || stream?.effective !== undefined;
}

function isProgramme(formula: Formula, { programmes }: Plan): boolean {
  if (formula.kind !== 'plain') return false;
  const condition = formula.of.where['programme'];
  return condition?.kind === 'one_of' && condition.words.some((word) => programmes.includes(word));
}

function dated(day: string, value: IndicatorValue['value']): readonly DatedValue[] {
  return value === null ? [] : [{ day, value }];
}

/** The later of the last report and the last period whose report was due. */
function expectedBy(
  day: string,
  { last = '', formula, readings }: { last: string | undefined; formula: Formula; readings: Readings },
): string {
  const due = measuresOf(formula).map((measure) => {
    const { every, dueDay } = readings.duty(measure.stream, subjectsOf(measure)?.[0]) ?? {
      every: 'month',
      dueDay: DUE_DAYS,
    };
    return overduePeriod(every, { day, known: day, dueDays: dueDay }) ?? '';
  });
  const expected = [last, ...due].reduce((latest, one) => (one > latest ? one : latest));
  return expected === '' ? day : expected;
}

function lastOfMonths(days: readonly string[]): readonly string[] {
  return days.filter((day, i) => day.slice(0, 7) !== days[i + 1]?.slice(0, 7));
}

/** Ends of months from `first` on, and the day itself. */
function monthEnds(first: string | undefined, day: string): readonly string[] {
  const days = [day];
  let begin = `${day.slice(0, 7)}-01`;
  while (first !== undefined && first < begin && days.length < POINTS) {
    const end = addDays(begin, -1);
    days.unshift(end);
    begin = `${end.slice(0, 7)}-01`;
  }
  return days.filter((one) => first !== undefined && one >= first);
}
