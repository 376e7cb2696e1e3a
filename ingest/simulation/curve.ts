import { fromDate } from './day.ts';

/** A figure by day. */
export type Curve = (day: number) => number;

/** Straight lines between points in order of x; level before the first and after the last. */
export function polyline(points: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  return (x) => {
    let [x0, y0] = points[0] ?? [0, 0];
    if (x <= x0) return y0;
    for (const [x1, y1] of points) {
      if (x < x1) return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
      [x0, y0] = [x1, y1];
    }
    return y0;
  };
}

/** A figure known at the ends of some days: `curve({ '2024-12-31': 4180, '2025-12-31': 14462 })`. */
export function curve(points: Readonly<Record<string, number>>): Curve {
  return polyline(Object.entries(points).map(([date, value]) => [fromDate(date), value] as const));
}
