import { Temporal } from 'temporal-polyfill';

/** A moment of the store as RFC 3339 in a zone, with all its digits. */
export function momentText(nanoseconds: string, zone: string): string {
  return Temporal.Instant.fromEpochNanoseconds(BigInt(nanoseconds))
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never' });
}

/** The same of epoch milliseconds. */
export function receiptText(milliseconds: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never' });
}

/** `2025-03-31 23:59:59`, for tables. */
export function shortMoment(text: string): string {
  return text.slice(0, 19).replace('T', ' ');
}
