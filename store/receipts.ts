import type { Stream } from '../ingest/stream.ts';
import { statedDay, thingHash } from './history.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { dailyTable } from './sample-tables.ts';
import { quoted, tableName } from './schema.ts';

/** When a stream's reports were received. */
export interface ReceiptQuestion {
  readonly stream: Stream;
  /** IANA zone whose days are meant. */
  readonly zone: string;
  /** Only what was received by then (epoch milliseconds, inclusive); null: all there is. */
  readonly knownAt: number | null;
}

/** What one carrier sent for one district, subject and month; quarters and years are made of months. */
export interface Receipt {
  readonly district: string;
  readonly carrier: string;
  /** Empty for streams without a subject. */
  readonly subject: string;
  /** The last day of the month that the reports describe. */
  readonly month: string;
  /** The latest day in it that a report describes. */
  readonly lastDay: string;
  /** Epoch milliseconds: when the first and the latest of them arrived. */
  readonly first: number;
  readonly latest: number;
  /** The greatest. */
  readonly revision: number;
}

/** The columns of `Receipt`, then whether it is none, but says that something may have been received more than once. */
export const RECEIPT_ROW = [
  'district',
  'carrier',
  'subject',
  'month',
  'last_day',
  'first',
  'latest',
  'revision',
] as const;

/**
 * Of samples: compiles to rows of `Receipt` for as long as nothing was received more than once, and otherwise to a row more that
 * says so: mostly nothing was, and that is sooner seen than told apart. One statement sees one state of the table.
 */
export function compileSingleReceipts(question: ReceiptQuestion): CompiledQuery {
  const { stream, knownAt } = question;
  const binder = new Binder();
  const table = tableName(stream.name);
  const sql = `SELECT ${RECEIPT_ROW.join(', ')}, is_repeated FROM (
SELECT *, 0 AS is_repeated FROM (
${receiptRows(question, table, binder)}
)
UNION ALL
SELECT '', '', '', '', '', 0, 0, 0, 1 FROM (SELECT count() AS n, uniqExact(${thingHash(stream)}) AS things FROM ${table}${whereKnown(knownAt, binder)}) WHERE n > things
)
ORDER BY district, carrier, subject, month`;
  return { sql, params: binder.params, tables: [table] };
}

/** Compiles to rows of `Receipt` with FINAL: what came twice is one message, from its first receipt. */
export function compileReceipts(question: ReceiptQuestion): CompiledQuery {
  const binder = new Binder();
  const table = tableName(question.stream.name);
  const sql = `${receiptRows(question, `${table} FINAL`, binder)}
ORDER BY district, carrier, subject, month`;
  return { sql, params: binder.params, tables: [table] };
}

/** SQL: receipts by the day on which the figures of a report begin to hold. */
function receiptRows({ stream, zone, knownAt }: ReceiptQuestion, table: string, binder: Binder): string {
  const { from: day } = statedDay(stream, binder.bind('String', zone));
  const subject = stream.subject === undefined ? "''" : quoted(stream.subject);
  return `SELECT district, carrier, subject, toString(toLastDayOfMonth(day)) AS month, toString(max(day)) AS last_day,
  toUnixTimestamp64Milli(min(received_at)) AS first, toUnixTimestamp64Milli(max(received_at)) AS latest, max(revision) AS revision
FROM (
  SELECT district, carrier, ${subject} AS subject, ${day} AS day, received_at, revision
  FROM ${table}${whereKnown(knownAt, binder)}
)
GROUP BY district, carrier, subject, toLastDayOfMonth(day)`;
}

function whereKnown(knownAt: number | null, binder: Binder): string {
  return knownAt === null ? '' : ` WHERE received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
}

/** The same of samples, all that is known of them, from what is kept of each day. */
export function compileDailyReceipts({ stream, zone }: ReceiptQuestion): CompiledQuery {
  const binder = new Binder();
  const sql = `SELECT district, carrier, '' AS subject, toString(toLastDayOfMonth(day)) AS month, toString(max(day)) AS last_day,
  toUnixTimestamp64Milli(min(first)) AS first_ms, toUnixTimestamp64Milli(max(latest)) AS latest_ms, max(last_revision) AS revision
FROM ${dailyTable(stream)} FINAL
WHERE zone = ${binder.bind('String', zone)}
GROUP BY district, carrier, toLastDayOfMonth(day)
ORDER BY district, carrier, month`;
  return { sql, params: binder.params, tables: [dailyTable(stream)] };
}
