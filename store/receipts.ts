import type { Stream } from '../ingest/stream.ts';
import { statedDay } from './history.ts';
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

/**
 * Compiles to rows of `Receipt`; the day that a report describes is the day on which its figures begin to hold. FINAL,
 * since a copy that no merge has collapsed yet would make the latest receipt later than it was.
 */
export function compileReceipts({ stream, zone, knownAt }: ReceiptQuestion): CompiledQuery {
  const binder = new Binder();
  const { from: day } = statedDay(stream, binder.bind('String', zone));
  const subject = stream.subject === undefined ? "''" : quoted(stream.subject);
  const known =
    knownAt === null ? '' : `\n  WHERE received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const sql = `SELECT district, carrier, subject, toString(toLastDayOfMonth(day)) AS month, toString(max(day)) AS last_day,
  toUnixTimestamp64Milli(min(received_at)) AS first, toUnixTimestamp64Milli(max(received_at)) AS latest, max(revision) AS revision
FROM (
  SELECT district, carrier, ${subject} AS subject, ${day} AS day, received_at, revision
  FROM ${tableName(stream.name)} FINAL${known}
)
GROUP BY district, carrier, subject, toLastDayOfMonth(day)
ORDER BY district, carrier, subject, month`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
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
