import { Temporal } from 'temporal-polyfill';
import type { Cadence } from './profile.ts';
import type { Rational } from './rational.ts';
import { add, rational, subtract } from './rational.ts';

/** Days are `YYYY-MM-DD` in the profile's zone; as text they sort as they follow one another. */

/** The last day of the period that a day lies in. */
export function endOfPeriod(day: string, every: Exclude<Cadence, 'standing'>): string {
  const month = Number(day.slice(5, 7));
  switch (every) {
    case 'month':
      return lastOfMonth(Number(day.slice(0, 4)), month);
    case 'quarter':
      return lastOfMonth(Number(day.slice(0, 4)), Math.ceil(month / 3) * 3);
    case 'year':
      return `${day.slice(0, 4)}-12-31`;
    default:
      return every satisfies never;
  }
}

/**
 * Whether a report observed on `observed` is older, on `day`, than one whole period (or some more): the period after its
 * own has ended before that day.
 */
export function isStale(observed: string, every: Cadence, day: string, periods = 1): boolean {
  if (every === 'standing') return false;
  return periodAfter(endOfPeriod(observed, every), every, periods) < day;
}

/**
 * The last day of the latest period that had ended by `day` and whose report was overdue on `known`; a report is due
 * `dueDays` days after its period. Undefined for what is not reported by period.
 */
export function overduePeriod(
  every: Cadence,
  { day, known, dueDays }: { day: string; known: string; dueDays: number },
): string | undefined {
  if (every === 'standing') return undefined;
  let end = lastEnded(day, every);
  while (addDays(end, dueDays) >= known) {
    // Nothing was overdue yet when there was nothing to report: the first years of a calendar end the search.
    if (end < EARLIEST) return undefined;
    end = previousPeriod(end, every);
  }
  return end;
}

/** The last day of the latest period that had ended by a day. */
export function lastEnded(day: string, every: Exclude<Cadence, 'standing'>): string {
  const end = endOfPeriod(day, every);
  return end > day ? previousPeriod(end, every) : end;
}

/** The first day of the month that a day lies in. */
export function startOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** How a period is called by its last day: `2025-12`, `2025-Q4`, `2025`. */
export function periodName(end: string, every: Exclude<Cadence, 'standing'>): string {
  switch (every) {
    case 'month':
      return end.slice(0, 7);
    case 'quarter':
      return `${end.slice(0, 4)}-Q${String(Number(end.slice(5, 7)) / 3)}`;
    case 'year':
      return end.slice(0, 4);
    default:
      return every satisfies never;
  }
}

/** The last days of the periods that end from one day to another, in order. */
export function periodsEnding(every: Exclude<Cadence, 'standing'>, from: string, to: string): readonly string[] {
  const ends: string[] = [];
  for (let end = lastEnded(to, every); end >= from; end = previousPeriod(end, every)) ends.unshift(end);
  return ends;
}

const EARLIEST = '2000-01-01';

function previousPeriod(end: string, every: Exclude<Cadence, 'standing'>): string {
  return periodAfter(end, every, -1);
}

/** The last day of the period that comes some periods after the one with that last day. */
function periodAfter(end: string, every: Exclude<Cadence, 'standing'>, periods: number): string {
  return lastOfMonth(Number(end.slice(0, 4)), Number(end.slice(5, 7)) + periods * MONTHS[every]);
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

export function addDays(day: string, days: number): string {
  return dayText(Date.parse(day) + days * DAY_MS);
}

/** The day (YYYY-MM-DD) of a moment (epoch milliseconds) in a zone. */
export function dayOf(milliseconds: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A moment (epoch milliseconds) as RFC 3339 in UTC. */
export function instantText(milliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toString();
}

/** The moment (epoch milliseconds) at which a day ends in a zone, exclusive. */
export function endOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

/** A moment (RFC 3339) in epoch milliseconds; of a day its last one in the zone. */
export function momentOf(text: string, zone: string): number {
  return text.includes('T') ? Temporal.Instant.from(text).epochMilliseconds : endOfDay(text, zone) - 1;
}

export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** Months are counted on beyond the year: 0 is the December before it. */
function lastOfMonth(year: number, month: number): string {
  const months = year * 12 + month - 1;
  const [ownYear, own] = [Math.floor(months / 12), months % 12];
  const isLeap = own === 1 && ownYear % 4 === 0 && (ownYear % 100 !== 0 || ownYear % 400 === 0);
  const last = isLeap ? 29 : LAST_DAYS[own];
  return `${String(ownYear).padStart(4, '0')}-${String(own + 1).padStart(2, '0')}-${String(last)}`;
}

const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days without a zone are counted as if they were in UTC, where each has 24 hours; verdicts count thousands of them. */
const DAY_MS = 86_400_000;

function dayText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/**
 * Months from the end of one day to the end of a later one, each day as the part of its own month that it is: from a
 * quarter's end to the next are exactly 3, and from 15 to 30 September one half.
 */
export function monthsBetween(from: string, to: string): Rational {
  return subtract(monthsUpTo(to), monthsUpTo(from));
}

/** Months that have gone by at the end of a day, counted from the year 0. */
function monthsUpTo(day: string): Rational {
  const [year, month, own] = [day.slice(0, 4), day.slice(5, 7), day.slice(8)];
  const days = endOfPeriod(day, 'month').slice(8);
  return add(rational(BigInt(Number(year) * 12 + Number(month) - 1)), rational(BigInt(own), BigInt(days)));
}
