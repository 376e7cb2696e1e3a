import type { Stream } from '../ingest/stream.ts';
import type { Asker, Row } from './asker.ts';
import type { ArrivedDay } from './day-ranges.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { searchDays } from './sample-search.ts';
import { arrivalsTable, dailyTable, daysTable } from './sample-tables.ts';

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

interface KnownDays {
  readonly days: readonly KnownDay[];
  /** Some had new arrivals. */
  readonly hasNew: boolean;
}

interface DayQuestion {
  readonly stream: Stream;
  readonly zone: string;
}

/** All days with samples, after those with new arrivals were searched. */
export async function readDays(asker: Asker, { stream, zone }: DayQuestion): Promise<KnownDays> {
  const read = (): Promise<KnownDays> => readSearched(asker, { stream, zone });
  return asker.once === undefined ? read() : asker.once(`days ${stream.name} ${zone}`, read);
}

async function readSearched(asker: Asker, { stream, zone }: DayQuestion): Promise<KnownDays> {
  const query = compileDays(stream, zone);
  const rows = await asker.ask(query);
  const fresh = rows
    .filter(([, arrived, searched, kept]) => [searched, kept].some((n) => Number(n) !== Number(arrived)))
    .map(toArrivedDay);
  if (fresh.length === 0) return { days: rows.map(toKnownDay), hasNew: false };
  await searchDays(asker, { stream, zone, days: fresh, areAll: fresh.length === rows.length });
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
  const [, , , , unsettled, doubled, tied, lastReceived] = row.map(Number);
  return {
    ...toArrivedDay(row),
    isSettled: unsettled === 0,
    hasDoubles: doubled !== 0,
    hasTies: tied !== 0,
    lastReceived: lastReceived ?? 0,
  };
}

/** Every day with samples: arrivals so far, of how many it was searched and kept, what was found, the last receipt. */
function compileDays(stream: Stream, zone: string): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const [arrivals, days, daily] = [arrivalsTable(stream), daysTable(stream), dailyTable(stream)];
  const sql = `SELECT toString(day) AS day, sum(a) AS arrived, max(s) AS searched, max(k) AS kept, max(u) AS unsettled, max(b) AS doubled, max(t) AS tied, toUnixTimestamp64Milli(max(r)) AS last_received
FROM (
  SELECT toDate(quarter, ${bound}) AS day, n AS a, 0 AS s, 0 AS k, 0 AS u, 0 AS b, 0 AS t, last_received AS r FROM ${arrivals}
  UNION ALL
  SELECT day, 0, n, 0, unsettled, doubled, tied, toDateTime64(0, 3, 'UTC') FROM ${days} WHERE zone = ${bound}
  UNION ALL
  SELECT day, 0, 0, n, 0, 0, 0, toDateTime64(0, 3, 'UTC') FROM ${daily} WHERE zone = ${bound}
)
GROUP BY day ORDER BY day`;
  return { sql, params: binder.params, tables: [arrivals, days, daily] };
}
