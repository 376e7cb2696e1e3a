import type { Comparison } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { compare, subtract } from '../rational.ts';

export function satisfies(value: Rational, comparison: Comparison, bound: Rational): boolean {
  const order = compare(value, bound);
  switch (comparison) {
    case 'at_least':
      return order >= 0;
    case 'more_than':
      return order > 0;
    case 'at_most':
      return order <= 0;
    case 'less_than':
      return order < 0;
    default:
      return comparison satisfies never;
  }
}

/** A greater value is nearer to what is asked for, or further beyond it. */
export function asksForMore(comparison: Comparison): boolean {
  return comparison === 'at_least' || comparison === 'more_than';
}

/** How far a value is from a bound: above 0 it falls short, below 0 it has room to spare. */
export function shortfall(value: Rational, comparison: Comparison, bound: Rational): Rational {
  return asksForMore(comparison) ? subtract(bound, value) : subtract(value, bound);
}
