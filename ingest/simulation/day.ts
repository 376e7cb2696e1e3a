/** Days are counted from 1970-01-01, and a day begins at midnight of Asia/Shanghai (no summer time since 1991). */
export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
const OFFSET_MS = 8 * HOUR_MS;

/** The day of a date such as `2025-03-31`. Throws a RangeError where there is no such day. */
export function fromDate(date: string): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(ms) || toDate(ms / DAY_MS) !== date) {
    throw new RangeError(`expected a day such as 2025-03-31, got ${date}`);
  }
  return ms / DAY_MS;
}

export function toDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Epoch milliseconds of the day's midnight. */
export function startOf(day: number): number {
  return day * DAY_MS - OFFSET_MS;
}

/** The last second of a day, as messages carry it. */
export function endOfDay(day: number): string {
  return `${toDate(day)}T23:59:59+08:00`;
}

export function monthOf(day: number): number {
  return Number(toDate(day).slice(5, 7));
}

/** The last days of the months that end in `from` … `to`. */
export function monthEnds(from: number, to: number): readonly number[] {
  const ends: number[] = [];
  for (let day = from; day <= to; day += 1) if (monthOf(day) !== monthOf(day + 1)) ends.push(day);
  return ends;
}
