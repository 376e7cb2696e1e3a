import type { Stream } from '../ingest/stream.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, rowColumn, tableName } from './schema.ts';

export interface TieQuestion {
  readonly stream: Stream;
  /** Only what is observed by the end of that day. */
  readonly asOf: string;
  readonly zone: string;
  /** Only what was received by then (epoch milliseconds, inclusive); null: all there is. */
  readonly knownAt: number | null;
}

/** Several contents for the same thing, moment and revision: a sender's fault. */
export interface Tie {
  readonly carrier: string;
  readonly district: string;
  readonly subject: string;
  readonly day: string;
  readonly revision: number;
  /** As JSON; the first is the one that counts. */
  readonly contents: readonly string[];
}

/** Compiles to rows of `Tie`, in the order of the stream's key. */
export function compileTies({ stream, asOf, zone, knownAt }: TieQuestion): CompiledQuery {
  const binder = new Binder();
  const zoned = binder.bind('String', zone);
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const where = `toDate(observed_at, ${zoned}) <= ${binder.bind('Date', asOf)}${known}`;
  const thing = [...stream.key.map(quoted), 'observed_at', 'revision'].join(', ');
  const subject = stream.subject === undefined ? "''" : quoted(stream.subject);
  const content = [
    ...Object.keys(stream.fields).filter((name) => !COMMON.has(name)),
    ...Object.keys(stream.rows).map(rowColumn),
  ];
  const json = `formatRowNoNewline('JSONEachRow', ${['district', ...content.map(quoted)].join(', ')})`;
  const table = tableName(stream.name);
  const sql = `SELECT any(carrier), any(district), any(${subject}), toString(toDate(observed_at, ${zoned})) AS day, revision,
  arrayMap(c -> c.2, arraySort(groupUniqArray((content_hash, ${json})))) AS contents
FROM ${table}
WHERE ${where} AND (${thing}) IN (
  SELECT ${thing} FROM ${table} WHERE ${where} GROUP BY ${thing} HAVING uniqExact(content_hash) > 1
)
GROUP BY ${thing}
ORDER BY ${thing}`;
  return { sql, params: binder.params, tables: [table] };
}

/** What says which message it is, not what it says. */
const COMMON: ReadonlySet<string> = new Set(['id', 'carrier', 'district', 'observed_at', 'revision']);
