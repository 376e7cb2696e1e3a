import { Temporal } from 'temporal-polyfill';
import type { Cadence } from './profile.ts';

/** Days are `YYYY-MM-DD` in the profile's zone; as text they sort as they follow one another. */

/** The last day of the period that a day lies in. */
export function endOfPeriod(day: string, every: Exclude<Cadence, 'standing'>): string {
  const date = Temporal.PlainDate.from(day);
  switch (every) {
    case 'month':
      return lastOfMonth(date);
    case 'quarter':
      return lastOfMonth(date.with({ day: 1, month: Math.ceil(date.month / 3) * 3 }));
    case 'year':
      return `${day.slice(0, 4)}-12-31`;
    default:
      return every satisfies never;
  }
}

/**
 * Whether a report observed on `observed` is older, on `day`, than one whole period: the period after its own has
 * ended before that day.
 */
export function isStale(observed: string, every: Cadence, day: string): boolean {
  if (every === 'standing') return false;
  const nextPeriod = Temporal.PlainDate.from(endOfPeriod(observed, every)).add({ days: 1 });
  return endOfPeriod(nextPeriod.toString(), every) < day;
}

/** The moment (epoch milliseconds) at which a day ends in a zone, exclusive. */
export function endOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}

function lastOfMonth(date: Temporal.PlainDate): string {
  return date.with({ day: date.daysInMonth }).toString();
}
