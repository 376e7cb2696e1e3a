import type { Stream } from '../ingest/stream.ts';
import { historyOrder, statedDay } from './history.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';

/** What was in force at the end of a day: the entities of an inventory, the periods of a flow. */
export interface LatestQuestion {
  readonly stream: Stream;
  /** Fields to read besides the key. */
  readonly fields: readonly string[];
  readonly asOf: string;
  readonly zone: string;
  /** Only what was received by then (epoch milliseconds, inclusive); null: all there is. */
  readonly knownAt: number | null;
}

/** Compiles to rows of the key's columns, then the fields; moments are days of the zone. */
export function compileLatest({ stream, fields, asOf, zone, knownAt }: LatestQuestion): CompiledQuery {
  const binder = new Binder();
  const zoned = binder.bind('String', zone);
  const day = binder.bind('Date', asOf);
  const key = stream.key.map(quoted).join(', ');
  const states = fields.map((field) =>
    stream.fields[field]?.column === 'instant'
      ? `toString(toDate(${quoted(field)}, ${zoned}))`
      : `toString(${quoted(field)})`,
  );
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const sql = `SELECT ${key}, ${fields.map((_, i) => `state.${String(i + 1)}`).join(', ')}
FROM (
  SELECT ${key}, argMax(tuple(${states.join(', ')}), (${historyOrder(stream)})) AS state
  FROM ${tableName(stream.name)}
  WHERE ${statedDay(stream, zoned).stated} <= ${day}${known}
  GROUP BY ${key}
)
ORDER BY ${key}`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}
