import type { Measure, SampleMeasure } from '../../store/measure.ts';
import { addDays } from '../calendar.ts';
import type { Formula, Name } from '../indicator.ts';
import type { Rational } from '../rational.ts';
import { measuresOf, subjectsOf } from '../values/readings.ts';
import { samplesOf } from '../values/sample-readings.ts';
import type { Place, Scope } from '../scope.ts';

export const DOUBTS = [
  'unit_slip',
  'falling',
  'jump',
  'over_unity',
  'cross_check',
  'beyond_limit',
  'tie',
  'overlapping_periods',
  'whole_beside_parts',
] as const;
/**
 * - `unit_slip`: off by the factor of a wrong unit, against the reporter's history or the profile's limit.
 * - `falling`: a count that only grows is smaller than before.
 * - `jump`: a change far from the reporter's usual ones.
 * - `over_unity`: a part larger than its whole.
 * - `cross_check`: two figures that do not fit one another.
 * - `beyond_limit`: more than the profile holds plausible.
 * - `tie`: two contents for the same thing, moment and revision.
 * - `overlapping_periods`: two periods of one flow that share days, so that what those brought is added up twice.
 * - `whole_beside_parts`: one carrier's figure of the city beside its districts', or of all segments beside one of
 *   them, so that the parts are added up twice.
 */
export type DoubtKind = (typeof DOUBTS)[number];

/** Whose reports are doubted; undefined: everybody's. */
export interface Suspect {
  readonly stream: string;
  /** Undefined: whatever the subject. */
  readonly subject?: string;
  /** Which of the reports of one carrier, district and subject, as `explain` names it; undefined: all of them. */
  readonly part?: string;
  readonly carrier?: string;
  readonly district?: string;
  /** The one field that is doubted; undefined: all of them. */
  readonly field?: string;
  /** What kind of thing it is, by field: `{ service: 'fixed' }`; a field that is not named may hold anything. */
  readonly words?: Readonly<Record<string, string>>;
}

/** An accepted figure that something speaks against. */
export interface Doubt {
  readonly kind: DoubtKind;
  /** The rule that it offends; null for a limit of the profile, a tie and figures of a flow that overlap. */
  readonly rule: { readonly id: string; readonly name: Name } | null;
  readonly about: readonly Suspect[];
  /** The day that the figure describes. */
  readonly day: string;
  readonly figure: Rational;
  /** What it was held against: an earlier figure, a bound, a limit. */
  readonly against: Rational;
  /** What else there is to know: the field, the contents of a tie, the periods, the districts. */
  readonly details?: readonly string[];
  /** When the figure is in force, half-open; a null end, or nothing: from its day until today. */
  readonly holds?: { readonly from: string; readonly until: string | null };
}

/** Whether a figure that is doubted still counts on a day. */
export function isInForce({ day, holds = { from: day, until: null } }: Doubt, asOf: string): boolean {
  return holds.from <= asOf && (holds.until === null || asOf < holds.until);
}

/** Whether a figure that is doubted goes into a formula's value for a scope and day. */
export function touches(
  doubt: Doubt,
  formula: Formula,
  { scope, place, asOf }: { scope: Scope; place: Place; asOf: string },
): boolean {
  const measures: readonly (Measure | SampleMeasure)[] = [...samplesOf(formula), ...measuresOf(formula)];
  return doubt.about.some(({ carrier, district, ...suspect }) => {
    const own =
      isSame(scope.district, district) && (isSame(scope.carrier, carrier) || place.authorities.has(carrier ?? ''));
    return own && measures.some((measure) => reads(measure, suspect) && isWithin(measure, doubt.day, asOf));
  });
}

function isSame(asked: string | undefined, given: string | undefined): boolean {
  return asked === undefined || given === undefined || asked === given;
}

function reads(measure: Measure | SampleMeasure, { stream, subject, field, words = {} }: Suspect): boolean {
  return (
    measure.stream === stream &&
    (subject === undefined || (subjectsOf(measure)?.includes(subject) ?? true)) &&
    (field === undefined || ('field' in measure && measure.field === field) || field in measure.where) &&
    Object.entries(measure.where).every(
      ([name, condition]) => condition.kind !== 'one_of' || isSameWord(condition.words, words[name]),
    )
  );
}

function isSameWord(asked: readonly string[], given: string | undefined): boolean {
  return given === undefined || asked.includes(given);
}

/** A sample counts while its day lies in the window. */
function isWithin(measure: Measure | SampleMeasure, day: string, asOf: string): boolean {
  return measure.kind !== 'samples' || day > addDays(asOf, -measure.windowDays);
}
