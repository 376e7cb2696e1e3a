import type { IndexParts } from './index-value.ts';
import { indexOutcome } from './index-value.ts';
import type { Based, Indicator } from '../indicator.ts';
import type { Rational } from '../rational.ts';
import { compare, divide, isZero, ONE, rational, subtract } from '../rational.ts';
import type { Readings } from './readings.ts';
import type { Total } from './roll-up.ts';
import type { Sample, SampleOutcome } from './sample-value.ts';
import { sampleOutcome } from './sample-value.ts';
import type { Scope } from '../scope.ts';

/** Why there is no value. */
export type NoValueReason = 'no_data' | 'zero_denominator' | 'insufficient_sample' | 'no_base' | 'external';

export const FLAGS = ['over_unity', 'lower_bound', 'stale', 'questioned', 'challenged'] as const;
export type Flag = (typeof FLAGS)[number];

/** An indicator's number for one scope and day, exact, with the parts it comes from. */
export interface IndicatorValue {
  readonly indicator: Indicator;
  readonly scope: Scope;
  readonly asOf: string;
  /** Null with a `reason`; never a stand-in number. */
  readonly value: Rational | null;
  readonly reason?: NoValueReason;
  readonly numerator?: Rational;
  readonly denominator?: Rational;
  /** Of a difference or growth: the figures that are compared. */
  readonly current?: Rational;
  readonly base?: Base;
  readonly flags: readonly Flag[];
  readonly sample?: Sample;
  readonly index?: IndexParts;
}

/** The figure that another is compared with, and its two times. */
export interface Base {
  readonly asOf: string;
  /** As the definition names it; undefined where the base is known as of the same moment as the figure itself. */
  readonly knownAt: string | undefined;
  readonly value: Rational;
}

type Outcome = Omit<IndicatorValue, 'indicator' | 'scope' | 'asOf'>;

/** Computes one value from what was read; pure, and exact but for the interval of a sample. */
export function valueOf(
  indicator: Indicator,
  { readings, scope, asOf }: { readings: Readings; scope: Scope; asOf: string },
): IndicatorValue {
  return { indicator, scope, asOf, ...outcome(indicator, readings, { scope, asOf }) };
}

interface At {
  readonly scope: Scope;
  readonly asOf: string;
}

function outcome({ formula, unit }: Indicator, readings: Readings, { scope, asOf }: At): Outcome {
  switch (formula.kind) {
    case 'ratio':
      return quotient(
        readings.total(formula.numerator, scope, asOf),
        readings.total(formula.denominator, scope, asOf),
        { per: ONE, isShare: unit === 'ratio' },
      );
    case 'per_10k':
      return quotient(
        readings.total(formula.numerator, scope, asOf),
        readings.total(formula.denominator, scope, asOf),
        { per: TEN_THOUSAND, isShare: false },
      );
    case 'plain': {
      const total = readings.total(formula.of, scope, asOf);
      return total === undefined ? nothing('no_data') : { value: total.total, flags: flagsOf(total) };
    }
    case 'difference': {
      const before = readings.asKnownAt(formula.baseKnownAt);
      return change(readings.total(formula.of, scope, asOf), before.total(formula.of, scope, formula.base), {
        base: baseOf(formula, readings),
        of: (current, base) => ({ value: subtract(current, base) }),
      });
    }
    case 'growth': {
      const level = (known: Readings, day: string): Total | undefined => {
        const of = known.total(formula.of, scope, day);
        return formula.per === undefined ? of : mean(of, known.total(formula.per, scope, day));
      };
      return change(level(readings, asOf), level(readings.asKnownAt(formula.baseKnownAt), formula.base), {
        base: baseOf(formula, readings),
        of: (current, base) =>
          isZero(base) ? { value: null, reason: 'zero_denominator' } : { value: divide(subtract(current, base), base) },
      });
    }
    case 'samples':
      return sampled(sampleOutcome(formula, { answers: readings.samples, scope, asOf }));
    case 'index': {
      const { value, index } = indexOutcome(formula.components, formula.minimum, {
        answers: readings.samples,
        scope,
        asOf,
      });
      if (index.components.every(({ count }) => count === 0)) return nothing('no_data');
      return value === null ? { value, reason: 'insufficient_sample', flags: [], index } : { value, flags: [], index };
    }
    case 'external':
      return nothing('external');
    default:
      return formula satisfies never;
  }
}

const TEN_THOUSAND = rational(10_000n);

function quotient(
  over: Total | undefined,
  under: Total | undefined,
  { per, isShare }: { per: Rational; isShare: boolean },
): Outcome {
  if (over === undefined || under === undefined) return nothing('no_data');
  const numerator = over.total;
  const denominator = divide(under.total, per);
  const flags = flagsOf(over, under);
  if (isZero(denominator)) return { value: null, reason: 'zero_denominator', numerator, denominator, flags };
  const value = divide(numerator, denominator);
  return {
    value,
    numerator,
    denominator,
    flags: isShare && compare(value, ONE) > 0 ? ['over_unity', ...flags] : flags,
  };
}

function mean(over: Total | undefined, under: Total | undefined): Total | undefined {
  if (over === undefined || under === undefined || isZero(under.total)) return undefined;
  return { ...over, total: divide(over.total, under.total), stale: over.stale || under.stale };
}

interface Change {
  readonly base: Omit<Base, 'value'>;
  readonly of: (current: Rational, base: Rational) => Pick<Outcome, 'value' | 'reason'>;
}

function baseOf({ base, baseKnownAt }: Based, readings: Readings): Omit<Base, 'value'> {
  const isOwn = readings.asKnownAt(baseKnownAt) !== readings;
  return { asOf: base, knownAt: isOwn ? baseKnownAt : undefined };
}

function change(current: Total | undefined, base: Total | undefined, { base: times, of }: Change): Outcome {
  if (current === undefined) return nothing('no_data');
  if (base === undefined) return { ...nothing('no_base'), current: current.total };
  return {
    ...of(current.total, base.total),
    current: current.total,
    base: { ...times, value: base.total },
    flags: flagsOf(current, base),
  };
}

function sampled(found: SampleOutcome | undefined): Outcome {
  if (found === undefined) return nothing('no_data');
  return found.value === null
    ? { ...found, value: null, reason: 'insufficient_sample', flags: [] }
    : { ...found, flags: [] };
}

function nothing(reason: NoValueReason): Outcome {
  return { value: null, reason, flags: [] };
}

function flagsOf(...totals: readonly Total[]): readonly Flag[] {
  return [
    ...(totals.some(({ lowerBound }) => lowerBound) ? (['lower_bound'] as const) : []),
    ...(totals.some(({ stale }) => stale) ? (['stale'] as const) : []),
  ];
}
