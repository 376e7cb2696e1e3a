/** A moment in nanoseconds since 1970 (UTC) as decimal text, beside the same in whole milliseconds. */
export interface Instant {
  readonly nanoseconds: string;
  readonly milliseconds: number;
}

/** Feeds repeat a few moments many times over, so the last ones read are kept. */
const recent = new Map<string, Instant>();
const RECENT_LIMIT = 2_048;

/** Years that a city's records can carry; anything else is a slip (milliseconds as seconds, a blank date …). */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/**
 * Reads a moment that the schema has found to be RFC 3339, to the nanosecond.
 * Undefined when the year is out of reach or there are more than nine digits of a second.
 */
export function fromRfc3339(text: string): Instant | undefined {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const milliseconds = Date.parse(text);
  const year = Number(text.slice(0, 4));
  if (Number.isNaN(milliseconds) || year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  if (fraction.length > 9) return undefined;
  const instant = { nanoseconds: `${String(Math.floor(milliseconds / 1000))}${fraction.padEnd(9, '0')}`, milliseconds };
  if (recent.size >= RECENT_LIMIT) recent.clear();
  recent.set(text, instant);
  return instant;
}
