import type { Gap } from '../trust/completeness.ts';
import { asksForMore, satisfies, shortfall } from './comparison.ts';
import type { Course } from './course.ts';
import type { Forecast } from './forecast.ts';
import type { Formula } from '../indicator.ts';
import { outlook } from './outlook.ts';
import type { Pace } from './pace.ts';
import { paceOf } from './pace.ts';
import type { Comparison, Milestone, Plan, Target } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { fromText } from '../rational.ts';
import type { LinePoint, RiskRule } from './risk.ts';
import { lineOn, riskOf } from './risk.ts';
import type { Scope } from '../scope.ts';
import type { Interval } from '../values/statistics.ts';
import type { IndicatorValue } from '../values/value.ts';

export const VERDICTS = [
  'met',
  'met_late',
  'missed',
  'behind',
  'at_risk',
  'on_track',
  'no_data',
  'incomplete',
  'insufficient_sample',
  'unverifiable',
] as const;
export type VerdictWord = (typeof VERDICTS)[number];

/** An indicator's value held against one target, with what the judgement rests on. */
export interface Verdict {
  readonly plan: Plan;
  readonly target: Target;
  readonly scope: Scope;
  readonly asOf: string;
  readonly verdict: VerdictWord;
  /** Why, as a stable word for each rule of the law (domain, § 7). */
  readonly rule: Rule;
  readonly value: IndicatorValue;
  /** The value on the due date, where that has passed. */
  readonly atDue?: IndicatorValue;
  /** The latest milestone that has passed. */
  readonly milestone?: Milestone;
  /** How far the value still is from the target, in the unit: above 0 it falls short, below 0 it has room to spare. */
  readonly gap: Rational | null;
  readonly pace: Pace;
  /** Before the due date: what the line between the milestones asks for by now. */
  readonly line?: LinePoint;
  /** Before the due date, where there are figures enough. */
  readonly forecast?: Forecast;
  /** Of a target that is at risk: the day that was risky, which may lie up to two weeks back. */
  readonly riskyOn?: string;
  /** Reports that are missing and could change the verdict. */
  readonly missing: readonly Gap[];
  /** No document prints this cell: the target of the whole is held against a part. */
  readonly derived: boolean;
}

export type Rule =
  | RiskRule
  | 'target_without_value'
  | 'needs_outside_figures'
  | 'nothing_reported'
  | 'zero_denominator'
  | 'too_few_samples'
  | 'reports_missing'
  | 'holds'
  | 'held_on_due_date'
  | 'holds_after_due_date'
  | 'due_date_passed'
  | 'criterion_fails'
  | 'milestone_missed'
  | 'not_due_yet'
  | 'interval_straddles'
  | 'interval_falls_short';

/** A value with the reports that it lacks. */
export interface Finding {
  readonly value: IndicatorValue;
  readonly gaps: readonly Gap[];
}

export interface Case {
  readonly plan: Plan;
  readonly target: Target;
  readonly scope: Scope;
  readonly derived: boolean;
  readonly formula: Formula;
  readonly asOf: string;
  /** At `asOf`. */
  readonly now: Finding;
  /** How the value came to be; undefined where its history is not known. */
  readonly course: Course | undefined;
  /** On the due date, where `asOf` is later. */
  readonly onDueDate: Finding | undefined;
}

