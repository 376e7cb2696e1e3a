import type { Between, Distribution, Sums } from '../../store/samples.ts';
import type { SampleStatistic } from '../indicator.ts';
import type { Rational } from '../rational.ts';
import { add, divide, fromText, multiply, ONE, rational, subtract, toNumber, ZERO } from '../rational.ts';
import type { SampleAnswers } from './sample-readings.ts';
import type { Scope } from '../scope.ts';
import type { Interval, Weighted } from './statistics.ts';
import { meanInterval, meanOf } from './statistics.ts';

/** What a value of samples rests on. */
export interface Sample {
  readonly count: number;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  /** 95 % confidence interval of the value; null where the sample is too small to have one. */
  readonly interval: Interval | null;
  readonly waterfall: Waterfall;
  /** The parts of the day that are weighted. */
  readonly parts?: readonly { readonly count: number; readonly mean: Rational | null; readonly weight: Rational }[];
}

/** received = rejected + late + superseded + thinned + used; see `Distribution`. */
export interface Waterfall {
  readonly received: number;
  /** Refused messages of the window; whether they would match the filter cannot be told. */
  readonly rejected: number;
  readonly late: number;
  readonly superseded: number;
  readonly thinned: number;
  readonly used: number;
}

export interface SampleOutcome {
  readonly value: Rational | null;
  readonly numerator?: Rational;
  readonly denominator?: Rational;
  readonly sample: Sample;
}

/** No mean of fewer samples, nor of a part of the day with fewer, has an interval. */
export const FEWEST = 2;

/** The mean that a definition asks for, with its sample; undefined where nothing was received. */
export function sampleOutcome(
  { of, statistic, minimum, weights }: SampleStatistic,
  { answers, scope, asOf }: { answers: SampleAnswers; scope: Scope; asOf: string },
): SampleOutcome | undefined {
  const distribution = answers.distribution(of, scope, asOf);
  if (distribution === undefined || distribution.count === 0) return undefined;
  const strata = strataOf(distribution, weights ?? [{ weight: '1' }]);
  const sample = {
    count: distribution.count,
    p10: percentile(distribution.p10),
    p50: percentile(distribution.p50),
    p90: percentile(distribution.p90),
    interval: null,
    waterfall: waterfallOf(distribution, answers.rejected(of, scope, asOf)),
    ...(weights === undefined
      ? {}
      : { parts: strata.map(({ sums, share, mean }) => ({ count: sums.count, mean, weight: share })) }),
  };
  const isEnough = distribution.count >= minimum && strata.every(({ sums }) => sums.count >= FEWEST);
  if (!isEnough) return { value: null, sample };
  const mean = strata.reduce((sum, one) => add(sum, multiply(one.share, one.mean ?? ZERO)), ZERO);
  const interval = meanInterval(mean, strata);
  if (statistic === 'geometric_mean')
    return { value: exponential(mean), sample: { ...sample, interval: interval && scaled(interval) } };
  const [only] = strata;
  return {
    value: mean,
    ...(weights === undefined && only !== undefined
      ? { numerator: fromText(only.sums.sum), denominator: rational(BigInt(only.sums.count)) }
      : { numerator: mean, denominator: ONE }),
    sample: { ...sample, interval },
  };
}

/** By linear interpolation between the decimals that were sent, so that no noise of binary fractions shows. */
function percentile(between: Between | null): number | null {
  if (between === null) return null;
  const [low, high] = [between.low, between.high].map((one) => fromText(String(one))) as [Rational, Rational];
  return toNumber(add(low, multiply(subtract(high, low), rational(BigInt(between.tenths), 10n))));
}

interface Stratum extends Weighted {
  /** Exactly what `weight` is. */
  readonly share: Rational;
  readonly mean: Rational | null;
}

function strataOf({ parts }: Distribution, weights: readonly { readonly weight: string }[]): readonly Stratum[] {
  const all = weights.reduce((sum, { weight }) => add(sum, fromText(weight)), ZERO);
  return weights.map(({ weight }, i) => {
    const share = divide(fromText(weight), all);
    const sums: Sums = parts[i] ?? { count: 0, sum: '0', sumOfSquares: '0' };
    return { sums, share, weight: toNumber(share), mean: meanOf(sums) };
  });
}

export function waterfallOf({ count, received, late, superseded, thinned }: Distribution, rejected: number): Waterfall {
  return { received: received + rejected, rejected, late, superseded, thinned, used: count };
}

/** Digits that a double carries through an exponential: the last one or two may differ between machines. */
const DIGITS = 12;

function exponential(logarithm: Rational): Rational {
  return fromText(Math.exp(toNumber(logarithm)).toPrecision(DIGITS));
}

function scaled({ low, high }: Interval): Interval {
  return { low: Math.exp(low), high: Math.exp(high) };
}
