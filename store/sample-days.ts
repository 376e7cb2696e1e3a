import type { Stream } from '../ingest/stream.ts';
import type { Asker, Row } from './asker.ts';
import { onDays } from './day-ranges.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { arrivalsTable, dailyTable, daysTable, identityHash, idsTable, measuredFields } from './sample-tables.ts';
import { quoted, tableName } from './schema.ts';
import { thingHash } from './ties.ts';

/** A day with how many rows arrived for it; the number names what a bucket of the day was made of. */
export interface ArrivedDay {
  readonly day: string;
  readonly arrived: number;
}

export interface KnownDay extends ArrivedDay {
  /** What its samples add up to depends on no other day. */
  readonly isSettled: boolean;
  /** An id was received more than once. */
  readonly hasDoubles: boolean;
  /** One message was received with several contents. */
  readonly hasTies: boolean;
  /** Epoch milliseconds. */
  readonly lastReceived: number;
}

/** All days with samples, after those with new arrivals were searched. */
export async function readDays(
  asker: Asker,
  { stream, zone }: { readonly stream: Stream; readonly zone: string },
): Promise<{ readonly days: readonly KnownDay[]; readonly hasNew: boolean }> {
  const query = compileDays(stream, zone);
  const rows = await asker.ask(query);
  const fresh = rows.filter(([, arrived, searched]) => Number(arrived) !== Number(searched)).map(toArrivedDay);
  if (fresh.length === 0) return { days: rows.map(toKnownDay), hasNew: false };
  // The search marks the days, so what goes by the marks comes first.
  await asker.derive(compileDaily(stream, zone, fresh));
  await asker.derive(compileSearch(stream, zone, fresh));
  // Later arrivals are left for the next question: the numbers of this one stay those that were searched.
  const arrived = new Map(rows.map((row) => [String(row[0]), Number(row[1])]));
  const days = (await asker.ask(query)).flatMap((row) => {
    const day = toKnownDay(row);
    const before = arrived.get(day.day);
    return before === undefined ? [] : [{ ...day, arrived: before }];
  });
  return { days, hasNew: true };
}

function toArrivedDay([day, arrived]: Row): ArrivedDay {
  return { day: String(day), arrived: Number(arrived) };
}

function toKnownDay(row: Row): KnownDay {
  const [, , , unsettled, doubled, tied, lastReceived] = row.map(Number);
  return {
    ...toArrivedDay(row),
    isSettled: unsettled === 0,
    hasDoubles: doubled !== 0,
    hasTies: tied !== 0,
    lastReceived: lastReceived ?? 0,
  };
}

/** Every day with samples: arrivals so far, up to how many it was searched, what was found, the last receipt. */
function compileDays(stream: Stream, zone: string): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const [arrivals, days] = [arrivalsTable(stream), daysTable(stream)];
  const sql = `SELECT toString(day) AS day, sum(a) AS arrived, max(s) AS searched, max(u) AS unsettled, max(b) AS doubled, max(t) AS tied, toUnixTimestamp64Milli(max(r)) AS last_received
FROM (
  SELECT toDate(quarter, ${bound}) AS day, n AS a, 0 AS s, 0 AS u, 0 AS b, 0 AS t, last_received AS r FROM ${arrivals}
  UNION ALL
  SELECT day, 0, n, unsettled, doubled, tied, toDateTime64(0, 3, 'UTC') FROM ${days} WHERE zone = ${bound}
)
GROUP BY day ORDER BY day`;
  return { sql, params: binder.params, tables: [arrivals, days] };
}

/** From here on it is cheaper to look at all ids than to look up those of the days. */
const FEW_DAYS = 10;

/**
 * Marks days as searched. A day is settled as long as no id observed on it was observed on another day too: then what
 * its samples add up to depends on nothing else. Both days of such an id are unsettled for good.
 */
function compileSearch(stream: Stream, zone: string, days: readonly ArrivedDay[]): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const [ids, table] = [idsTable(stream), tableName(stream.name)];
  const range = onDays(
    days.map(({ day }) => day),
    bound,
    binder,
  );
  const own =
    days.length > FEW_DAYS ? '' : ` WHERE id_hash IN (SELECT ${identityHash(stream)} FROM ${table} WHERE ${range})`;
  const id = identityHash(stream);
  const sql = `INSERT INTO ${daysTable(stream)} (zone, day, n, unsettled, doubled, tied)
SELECT ${bound} AS zone, day, max(found.1) AS n, max(found.2) AS unsettled, max(found.3) AS doubled, max(found.4) AS tied FROM (
  SELECT tupleElement(pair, 1) AS day, (tupleElement(pair, 2), toUInt8(0), toUInt8(0), toUInt8(0)) AS found FROM (SELECT arrayJoin(${dayPairs(days, binder)}) AS pair)
  UNION ALL
  SELECT toDate(quarter, ${bound}) AS day, (toUInt64(0), toUInt8(1), toUInt8(0), toUInt8(0)) AS found FROM ${ids} WHERE id_hash IN (
    SELECT id_hash FROM ${ids} WHERE id_hash IN (
      SELECT id_hash FROM ${ids}${own} GROUP BY id_hash HAVING count() > 1 SETTINGS optimize_aggregation_in_order = 1)
    GROUP BY id_hash HAVING toDate(min(quarter), ${bound}) < toDate(max(quarter), ${bound}))
  UNION ALL
  SELECT toDate(any(observed_at), ${bound}) AS day, (toUInt64(0), toUInt8(0), toUInt8(1), toUInt8(min(content_hash) < max(content_hash))) AS found
  FROM (SELECT *, content_hash FROM ${table} WHERE ${range} AND ${id} IN (SELECT ${id} FROM ${table} WHERE ${range} GROUP BY ${id} HAVING count() > 1))
  GROUP BY ${thingHash(stream)}
)
GROUP BY day`;
  return { sql, params: binder.params, tables: [] };
}

/** What is kept of each day, district and carrier; a day that is read again only adds to it. */
function compileDaily(stream: Stream, zone: string, days: readonly ArrivedDay[]): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const fields = measuredFields(stream);
  const range = onDays(
    days.map(({ day }) => day),
    bound,
    binder,
  );
  const sql = `INSERT INTO ${dailyTable(stream)} (zone, day, district, carrier, first, latest, last_revision, ${fields.map(quoted).join(', ')})
SELECT ${bound}, toDate(observed_at, ${bound}) AS day, district, carrier, min(received_at), max(received_at), max(revision), ${fields.map((field) => `max(ifNull(${quoted(field)}, 0))`).join(', ')}
FROM ${tableName(stream.name)} FINAL WHERE ${range} GROUP BY day, district, carrier`;
  return { sql, params: binder.params, tables: [] };
}

/** SQL: days with their numbers of arrivals. */
export function dayPairs(days: readonly ArrivedDay[], binder: Binder): string {
  const dates = days.map(({ day }) => day);
  const arrived = days.map((one) => one.arrived);
  return `arrayZip(${binder.bind('Array(Date)', dates)}, ${binder.bind('Array(UInt64)', arrived)})`;
}
