import type { Stream } from '../ingest/stream.ts';
import { midnight, onDays, shiftDay } from './day-ranges.ts';
import { statedDay, thingHash, versionOrder } from './history.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { identityHash } from './sample-tables.ts';
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
  /** Of the content that counts. */
  readonly district: string;
  readonly subject: string;
  readonly day: string;
  readonly revision: number;
  /** As JSON; the first is the one that counts. */
  readonly contents: readonly string[];
  /** From this day on its figures hold, */
  readonly from: string;
  /** and until this one, exclusive; null: nothing stands in their place. */
  readonly until: string | null;
}

/** Days of samples to which the search is confined, since a tie lies within one moment. */
export interface TiedDays {
  /** On which there are ties. */
  readonly tied: readonly string[];
  /** On which there may be corrections of them. */
  readonly unsettled: readonly string[];
}

/** SQL: what had been observed and received by then. */
function received({ asOf, knownAt }: Pick<TieQuestion, 'asOf' | 'knownAt'>, zone: string, binder: Binder): string {
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  return `observed_at < ${midnight(shiftDay(asOf, 1), zone, binder)}${known}`;
}

/**
 * Compiles to rows of `Tie`, in the order of the stream's key. Things that were received more than once are found by a
 * hash, since there are few; only these are looked at closely, with the other messages of their keys.
 */
export function compileTies({ stream, asOf, zone, knownAt }: TieQuestion, days?: TiedDays): CompiledQuery {
  const binder = new Binder();
  const zoned = binder.bind('String', zone);
  const where = received({ asOf, knownAt }, zoned, binder);
  const [near, far] =
    days === undefined
      ? ['', '']
      : [
          ` AND ${onDays(days.tied, zoned, binder)}`,
          ` AND (${onDays([...days.tied, ...days.unsettled], zoned, binder)} OR revision > 0)`,
        ];
  const key = stream.key.map(quoted).join(', ');
  const subject = stream.subject === undefined ? "''" : quoted(stream.subject);
  const content = [
    ...Object.keys(stream.fields).filter((name) => !COMMON.has(name)),
    ...Object.keys(stream.rows).map(rowColumn),
  ];
  const json = `formatRowNoNewline('JSONEachRow', ${['district', ...content.map(quoted)].join(', ')})`;
  const table = tableName(stream.name);
  const hash = identityHash(stream);
  const { stated, from } = statedDay(stream, zoned);
  const states = `SELECT ${key}, observed_at, revision, argMin((carrier, district, ${subject}, ${from}), content_hash) AS own, min(${stated}) AS stated,
    arrayMap(c -> c.2, arraySort(groupUniqArray((content_hash, ${json})))) AS contents
  FROM (SELECT *, content_hash FROM ${table} WHERE ${where}${far} AND ${hash} IN (
    SELECT any(${hash}) FROM ${table} WHERE ${where}${near} GROUP BY ${thingHash(stream)} HAVING count() > 1
  ))
  GROUP BY ${key}, observed_at, revision`;
  const sql = `SELECT own.1, own.2, own.3, toString(toDate(observed_at, ${zoned})) AS day, revision, contents, toString(own.4) AS from, if(later > 0, toString(next), NULL) AS until
FROM (
  SELECT *, count() OVER following AS later, min(stated) OVER following AS next
  FROM (
  ${states}
  )
  WINDOW following AS (PARTITION BY ${key} ORDER BY ${versionOrder(stream)} ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
)
WHERE length(contents) > 1
ORDER BY ${key}, observed_at, revision`;
  return { sql, params: binder.params, tables: [table] };
}

/** What says which message it is, not what it says. */
const COMMON: ReadonlySet<string> = new Set(['id', 'carrier', 'district', 'observed_at', 'revision']);
