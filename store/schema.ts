import type { ColumnKind, Field } from '../ingest/field.ts';
import { DECIMAL_SCALE } from '../ingest/field.ts';
import type { Stream } from '../ingest/stream.ts';

/** A column of a stream's table that is filled from a message or from its receipt. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

const TYPES = {
  word: 'LowCardinality(String)',
  words: 'Array(LowCardinality(String))',
  text: 'String',
  count: 'UInt64',
  decimal: `Decimal(38, ${String(DECIMAL_SCALE)})`,
  instant: "DateTime64(9, 'UTC')",
} as const satisfies Record<ColumnKind, string>;

/** What the transport adds to every message. */
export const RECEIPT_COLUMNS: readonly Column[] = [
  { name: 'received_at', type: "DateTime64(3, 'UTC')" },
  { name: 'source', type: 'LowCardinality(String)' },
  { name: 'partition', type: 'UInt32' },
  { name: 'offset', type: 'UInt64' },
  { name: 'line', type: 'UInt32' },
];

export function tableName(stream: string): string {
  return stream.replaceAll('-', '_');
}

/** The array column that holds one column of a report's rows. */
export function rowColumn(name: string): string {
  return `rows.${name}`;
}

/** The columns that come from a message, in the order in which they are inserted. */
export function messageColumns(stream: Stream): readonly Column[] {
  return [
    ...Object.entries(stream.fields).map(([name, field]) => ({ name, type: columnType(field) })),
    ...(stream.kind === 'flow' ? [{ name: 'period_end', type: 'Date' }] : []),
    ...Object.entries(stream.rows).map(([name, field]) => ({
      name: rowColumn(name),
      type: `Array(${columnType(field)})`,
    })),
  ];
}

/** Whether a field's absence is stored as NULL. */
export function isNullable(field: Field): boolean {
  return field.optional && field.fallback === null;
}

function columnType(field: Field): string {
  return isNullable(field) ? `Nullable(${TYPES[field.column]})` : TYPES[field.column];
}

/**
 * The table of a stream, made of its declaration. A row's identity is its sorting key: stream, key, observed_at,
 * revision and content. Equal rows collapse in merges to the one received first; nothing read depends on when.
 */
export function createTable(stream: Stream): string {
  const columns = messageColumns(stream);
  const content = columns.filter(({ name }) => name !== 'id' || stream.kind === 'sample').flatMap(hashed);
  const key = stream.key.map(quoted);
  // Samples are read by window, the others by key.
  const order = stream.kind === 'sample' ? ['observed_at', ...key, 'revision'] : [...key, 'observed_at', 'revision'];
  return [
    `CREATE TABLE IF NOT EXISTS ${tableName(stream.name)} (`,
    [
      ...[...columns, ...RECEIPT_COLUMNS].map(({ name, type }) => `  ${quoted(name)} ${type}`),
      `  content_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(${content.join(', ')}))`,
      `  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)`,
      ...(stream.kind === 'sample' ? ['  INDEX corrections revision TYPE minmax GRANULARITY 1'] : []),
    ].join(',\n'),
    `) ENGINE = ReplacingMergeTree(receipt_order)`,
    ...(stream.kind === 'sample' ? ['PRIMARY KEY observed_at'] : []),
    `ORDER BY (${order.join(', ')}, content_hash)`,
  ].join('\n');
}

/** What of a column goes into the content hash; a NULL among its arguments would make the whole hash NULL. */
function hashed({ name, type }: Column): readonly string[] {
  const column = quoted(name);
  const nullable = /^Nullable\((.*)\)$/.exec(type);
  if (nullable?.[1] !== undefined)
    return [`isNull(${column})`, `ifNull(${column}, defaultValueOfTypeName('${nullable[1].replaceAll("'", "\\'")}'))`];
  return [type.startsWith('Array(Nullable') ? `arrayMap(x -> ifNull(toString(x), ''), ${column})` : column];
}

export const DEAD_LETTERS_TABLE = `CREATE TABLE IF NOT EXISTS dead_letters (
  stream LowCardinality(String),
  carrier LowCardinality(String),
  source LowCardinality(String),
  partition UInt32,
  offset UInt64,
  line UInt32,
  received_at DateTime64(3, 'UTC'),
  raw_base64 String,
  codes Array(LowCardinality(String)),
  paths Array(String),
  details Array(String),
  position String,
  raw String ALIAS base64Decode(raw_base64),
  raw_hash UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(raw_base64)),
  receipt_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(received_at)
) ENGINE = ReplacingMergeTree(receipt_order)
ORDER BY (stream, carrier, position, raw_hash)`;

/** Dead letters that a replay has brought into the store, by their id. */
export const REPLAYS_TABLE = `CREATE TABLE IF NOT EXISTS replays (
  dead_letter String,
  replayed_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree
ORDER BY dead_letter`;

/** Files that were loaded, each once for all its loads of the same bytes. */
export const LOADS_TABLE = `CREATE TABLE IF NOT EXISTS loads (
  source String,
  stream LowCardinality(String),
  sha256 String,
  bytes UInt64,
  admitted UInt64,
  rejected UInt64,
  received_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree
ORDER BY (stream, source, sha256)`;

/**
 * Answers that were computed before, each good for as long as the tables it read have not changed. They are long and
 * fetched one by one, so the index leads to each.
 */
export const ANSWERS_TABLE = `CREATE TABLE IF NOT EXISTS answers (
  question String,
  watermark String,
  answer String CODEC(ZSTD(3)),
  answered_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree(answered_at)
ORDER BY question
SETTINGS index_granularity = 1`;

export function quoted(name: string): string {
  return `\`${name}\``;
}
