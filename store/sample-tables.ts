import type { Stream } from '../ingest/stream.ts';
import { quoted, tableName } from './schema.ts';

/** The finest step in which the zones of the world differ, so that days of any zone are made of whole quarters. */
export const QUARTER_SECONDS = 900;

/**
 * How many rows were ever written, duplicates and all, per quarter of an hour, and the last receipt among them: a day
 * that has more is read anew.
 */
export function arrivalsTable(stream: Stream): string {
  return `${tableName(stream.name)}_arrivals`;
}

/** The quarters in which an id was observed, by its hash: finds ids whose facts lie on more than one day. */
export function idsTable(stream: Stream): string {
  return `${tableName(stream.name)}_ids`;
}

/** Per day: up to how many arrivals it was searched for such ids and for ties, and whether they were found. */
export function daysTable(stream: Stream): string {
  return `${tableName(stream.name)}_searched`;
}

/** What `daysTable` was before ties were searched for. */
function firstDaysTable(stream: Stream): string {
  return `${tableName(stream.name)}_days`;
}

/**
 * What each measure adds up to on a settled day, per district and carrier, and its amounts in order of size with how
 * many of them lie in each bin.
 */
export function bucketsTable(stream: Stream): string {
  return `${tableName(stream.name)}_added_up`;
}

/** What `bucketsTable` was while an amount could be a neighbour of the binary number that is nearest to it. */
function secondBucketsTable(stream: Stream): string {
  return `${tableName(stream.name)}_binned`;
}

/** What `bucketsTable` was while its amounts were in no order. */
function firstBucketsTable(stream: Stream): string {
  return `${tableName(stream.name)}_buckets`;
}

/**
 * Of each searched day, district and carrier: the first and last receipt, and the greatest value of each field. Always
 * of the whole day: what was kept of it when fewer rows had arrived is replaced, since an earlier copy of a sample that
 * came later takes back a receipt.
 */
export function dailyTable(stream: Stream): string {
  return `${tableName(stream.name)}_by_day`;
}

/** What `dailyTable` was while it was only added to. */
function firstDailyTable(stream: Stream): string {
  return `${tableName(stream.name)}_daily`;
}

/** The fields of which a day's greatest value is kept. */
export function measuredFields({ fields }: Stream): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.column === 'decimal');
}

export function sampleTables(stream: Stream): readonly string[] {
  return [arrivalsTable(stream), idsTable(stream), daysTable(stream), dailyTable(stream), bucketsTable(stream)];
}

/** The tables on which every answer rests in the end: what arrived, and how much of it. */
export function arrivedTables(streams: readonly Stream[]): readonly string[] {
  return [
    ...streams.map(({ name }) => tableName(name)),
    ...streams.filter(({ kind }) => kind === 'sample').map(arrivalsTable),
    'dead_letters',
  ];
}

/** A 64-bit hash of what identifies a sample; a collision makes a suspect more and no wrong number. */
export function identityHash({ key }: Stream): string {
  return `cityHash64(${key.map(quoted).join(', ')})`;
}

const QUARTER = "toStartOfFifteenMinutes(toDateTime(observed_at, 'UTC'))";

/** Counts the rows of a table as arrived; for rows that were written past `write`. */
export function countArrivals(stream: Stream): string {
  return `INSERT INTO ${arrivalsTable(stream)} SELECT ${QUARTER} AS quarter, count() AS n, max(received_at) AS last_received FROM ${tableName(stream.name)} GROUP BY quarter`;
}

