import type { Curve } from './curve.ts';
import { polyline } from './curve.ts';
import { fromDate } from './day.ts';

/** Parts of lines by subscribed speed, from a table with a column for each speed and a row for each day. */
export function tiers(
  speeds: readonly number[],
  table: Readonly<Record<string, readonly number[]>>,
): readonly { readonly mbps: number; readonly share: Curve }[] {
  const rows = Object.entries(table).map(([date, parts]) => [fromDate(date), parts] as const);
  return speeds.map((mbps, column) => ({
    mbps,
    share: polyline(rows.map(([day, parts]) => [day, parts[column] ?? 0] as const)),
  }));
}
