import type { Sums } from '../../store/samples.ts';
import { divide, fromText, multiply, rational, subtract, toNumber } from '../rational.ts';
import type { Rational } from '../rational.ts';
import { studentQuantile } from './student.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 %, two-sided, by the normal law. The `probit` of simple-statistics gives 1.957, which another program that
 * computes the interval would not agree with.
 */
const Z = 1.959963984540054;

/** Exact; null without samples. */
export function meanOf({ count, sum }: Sums): Rational | null {
  return count === 0 ? null : divide(fromText(sum), rational(BigInt(count)));
}

/** A mean with the weight that it has among others. */
export interface Weighted {
  readonly sums: Sums;
  /** Above 0; the weights of all add up to 1. */
  readonly weight: number;
}

/**
 * The 95 % confidence interval of a weighted mean of means (of one mean, where its weight is 1), by Student's law; the
 * degrees of freedom of several together are Welch's and Satterthwaite's. Variances are computed exactly from the sums,
 * so that the order in which samples were added cannot show; null where one of the means has fewer than two samples.
 */
export function meanInterval(center: Rational, strata: readonly Weighted[]): Interval | null {
  if (strata.some(({ sums }) => sums.count < 2)) return null;
  const parts = strata.map(({ sums, weight }) => ({
    variance: weight * weight * varianceOfMean(sums),
    freedom: sums.count - 1,
  }));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const spread = parts.reduce((sum, part) => sum + part.variance ** 2 / part.freedom, 0);
  const margin = variance === 0 ? 0 : studentQuantile(variance ** 2 / spread) * Math.sqrt(variance);
  return { low: toNumber(center) - margin, high: toNumber(center) + margin };
}

function varianceOfMean({ count, sum, sumOfSquares }: Sums): number {
  const n = rational(BigInt(count));
  const total = fromText(sum);
  const deviations = subtract(fromText(sumOfSquares), multiply(total, divide(total, n)));
  return toNumber(divide(divide(deviations, rational(BigInt(count - 1))), n));
}

/** The 95 % interval of a share by Wilson's score, which stays within 0 and 1 and is wide where a share is 0 or 1. */
export function shareInterval(part: number, whole: number): Interval | null {
  if (whole === 0) return null;
  if (part === 0 || part === whole) {
    const end = whole / (whole + Z * Z);
    return part === 0 ? { low: 0, high: 1 - end } : { low: end, high: 1 };
  }
  const share = part / whole;
  const z2 = Z * Z;
  const center = (share + z2 / (2 * whole)) / (1 + z2 / whole);
  const margin = (Z * Math.sqrt((share * (1 - share)) / whole + z2 / (4 * whole * whole))) / (1 + z2 / whole);
  return { low: center - margin, high: center + margin };
}
