import type { Stream } from '../ingest/stream.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
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

/** The fields that say what kind of sample it is. */
export function kindFields({ fields }: Stream): readonly string[] {
  return Object.keys(fields).filter(
    (name) => fields[name]?.column === 'word' && name !== 'carrier' && name !== 'district',
  );
}

/** Compiles to rows of `Beyond`; a sample that was corrected since counts in its greatest revision. */
export function compileBeyond({
  stream,
  field,
  atMost,
  asOf,
  windowDays,
  zone,
  knownAt,
}: BeyondQuestion): CompiledQuery {
  const binder = new Binder();
  const zoned = binder.bind('String', zone);
  const end = binder.bind('Date', asOf);
  const days = binder.bind('UInt32', windowDays);
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const most = `toDecimal256(${binder.bind('String', atMost)}, 18)`;
  const inWindow = `toDate(observed_at, ${zoned}) <= ${end} AND toDate(observed_at, ${zoned}) > ${end} - ${days}${known}`;
  const table = tableName(stream.name);
  const kind = kindFields(stream).map(quoted);
  const words = `[${kind.map((_, i) => `state.${String(i + 4)}`).join(', ')}]`;
  const sql = `SELECT carrier, state.1 AS district, ${words} AS words, toString(max(state.2)) AS day, count() AS count, toString(max(state.3)) AS largest
FROM (
  SELECT carrier, argMax(tuple(district, toDate(observed_at, ${zoned}), toDecimal256(ifNull(${quoted(field)}, 0), 18)${kind.map((name) => `, toString(${name})`).join('')}), (revision, observed_at, bitNot(content_hash))) AS state
  FROM ${table}
  WHERE ${inWindow} AND (carrier, id) IN (SELECT carrier, id FROM ${table} WHERE ${inWindow} AND ${quoted(field)} > ${most})
  GROUP BY carrier, id
)
WHERE state.3 > ${most}
GROUP BY carrier, district, words
ORDER BY carrier, district, words`;
  return { sql, params: binder.params, tables: [table] };
}
