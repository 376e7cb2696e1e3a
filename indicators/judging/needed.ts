import { findStream } from '../../ingest/streams.ts';
import type { Measure } from '../../store/measure.ts';
import type { Name } from '../indicator.ts';
import type { Comparison } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { add, compare, fromText, multiply, ONE, rational, subtract, ZERO } from '../rational.ts';
import { FEWEST } from '../values/sample-value.ts';
import type { IndicatorValue } from '../values/value.ts';
import { asksForMore } from './comparison.ts';
import type { Verdict } from './verdict.ts';

/** What would have to change for a comparison to hold, all else as it is today. */
export interface Needed {
  readonly for: 'target' | 'milestone';
  /** What is changed: the numerator, the one figure of the formula, or the number of samples. */
  readonly part: 'numerator' | 'figure' | 'samples';
  /** Of which part of the day, or component of an index, samples are too few; undefined: of all. */
  readonly of?: Name;
  readonly now: Rational;
  /** Where the comparison turns. */
  readonly bound: Rational;
  /** Added to `now` it is the nearest figure that holds; a whole number where things are counted. Below 0: fewer. */
  readonly change: Rational;
  /** The bound itself is not enough, and there is no nearest figure: anything beyond it. */
  readonly beyond: boolean;
}

/** Nothing for what holds, and for what no single figure decides. */
export function neededFor({
  value,
  target,
  milestone,
}: Pick<Verdict, 'value' | 'target' | 'milestone'>): readonly Needed[] {
  if (target.value === null || target.unverifiable !== undefined) return [];
  if (value.reason === 'insufficient_sample') return moreSamples(value);
  const asked = [
    ...(milestone === undefined ? [] : [{ for: 'milestone' as const, bound: fromText(milestone.value) }]),
    { for: 'target' as const, bound: fromText(target.value) },
  ];
  return asked.flatMap((one) => {
    const turn = turningPoint(value, one.bound);
    const step = turn === undefined ? undefined : stepTo(turn, target.comparison);
    if (turn === undefined || step === undefined) return [];
    return [{ for: one.for, part: turn.part, now: turn.now, bound: turn.bound, ...step }];
  });
}

/** Samples that are too few: of all, of a part of the day, or of a component. */
function moreSamples({ indicator: { formula }, sample, index }: IndicatorValue): readonly Needed[] {
  if (formula.kind === 'samples' && sample !== undefined) {
    const parts = (formula.weights ?? []).flatMap(({ name }, i) => upTo(sample.parts?.[i]?.count ?? 0, FEWEST, name));
    return [...upTo(sample.count, formula.minimum), ...parts];
  }
  if (formula.kind !== 'index' || index === undefined) return [];
  return index.components.flatMap(({ count, name }, i) => {
    const of = formula.components[i]?.of;
    return upTo(count, of?.kind === 'mean' ? of.minimum : formula.minimum, name);
  });
}

function upTo(count: number, fewest: number, of?: Name): readonly Needed[] {
  if (count >= fewest) return [];
  const [now, bound] = [rational(BigInt(count)), rational(BigInt(fewest))];
  const change = subtract(bound, now);
  return [{ for: 'target', part: 'samples', ...(of === undefined ? {} : { of }), now, bound, change, beyond: false }];
}

interface Turn {
  readonly part: 'numerator' | 'figure';
  readonly now: Rational;
  readonly bound: Rational;
  /** The part counts things. */
  readonly isWhole: boolean;
}

/** The figure at which a value would equal the bound, with the denominator or the base as it is. */
function turningPoint(value: IndicatorValue, bound: Rational): Turn | undefined {
  const { numerator, denominator, current, base } = value;
  const { formula } = value.indicator;
  switch (formula.kind) {
    case 'ratio':
    case 'per_10k': {
      if (numerator === undefined || denominator === undefined || compare(denominator, ZERO) <= 0) return undefined;
      const isWhole = countsThings(formula.numerator);
      return { part: 'numerator', now: numerator, bound: multiply(bound, denominator), isWhole };
    }
    case 'plain':
      if (value.value === null) return undefined;
      return { part: 'figure', now: value.value, bound, isWhole: countsThings(formula.of) };
    case 'difference':
      if (current === undefined || base === undefined) return undefined;
      return { part: 'figure', now: current, bound: add(base.value, bound), isWhole: countsThings(formula.of) };
    case 'growth': {
      if (current === undefined || base === undefined || compare(base.value, ZERO) <= 0) return undefined;
      const isWhole = formula.per === undefined && countsThings(formula.of);
      return { part: 'figure', now: current, bound: multiply(base.value, add(bound, ONE)), isWhole };
    }
    case 'samples':
    case 'index':
    case 'external':
      return undefined;
    default:
      return formula satisfies never;
  }
}

function countsThings(measure: Measure): boolean {
  switch (measure.kind) {
    case 'count':
      return true;
    case 'sum': {
      const stream = findStream(measure.stream);
      const factors = measure.times === undefined ? [measure.field] : [measure.field, measure.times];
      return factors.every((field) => (stream?.rows[field] ?? stream?.fields[field])?.column === 'count');
    }
    case 'largest':
      return false;
    default:
      return measure satisfies never;
  }
}

function stepTo({ now, bound, isWhole }: Turn, comparison: Comparison): Pick<Needed, 'change' | 'beyond'> | undefined {
  const isUpward = asksForMore(comparison);
  const includes = comparison === 'at_least' || comparison === 'at_most';
  const distance = isUpward ? subtract(bound, now) : subtract(now, bound);
  const order = compare(distance, ZERO);
  if (order < 0 || (includes && order === 0)) return undefined;
  const size = isWhole ? rational(wholeSteps(distance, includes)) : distance;
  return { change: isUpward ? size : subtract(ZERO, size), beyond: !isWhole && !includes };
}

/** The fewest whole steps that reach (or with an excluded bound, pass) a distance that is not negative. */
function wholeSteps({ n, d }: Rational, includes: boolean): bigint {
  const down = n / d;
  return includes && down * d === n ? down : down + 1n;
}
