import type { ValueDocument, VerdictDocument } from './documents.ts';
import { toValueDocument, toVerdictDocument } from './documents.ts';
import type { Rational } from '../rational.ts';
import { toText } from '../rational.ts';
import type { IndicatorValue } from '../values/value.ts';
import type { Verdict } from '../judging/verdict.ts';

/** A value document with the exact numbers beside the doubles: whole numbers, or fractions in lowest terms (`1/3`). */
export interface ExactValueDocument extends ValueDocument {
  readonly exact: {
    readonly value: string | null;
    readonly numerator?: string;
    readonly denominator?: string;
    readonly current?: string;
    readonly base?: string;
  };
}

export interface ExactVerdictDocument extends VerdictDocument {
  readonly value: ExactValueDocument;
  readonly value_at_due?: ExactValueDocument;
  readonly exact: { readonly gap: string | null; readonly target_value: string | null };
}

/** @param knownAt RFC 3339. */
export function toExactValue(value: IndicatorValue, knownAt: string): ExactValueDocument {
  return {
    ...toValueDocument(value, knownAt),
    exact: {
      value: value.value && toText(value.value),
      ...exactly('numerator', value.numerator),
      ...exactly('denominator', value.denominator),
      ...exactly('current', value.current),
      ...exactly('base', value.base?.value),
    },
  };
}

/** @param knownAt RFC 3339. */
export function toExactVerdict(one: Verdict, knownAt: string): ExactVerdictDocument {
  const document: Omit<VerdictDocument, 'value_at_due'> = toVerdictDocument(one, knownAt);
  return {
    ...document,
    value: toExactValue(one.value, knownAt),
    ...(one.atDue === undefined ? {} : { value_at_due: toExactValue(one.atDue, knownAt) }),
    exact: { gap: one.gap && toText(one.gap), target_value: one.target.value },
  };
}

function exactly<K extends string>(key: K, value: Rational | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: toText(value) } as { readonly [P in K]?: string });
}
