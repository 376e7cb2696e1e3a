import { daysBetween, monthsBetween } from '../calendar.ts';
import { satisfies } from './comparison.ts';
import type { DatedValue } from './line.ts';
import type { Target } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { divide, fromText, subtract, ZERO } from '../rational.ts';

/** How fast a value has moved and would have to, in the unit a month, with the sign of the movement. */
export interface Pace {
  /** Days from the end of the day to the end of the due date; 0 on the due date. */
  readonly daysLeft?: number;
  /** Since where the plan found it, or the first figure where it found none. */
  readonly perMonth?: Rational;
  /** 每月还需: from here to the target by the due date; nought where the target holds already. */
  readonly requiredPerMonth?: Rational;
}

/** Empty after the due date, and for a standing criterion. */
export function paceOf(
  { due, value: asked, comparison }: Target,
  { value, asOf, since }: { value: Rational | null; asOf: string; since: DatedValue | undefined },
): Pace {
  if (due === null || asOf > due) return {};
  const daysLeft = daysBetween(asOf, due);
  if (value === null || asked === null) return { daysLeft };
  const bound = fromText(asked);
  const perMonth =
    since === undefined || since.day >= asOf
      ? undefined
      : divide(subtract(value, since.value), monthsBetween(since.day, asOf));
  const missing = satisfies(value, comparison, bound) ? ZERO : subtract(bound, value);
  return {
    daysLeft,
    ...(perMonth === undefined ? {} : { perMonth }),
    ...(daysLeft === 0 ? {} : { requiredPerMonth: divide(missing, monthsBetween(asOf, due)) }),
  };
}