/** The tables beside a stream of samples, filled from the rows that are there. */
export function createSampleTables(stream: Stream): readonly string[] {
  const ids = `SELECT ${identityHash(stream)} AS id_hash, ${QUARTER} AS quarter FROM ${tableName(stream.name)}`;
  return [
    `CREATE TABLE IF NOT EXISTS ${arrivalsTable(stream)} (
  quarter DateTime('UTC'),
  n SimpleAggregateFunction(sum, UInt64),
  last_received SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
) ENGINE = AggregatingMergeTree
ORDER BY quarter`,
    `CREATE TABLE IF NOT EXISTS ${idsTable(stream)} (
  id_hash UInt64,
  quarter DateTime('UTC')
) ENGINE = ReplacingMergeTree
ORDER BY (id_hash, quarter)
SETTINGS index_granularity = 1024`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS ${idsTable(stream)}_writer TO ${idsTable(stream)} AS ${ids}`,
    `CREATE TABLE IF NOT EXISTS ${firstDaysTable(stream)} (
  zone LowCardinality(String),
  day Date,
  n SimpleAggregateFunction(max, UInt64),
  unsettled SimpleAggregateFunction(max, UInt8)
) ENGINE = AggregatingMergeTree
ORDER BY (zone, day)`,
    createBuckets(firstBucketsTable(stream), ['amounts Array(Float64)']),
    `INSERT INTO ${idsTable(stream)} ${ids}`,
    countArrivals(stream),
  ];
}

/** The table of searched days with ties; what was searched before is searched again. */
export function replaceDaysTable(stream: Stream): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${daysTable(stream)} (
  zone LowCardinality(String),
  day Date,
  n SimpleAggregateFunction(max, UInt64),
  unsettled SimpleAggregateFunction(max, UInt8),
  doubled SimpleAggregateFunction(max, UInt8),
  tied SimpleAggregateFunction(max, UInt8)
) ENGINE = AggregatingMergeTree
ORDER BY (zone, day)`,
    `CREATE TABLE IF NOT EXISTS ${firstDailyTable(stream)} (
  zone LowCardinality(String),
  day Date,
  district LowCardinality(String),
  carrier LowCardinality(String),
  first SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  latest SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  last_revision SimpleAggregateFunction(max, UInt64),
${measuredFields(stream)
  .map((field) => `  ${quoted(field)} SimpleAggregateFunction(max, Decimal(38, 18))`)
  .join(',\n')}
) ENGINE = AggregatingMergeTree
ORDER BY (zone, day, district, carrier)`,
    `DROP TABLE IF EXISTS ${firstDaysTable(stream)}`,
  ];
}

/** The table of what is kept of days, replaced whole; days of which nothing is kept in it are searched again. */
export function replaceDailyTable(stream: Stream): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${dailyTable(stream)} (
  zone LowCardinality(String),
  day Date,
  n UInt64,
  district LowCardinality(String),
  carrier LowCardinality(String),
  first DateTime64(3, 'UTC'),
  latest DateTime64(3, 'UTC'),
  last_revision UInt64,
${measuredFields(stream)
  .map((field) => `  ${quoted(field)} Decimal(38, 18)`)
  .join(',\n')}
) ENGINE = ReplacingMergeTree(n)
ORDER BY (zone, day, district, carrier)`,
    `DROP TABLE IF EXISTS ${firstDailyTable(stream)}`,
  ];
}

function createBuckets(table: string, amounts: readonly string[]): string {
  return `CREATE TABLE IF NOT EXISTS ${table} (
  measure LowCardinality(String),
  zone LowCardinality(String),
  day Date,
  n UInt64,
  district LowCardinality(String),
  carrier LowCardinality(String),
  part UInt8,
  received UInt64,
  superseded UInt64,
  thinned UInt64,
  used UInt64,
  total Decimal(76, 18),
  squares Decimal(76, 36),
  ${amounts.join(',\n  ')}
) ENGINE = ReplacingMergeTree(n)
ORDER BY (zone, measure, day, district, carrier, part)`;
}

/** The table of buckets with bins; days are added up again when they are asked for. */
export function replaceBucketsTable(stream: Stream): readonly string[] {
  return [
    createBuckets(secondBucketsTable(stream), BINNED_AMOUNTS),
    `DROP TABLE IF EXISTS ${firstBucketsTable(stream)}`,
  ];
}

/** The same table anew, since the amounts of one are kept as they were found; days are added up again. */
export function renewBucketsTable(stream: Stream): readonly string[] {
  return [createBuckets(bucketsTable(stream), BINNED_AMOUNTS), `DROP TABLE IF EXISTS ${secondBucketsTable(stream)}`];
}

const BINNED_AMOUNTS = ['first_bin UInt16', 'bin_counts Array(UInt32)', 'amounts Array(Float64)'];
