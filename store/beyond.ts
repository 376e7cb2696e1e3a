import type { Stream } from '../ingest/stream.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { midnight, onDays, shiftDay } from './day-ranges.ts';
import { dailyTable, identityHash } from './sample-tables.ts';
import { quoted, tableName } from './schema.ts';

/** Samples whose field is beyond a limit, over the window of days that ends with `asOf`. */
export interface BeyondQuestion {
  readonly stream: Stream;
  readonly field: string;
  /** Exact decimal text. */
  readonly atMost: string;
  readonly asOf: string;
  readonly windowDays: number;
  readonly zone: string;
  /** Only what was received by then (epoch milliseconds, inclusive); null: all there is. */
  readonly knownAt: number | null;
}

export interface Beyond {
  readonly carrier: string;
  readonly district: string;
  /** What kind of samples they are, by field of the stream: `{ service: 'fixed', … }`. */
  readonly words: Readonly<Record<string, string>>;
  /** The latest day of such a sample. */
  readonly day: string;
  readonly count: number;
  /** Exact decimal text. */
  readonly largest: string;
}

/** Compiles to the days of the window on which a sample was beyond the limit, whatever became of it. */
export function compileBeyondDays({ stream, field, atMost, asOf, windowDays, zone }: BeyondQuestion): CompiledQuery {
  const binder = new Binder();
  const end = binder.bind('Date', asOf);
  const sql = `SELECT DISTINCT toString(day) FROM ${dailyTable(stream)} FINAL
WHERE zone = ${binder.bind('String', zone)} AND day <= ${end} AND day > ${end} - ${binder.bind('UInt32', windowDays)} AND ${quoted(field)} > toDecimal256(${binder.bind('String', atMost)}, 18)
ORDER BY toString(day)`;
  return { sql, params: binder.params, tables: [dailyTable(stream)] };
}

/** The fields that say what kind of sample it is. */
export function kindFields({ fields }: Stream): readonly string[] {
  return Object.keys(fields).filter(
    (name) => fields[name]?.column === 'word' && name !== 'carrier' && name !== 'district',
  );
}

/**
 * Compiles to rows of `Beyond`; a sample that was corrected since counts in its greatest revision. `days` are those on
 * which such a sample was observed, and those on which one may have been corrected.
 */
export function compileBeyond(
  { stream, field, atMost, asOf, windowDays, zone, knownAt }: BeyondQuestion,
  days: { readonly beyond: readonly string[]; readonly unsettled: readonly string[] },
): CompiledQuery {
  const binder = new Binder();
  const zoned = binder.bind('String', zone);
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const most = `toDecimal256(${binder.bind('String', atMost)}, 18)`;
  const start = midnight(shiftDay(asOf, 1 - windowDays), zoned, binder);
  const inWindow = `observed_at >= ${start} AND observed_at < ${midnight(shiftDay(asOf, 1), zoned, binder)}${known}`;
  const near = onDays(days.beyond, zoned, binder);
  const far = `(${onDays([...days.beyond, ...days.unsettled], zoned, binder)} OR revision > 0)`;
  const table = tableName(stream.name);
  const kind = kindFields(stream).map(quoted);
  const words = `[${kind.map((_, i) => `state.${String(i + 4)}`).join(', ')}]`;
  const id = identityHash(stream);
  const sql = `SELECT carrier, state.1 AS district, ${words} AS words, toString(max(state.2)) AS day, count() AS count, toString(max(state.3)) AS largest
FROM (
  SELECT carrier, argMax(tuple(district, toDate(observed_at, ${zoned}), toDecimal256(ifNull(${quoted(field)}, 0), 18)${kind.map((name) => `, toString(${name})`).join('')}), (revision, observed_at, bitNot(content_hash))) AS state
  FROM (SELECT *, content_hash FROM ${table} WHERE ${inWindow} AND ${far} AND ${id} IN (SELECT ${id} FROM ${table} WHERE ${inWindow} AND ${near} AND ${quoted(field)} > ${most}))
  GROUP BY carrier, id
)
WHERE state.3 > ${most}
GROUP BY carrier, district, words
ORDER BY carrier, district, words`;
  return { sql, params: binder.params, tables: [table] };
}
