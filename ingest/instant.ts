import { z } from 'zod';

/** A moment in nanoseconds since 1970 (UTC) as decimal text, beside the same in whole milliseconds. */
export interface Instant {
  readonly nanoseconds: string;
  readonly milliseconds: number;
}

const RFC_3339 = z.regexes.datetime({ offset: true });

/** Feeds repeat a few moments many times over, so the last ones read are kept. */
const recent = new Map<string, Instant>();
const RECENT_LIMIT = 2_048;

/** Years that a city's records can carry; anything else is a slip (milliseconds as seconds, a blank date …). */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/**
 * Reads RFC 3339 with an offset, to the nanosecond. Undefined for anything else, for a day that does not exist, for a
 * year out of reach and for more than nine digits of a second.
 */
export function fromRfc3339(text: string): Instant | undefined {
  const known = recent.get(text);
  if (known !== undefined) return known;
  if (!RFC_3339.test(text)) return undefined;
  const year = Number(text.slice(0, 4));
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  if (year < FIRST_YEAR || year > LAST_YEAR || fraction.length > 9) return undefined;
  const milliseconds = Date.parse(text);
  const instant = { nanoseconds: `${String(Math.floor(milliseconds / 1000))}${fraction.padEnd(9, '0')}`, milliseconds };
  if (recent.size >= RECENT_LIMIT) recent.clear();
  recent.set(text, instant);
  return instant;
}

/** Whether a text is RFC 3339 with an offset, of a day that exists, in reach or not. */
export function isRfc3339(text: string): boolean {
  return fromRfc3339(text) !== undefined || RFC_3339.test(text);
}
