import { addDays } from '../calendar.ts';
import { satisfies, shortfall } from './comparison.ts';
import type { Course } from './course.ts';
import type { Indicator } from '../indicator.ts';
import type { DatedValue } from './line.ts';
import { lineAt, lineOf } from './line.ts';
import { outlook } from './outlook.ts';
import type { Plan, Target } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { compare, fromText, isZero, multiply, subtract, ZERO } from '../rational.ts';

export type RiskRule = 'below_line' | 'forecast_falls_short' | 'at_risk_lately';

export interface Risk {
  readonly rule: RiskRule;
  /** The day that is risky: the one asked for, or the latest before it. */
  readonly on: string;
}

export interface Risky {
  readonly plan: Plan;
  readonly target: Target;
  readonly indicator: Indicator;
  readonly course: Course;
  readonly asOf: string;
}

/** How many days a risk must be over before it is forgotten. */
const CLEAR_DAYS = 14;

/**
 * Whether a target that is not due yet, and neither met nor behind, is at risk on a day.
 *
 * A day is risky where its value lies off the line between the milestones by more than the plan's tolerance, or its
 * forecast does not satisfy the target. A risky day is at risk. So is a day within 14 days after a risky one, unless it
 * is clear of both by the tolerance: on the line or better, and the forecast better than the target by the tolerance. So
 * a district at the edge stays at risk for two weeks instead of changing from day to day, and one that has caught up is
 * free at once. It follows from the figures alone, whatever was judged before and in whatever order; and a better value
 * on the day is never more at risk.
 */
export function riskOf(one: Risky): Risk | undefined {
  const today = measured(one, one.asOf);
  if (today === undefined) return undefined;
  const rule = risky(today, one);
  if (rule !== undefined) return { rule, on: one.asOf };
  if (isClear(today, one)) return undefined;
  const since = one.plan.date;
  for (let back = 1; back < CLEAR_DAYS; back += 1) {
    const day = addDays(one.asOf, -back);
    if (day < since) return undefined;
    const then = measured(one, day);
    if (then !== undefined && risky(then, one) !== undefined) return { rule: 'at_risk_lately', on: day };
  }
  return undefined;
}

/** What the line asks for. */
export interface LinePoint extends DatedValue {
  /** How far off the line a value may be, in the unit. */
  readonly tolerance: Rational;
}

/** What the line asks for by a day, of the figures that can be expected by then; undefined where there is no line. */
export function lineOn(
  { plan, target, course }: Omit<Risky, 'indicator' | 'asOf'>,
  day: string,
): LinePoint | undefined {
  const line = lineOf(target, course.start);
  const { expected } = course.on(day);
  const value = lineAt(line, expected);
  return value === undefined
    ? undefined
    : { day: expected, value, tolerance: multiply(fromText(plan.tolerance), wayOf(line)) };
}

/** A day held against the line and against the target. */
interface Measured {
  /** How far the value is off the line; undefined where there is no line. */
  readonly offLine: Rational | undefined;
  /** The value to expect on the due date; undefined where there is no forecast. */
  readonly expected: Rational | undefined;
  readonly bound: Rational;
  readonly tolerance: Rational;
}

function measured(one: Risky, day: string): Measured | undefined {
  const { plan, target, indicator, course, asOf } = one;
  const { value: asked, comparison } = target;
  const standing = course.on(day);
  const { value } = standing;
  if (asked === null || value === null) return undefined;
  const bound = fromText(asked);
  // What held on an earlier day was met then, whatever its forecast.
  if (day < asOf && satisfies(value, comparison, bound)) return undefined;
  const line = lineOn(one, day);
  const found = outlook(indicator, { target, start: course.start, standing });
  return {
    offLine: line && shortfall(value, comparison, line.value),
    expected: found === undefined ? undefined : fromText(String(found.atDue)),
    bound,
    tolerance: multiply(fromText(plan.tolerance), wayOf(lineOf(target, course.start))),
  };
}

function risky({ offLine, expected, bound, tolerance }: Measured, { target }: Risky): RiskRule | undefined {
  if (offLine !== undefined && compare(offLine, tolerance) > 0) return 'below_line';
  return expected !== undefined && !satisfies(expected, target.comparison, bound) ? 'forecast_falls_short' : undefined;
}

function isClear({ offLine, expected, bound, tolerance }: Measured, { target }: Risky): boolean {
  const onLine = offLine === undefined || compare(offLine, ZERO) <= 0;
  if (expected === undefined || !onLine) return onLine;
  const spare = subtract(ZERO, shortfall(expected, target.comparison, bound));
  return isZero(tolerance) || compare(spare, tolerance) > 0;
}

/** What lies between the beginning and the end of a line: a tolerance is a share of it. */
function wayOf(line: readonly DatedValue[]): Rational {
  const way = subtract(line.at(-1)?.value ?? ZERO, line[0]?.value ?? ZERO);
  return way.n < 0n ? subtract(ZERO, way) : way;
}
