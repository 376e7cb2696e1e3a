import type { ColumnKind, Field } from '../ingest/field.ts';
import type { Stream } from '../ingest/stream.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, rowColumn, tableName } from './schema.ts';

/** A share of a table that fits into memory: those rows whose hash leaves `part` when divided by `parts`. */
export interface Share {
  readonly parts: number;
  readonly part: number;
}

/** How many facts of some carriers a stream holds. */
export function compileContentCount({ name }: Stream, carriers: readonly string[]): CompiledQuery {
  const binder = new Binder();
  const sql = `SELECT count() FROM ${tableName(name)} FINAL WHERE carrier IN ${binder.bind('Array(String)', carriers)}`;
  return { sql, params: binder.params, tables: [tableName(name)] };
}

/**
 * Facts as they are held, each once: where it came from, then one cell for each of the fields, then one array for each
 * column of the stream's rows. Numbers and moments are texts: digits of the number, nanoseconds since 1970.
 */
export function compileContents(
  stream: Stream,
  fields: readonly (readonly [string, Field])[],
  { carriers, parts, part }: Share & { readonly carriers: readonly string[] },
): CompiledQuery {
  const binder = new Binder();
  const cells = fields.map(([name, { column }]) => CELLS[column](quoted(name)));
  const rows = Object.entries(stream.rows).map(
    ([name, { column }]) => `arrayMap(x -> ${CELLS[column]('x')}, ${quoted(rowColumn(name))})`,
  );
  const table = tableName(stream.name);
  return {
    sql: [
      `SELECT ${['source', ...cells, ...rows].join(', ')}`,
      `FROM ${table} FINAL`,
      `WHERE carrier IN ${binder.bind('Array(String)', carriers)}`,
      `AND content_hash % ${binder.bind('UInt32', parts)} = ${binder.bind('UInt32', part)}`,
    ].join('\n'),
    params: binder.params,
    tables: [table],
  };
}

export function compileRefusedCount(topics: readonly string[]): CompiledQuery {
  const binder = new Binder();
  const sql = `SELECT count() FROM dead_letters FINAL WHERE source IN ${binder.bind('Array(String)', topics)}`;
  return { sql, params: binder.params, tables: ['dead_letters'] };
}

/** Topic and bytes (base64) of every dead letter of some topics, those that were replayed too. */
export function compileRefused(topics: readonly string[], { parts, part }: Share): CompiledQuery {
  const binder = new Binder();
  return {
    sql: [
      'SELECT source, raw_base64 FROM dead_letters FINAL',
      `WHERE source IN ${binder.bind('Array(String)', topics)}`,
      `AND raw_hash % ${binder.bind('UInt32', parts)} = ${binder.bind('UInt32', part)}`,
    ].join('\n'),
    params: binder.params,
    tables: ['dead_letters'],
  };
}

const CELLS: Readonly<Record<ColumnKind, (column: string) => string>> = {
  word: (column) => column,
  text: (column) => column,
  words: (column) => column,
  count: (column) => `toString(${column})`,
  decimal: (column) => `toString(${column})`,
  instant: (column) => `toString(toUnixTimestamp64Nano(${column}))`,
};
