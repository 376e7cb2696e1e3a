import type { Binder } from './query.ts';

/** A day with how many rows arrived for it; the number names what a bucket of the day was made of. */
export interface ArrivedDay {
  readonly day: string;
  readonly arrived: number;
}

const DAY_MS = 86_400_000;

/** The day that lies some days after (or before) another; both YYYY-MM-DD. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `observed_at` lies on one of the days of a bound zone: one range for each run of days, so that the rest is pruned. */
export function onDays(days: readonly string[], zone: string, binder: Binder): string {
  if (days.length === 0) return '0';
  const runs: { first: string; last: string }[] = [];
  for (const day of [...days].sort()) {
    const run = runs.at(-1);
    if (run !== undefined && day <= shiftDay(run.last, 1)) run.last = day;
    else runs.push({ first: day, last: day });
  }
  const ranges = runs.map(
    ({ first, last }) =>
      `observed_at >= ${midnight(first, zone, binder)} AND observed_at < ${midnight(shiftDay(last, 1), zone, binder)}`,
  );
  return ranges.length === 1 ? (ranges[0] ?? '0') : `(${ranges.map((range) => `(${range})`).join(' OR ')})`;
}

/** The first moment of a day in a bound zone. */
export function midnight(day: string, zone: string, binder: Binder): string {
  return `toDateTime64(toString(${binder.bind('Date', day)}), 9, ${zone})`;
}

/** SQL: days with their numbers of arrivals. */
export function dayPairs(days: readonly ArrivedDay[], binder: Binder): string {
  const dates = days.map(({ day }) => day);
  const arrived = days.map((one) => one.arrived);
  return `arrayZip(${binder.bind('Array(Date)', dates)}, ${binder.bind('Array(UInt64)', arrived)})`;
}
