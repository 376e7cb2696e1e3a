import { max, median, min } from 'simple-statistics';

/** A figure of a day; `at` is where it stands on the axis of the trend. */
export interface TrendPoint {
  readonly at: number;
  readonly value: number;
}

export const METHODS = ['linear_trend', 'plan_curve_trend'] as const;
/**
 * What the trend is straight over. `linear_trend`: time, for stocks, shares and means. `plan_curve_trend`: what the
 * plan asks for by then, for a programme whose document prints milestones; one that keeps to 90 % of a plan which asks
 * for most in its last quarter is expected to end at 90 %, where a line over time would see it fail.
 */
export type Method = (typeof METHODS)[number];

export interface Forecast {
  readonly atDue: number;
  readonly low: number;
  readonly high: number;
  /** The part of outcomes that the interval is meant to hold. */
  readonly level: number;
  readonly method: Method;
  /** Figures that it rests on. */
  readonly points: number;
}

/** What the quantity can be. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
  /** It is counted in whole things, so whole things are expected. */
  readonly whole: boolean;
}

const FEWEST_POINTS = 4;
const LEVEL = 0.8;
/** How many of the latest points say where the quantity stands now: of three, one may be wrong. */
const LATEST = 3;

/**
 * The value to expect at `due` on the axis, from points that rise along it: the median of the slopes between each two
 * points (Theil and Sen), carried on from each of the latest points, and of those the median. So one wrong figure
 * changes little, and a greater last value never gives a smaller forecast. Undefined under four points.
 *
 * The interval carries on at the slowest and at the fastest pace from one point to the next, after running medians of
 * three have taken out single wrong figures. In back-tests (`npm run bench forecast`) it held 74 to 81 % of what
 * came. It holds the forecast, and neither leaves the bounds.
 */
export function forecast(
  points: readonly TrendPoint[],
  { due, bounds, method }: { due: number; bounds: Bounds; method: Method },
): Forecast | undefined {
  const slopes = points.flatMap((a, i) => points.slice(i + 1).flatMap((b) => slope(a, b)));
  const smooth = smoothed(points);
  const paces = smooth.slice(1).flatMap((b, i) => slope(smooth[i], b));
  if (points.length < FEWEST_POINTS || slopes.length === 0) return undefined;
  const reached = (pace: number): readonly number[] =>
    points.slice(-LATEST).map(({ at, value }) => value + pace * (due - at));
  const expected = median([...reached(median(slopes))]);
  const within = (value: number): number => {
    const possible = Math.min(Math.max(value, bounds.low), bounds.high);
    return bounds.whole ? Math.round(possible) : rounded(possible);
  };
  return {
    atDue: within(expected),
    low: within(Math.min(expected, ...reached(min(paces)))),
    high: within(Math.max(expected, ...reached(max(paces)))),
    level: LEVEL,
    method,
    points: points.length,
  };
}

function slope(a: TrendPoint | undefined, b: TrendPoint): readonly number[] {
  return a === undefined || a.at === b.at ? [] : [(b.value - a.value) / (b.at - a.at)];
}

/** Each but the first and last as the median of itself and its neighbours: a series that only rises stays as it is. */
function smoothed(points: readonly TrendPoint[]): readonly TrendPoint[] {
  return points.map((point, i) => {
    const around = points.slice(Math.max(i - 1, 0), i + 2);
    return around.length < 3 ? point : { at: point.at, value: median(around.map(({ value }) => value)) };
  });
}

/** Doubles add up with an error in their last digits, which must not decide whether a round target is reached. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
