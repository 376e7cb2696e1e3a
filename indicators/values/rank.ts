import type { IndicatorValue } from './value.ts';
import type { Interval } from './statistics.ts';

/**
 * Ranks values of an index among one another. Values whose intervals overlap share a rank, and so do all that are
 * linked by overlaps: samples do not tell them apart. A rank says how many are surely better, and one.
 */
export function ranked(values: readonly IndicatorValue[]): readonly IndicatorValue[] {
  const intervals = values.flatMap(({ index }) => index?.interval ?? []);
  if (intervals.length === 0) return values;
  const rank = ranksOf(intervals);
  return values.map((value) => {
    const { index } = value;
    if (index === undefined || index.interval === null) return value;
    return { ...value, index: { ...index, rank: rank(index.interval) } };
  });
}

function ranksOf(intervals: readonly Interval[]): (interval: Interval) => number {
  const ranks = new Map<Interval, number>();
  let [rank, floor] = [1, Infinity];
  for (const [place, interval] of [...intervals].sort((a, b) => b.high - a.high).entries()) {
    if (interval.high < floor) rank = place + 1;
    floor = Math.min(floor, interval.low);
    ranks.set(interval, rank);
  }
  return (interval) => ranks.get(interval) ?? 0;
}
