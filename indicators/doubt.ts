import type { Measure, SampleMeasure } from '../store/measure.ts';
import type { Formula, Name } from './indicator.ts';
import type { Rational } from './rational.ts';
import { measuresOf, subjectsOf } from './readings.ts';
import type { Place, Scope } from './scope.ts';

export const DOUBTS = ['unit_slip', 'falling', 'jump', 'over_unity', 'cross_check', 'beyond_limit', 'tie'] as const;
/**
 * - `unit_slip`: off by the factor of a wrong unit, against the reporter's history or the profile's limit.
 * - `falling`: a count that only grows is smaller than before.
 * - `jump`: a change far from the reporter's usual ones.
 * - `over_unity`: a part larger than its whole.
 * - `cross_check`: two figures that do not fit one another.
 * - `beyond_limit`: more than the profile holds plausible.
 * - `tie`: two contents for the same thing, moment and revision.
 */
export type DoubtKind = (typeof DOUBTS)[number];

/** Whose reports are doubted; undefined: everybody's. */
export interface Suspect {
  readonly stream: string;
  /** Undefined: whatever the subject. */
  readonly subject?: string;
  readonly carrier?: string;
  readonly district?: string;
}

/** An accepted figure that something speaks against. */
export interface Doubt {
  readonly kind: DoubtKind;
  /** The rule that it offends; null for a limit of the profile and for a tie. */
  readonly rule: { readonly id: string; readonly name: Name } | null;
  readonly about: readonly Suspect[];
  /** The day that the figure describes. */
  readonly day: string;
  readonly figure: Rational;
  /** What it was held against: an earlier figure, a bound, a limit. */
  readonly against: Rational;
  /** What else there is to know: the field, the contents of a tie. */
  readonly details?: readonly string[];
}

/** Whether a report that is doubted goes into a formula's value for a scope. */
export function touches(doubt: Doubt, formula: Formula, { scope, place }: { scope: Scope; place: Place }): boolean {
  const measures: readonly (Measure | SampleMeasure)[] =
    formula.kind === 'samples' ? [formula.of] : measuresOf(formula);
  return doubt.about.some(({ stream, subject, carrier, district }) => {
    const own =
      isSame(scope.district, district) && (isSame(scope.carrier, carrier) || place.authorities.has(carrier ?? ''));
    return own && measures.some((measure) => measure.stream === stream && reads(measure, subject));
  });
}

function isSame(asked: string | undefined, given: string | undefined): boolean {
  return asked === undefined || given === undefined || asked === given;
}

function reads(measure: Measure | SampleMeasure, subject: string | undefined): boolean {
  return subject === undefined || (subjectsOf(measure)?.includes(subject) ?? true);
}
