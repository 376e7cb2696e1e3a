import { daysBetween, monthsBetween } from '../calendar.ts';
import type { Target } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { add, divide, fromText, multiply, rational, subtract } from '../rational.ts';

/** A value and the day for which it holds. */
export interface DatedValue {
  readonly day: string;
  readonly value: Rational;
}

/**
 * The way to a target as its document draws it: from the start through the milestones to the value on the due date,
 * straight between each two. A start that is unknown, or not before the first milestone, is left out. Days rise.
 */
export function lineOf({ value, due, milestones }: Target, start: DatedValue | undefined): readonly DatedValue[] {
  const printed = milestones.map((one) => ({ day: one.date, value: fromText(one.value) }));
  const last = printed.at(-1);
  const goal =
    value === null || due === null || (last !== undefined && last.day >= due)
      ? []
      : [{ day: due, value: fromText(value) }];
  const ahead = [...printed, ...goal];
  return start !== undefined && start.day < (ahead[0]?.day ?? '') ? [start, ...ahead] : ahead;
}

/** Where the line stands on a day; undefined before it begins and after it ends. */
export function lineAt(line: readonly DatedValue[], day: string): Rational | undefined {
  return pointAt(line, day, days);
}

/**
 * The same where each month brings as much as the next, however many days they have: who reports a third of a quarter's
 * figure for each of its months has kept to it.
 */
export function monthlyLineAt(line: readonly DatedValue[], day: string): Rational | undefined {
  return pointAt(line, day, monthsBetween);
}

type Length = (from: string, to: string) => Rational;

const days: Length = (from, to) => rational(BigInt(daysBetween(from, to)));

function pointAt(line: readonly DatedValue[], day: string, length: Length): Rational | undefined {
  const next = line.findIndex((one) => one.day >= day);
  const to = line[next];
  if (to === undefined) return undefined;
  if (to.day === day) return to.value;
  const from = line[next - 1];
  if (from === undefined) return undefined;
  const part = divide(length(from.day, day), length(from.day, to.day));
  return add(from.value, multiply(subtract(to.value, from.value), part));
}
