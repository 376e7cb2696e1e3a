import { probit } from 'simple-statistics';
import type { Distribution } from '../store/samples.ts';
import { divide, fromText, multiply, rational, subtract, toNumber } from './rational.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided, by the normal law; samples that count are 30 and more. */
const CONFIDENCE = 0.95;

/**
 * The 95 % confidence interval of the mean. The variance is computed exactly from the sums, so that the order in
 * which samples were added cannot show; null under two samples.
 */
export function meanInterval({ count, sum, sumOfSquares }: Distribution): Interval | null {
  if (count < 2) return null;
  const n = rational(BigInt(count));
  const total = fromText(sum);
  const mean = divide(total, n);
  const variance = divide(subtract(fromText(sumOfSquares), multiply(total, mean)), rational(BigInt(count - 1)));
  const margin = probit(0.5 + CONFIDENCE / 2) * Math.sqrt(toNumber(divide(variance, n)));
  return { low: toNumber(mean) - margin, high: toNumber(mean) + margin };
}