/** The law of verdicts; pure. */
export function judge(one: Case): Verdict {
  const { plan, target, scope, asOf, derived, now, onDueDate, course } = one;
  const { indicator } = now.value;
  const bound = target.value === null ? undefined : fromText(target.value);
  const milestone = latestPassed(target.milestones, asOf);
  const expected =
    course === undefined || now.value.value === null
      ? undefined
      : outlook(indicator, { target, start: course.start, standing: course.on(asOf) });
  const line = course === undefined || asOf === target.due ? undefined : lineOn({ plan, target, course }, asOf);
  const evidence = {
    plan,
    target,
    scope,
    asOf,
    value: now.value,
    ...(onDueDate === undefined ? {} : { atDue: onDueDate.value }),
    ...(milestone === undefined ? {} : { milestone }),
    gap: bound === undefined || now.value.value === null ? null : shortfall(now.value.value, target.comparison, bound),
    pace: paceOf(target, { value: now.value.value, asOf, since: course?.start ?? course?.on(asOf).points[0] }),
    ...(line === undefined ? {} : { line }),
    ...(expected === undefined ? {} : { forecast: expected }),
    derived,
  };
  const decided = (verdict: VerdictWord, rule: Rule, missing: readonly Gap[] = []): Verdict => ({
    ...evidence,
    verdict,
    rule,
    missing,
  });

  if (bound === undefined)
    return decided('unverifiable', now.value.reason === 'external' ? 'needs_outside_figures' : 'target_without_value');
  if (target.unverifiable !== undefined || now.value.reason === 'external')
    return decided('unverifiable', 'needs_outside_figures');
  const holds = (value: Rational): boolean => satisfies(value, target.comparison, bound);
  const { value } = now.value;
  if (
    onDueDate !== undefined &&
    holdsFirmly(onDueDate, holds, one) &&
    !inDoubt(onDueDate.value, target.comparison, bound)
  )
    return decided('met', 'held_on_due_date');
  if (now.value.reason === 'insufficient_sample') return decided('insufficient_sample', 'too_few_samples');
  if (now.value.reason === 'zero_denominator') return decided('no_data', 'zero_denominator');
  if (value === null) return decided('no_data', 'nothing_reported', now.gaps);

  const missing = [...(holdsFirmly(now, holds, one) ? [] : now.gaps), ...(onDueDate?.gaps ?? [])];
  if (missing.length > 0) return decided('incomplete', 'reports_missing', missing);
  if (inDoubt(now.value, target.comparison, bound)) return decided('at_risk', 'interval_straddles');
  if (onDueDate !== undefined)
    return holds(value) ? decided('met_late', 'holds_after_due_date') : decided('missed', 'due_date_passed');
  if (holds(value)) return decided('met', 'holds');
  if (target.due === null) return decided('behind', 'criterion_fails');
  if (asOf >= target.due) return decided('missed', 'due_date_passed');
  const asked = milestone === undefined ? undefined : fromText(milestone.value);
  if (
    asked !== undefined &&
    !satisfies(value, target.comparison, asked) &&
    !inDoubt(now.value, target.comparison, asked)
  )
    return decided('behind', 'milestone_missed');
  // Samples have no forecast, and a better mean, in doubt of the target, is at risk.
  if (intervalOf(now.value) !== null) return decided('at_risk', 'interval_falls_short');
  const risk = course === undefined ? undefined : riskOf({ plan, target, indicator, course, asOf });
  return risk === undefined
    ? decided('on_track', 'not_due_yet')
    : { ...decided('at_risk', risk.rule), riskyOn: risk.on };
}

/** Whether the comparison holds and no missing report could undo it. */
function holdsFirmly({ value, gaps }: Finding, holds: (value: Rational) => boolean, one: Case): boolean {
  return value.value !== null && holds(value.value) && (gaps.length === 0 || cannotBeUndone(one));
}

/** More reports only raise a count or a sum, so `at_least` once reached stays reached. */
function cannotBeUndone({ target, formula }: Case): boolean {
  const rises = formula.kind === 'plain' && formula.of.kind !== 'largest';
  return rises && asksForMore(target.comparison);
}

/** Whether the confidence interval of samples lies on both sides of the bound: then they do not tell. */
function inDoubt(value: IndicatorValue, comparison: Comparison, bound: Rational): boolean {
  const interval = intervalOf(value);
  if (interval === null) return false;
  const [low, high] = [interval.low, interval.high].map((end) => satisfiesNumber(end, comparison, bound));
  return low !== high;
}

function intervalOf({ sample, index }: IndicatorValue): Interval | null {
  return sample?.interval ?? index?.interval ?? null;
}

function satisfiesNumber(end: number, comparison: Comparison, bound: Rational): boolean {
  return satisfies(fromText(String(end)), comparison, bound);
}

function latestPassed(milestones: readonly Milestone[], asOf: string): Milestone | undefined {
  return milestones
    .filter(({ date }) => date <= asOf)
    .reduce<Milestone | undefined>(
      (latest, one) => (latest === undefined || latest.date < one.date ? one : latest),
      undefined,
    );
}
