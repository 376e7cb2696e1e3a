import type { Stream } from '../ingest/stream.ts';
import { midnight, onDays, shiftDay } from './day-ranges.ts';
import type { SampleMeasure } from './measure.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { CELL_SUMS, sampleCells } from './sample-cells.ts';
import { arrivalsTable, bucketsTable, daysTable, identityHash, idsTable } from './sample-tables.ts';
import type { SampleQuestion } from './samples.ts';
import { summary } from './samples.ts';
import { quoted, tableName } from './schema.ts';

/** A day with how many rows arrived for it; the number names what a bucket of the day was made of. */
export interface ArrivedDay {
  readonly day: string;
  readonly arrived: number;
}

/** Every day that has samples: arrivals so far, up to how many it was searched, whether it is unsettled, last receipt. */
export function compileDays(stream: Stream, zone: string): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const [arrivals, days] = [arrivalsTable(stream), daysTable(stream)];
  const sql = `SELECT toString(day) AS day, sum(a) AS arrived, max(s) AS searched, max(u) AS unsettled, toUnixTimestamp64Milli(max(r)) AS last_received
FROM (
  SELECT toDate(quarter, ${bound}) AS day, n AS a, 0 AS s, 0 AS u, last_received AS r FROM ${arrivals}
  UNION ALL
  SELECT day, 0, n, unsettled, toDateTime64(0, 3, 'UTC') FROM ${days} WHERE zone = ${bound}
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
export function compileSearch(stream: Stream, zone: string, days: readonly ArrivedDay[]): CompiledQuery {
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
  const sql = `INSERT INTO ${daysTable(stream)} (zone, day, n, unsettled)
SELECT ${bound} AS zone, day, max(found.1) AS n, max(found.2) AS unsettled FROM (
  SELECT tupleElement(pair, 1) AS day, (tupleElement(pair, 2), toUInt8(0)) AS found FROM (SELECT arrayJoin(${pairs(days, binder)}) AS pair)
  UNION ALL
  SELECT toDate(quarter, ${bound}) AS day, (toUInt64(0), toUInt8(1)) AS found FROM ${ids} WHERE id_hash IN (
    SELECT id_hash FROM ${ids}${own} GROUP BY id_hash HAVING toDate(min(quarter), ${bound}) < toDate(max(quarter), ${bound})
    SETTINGS optimize_aggregation_in_order = 1)
)
GROUP BY day`;
  return { sql, params: binder.params, tables: [] };
}

/** Which settled days of a question lack the bucket of a measure. */
export function compileLacking(question: SampleQuestion, settled: readonly ArrivedDay[]): CompiledQuery {
  const { stream, measures, zone } = question;
  const binder = new Binder();
  const sql = `SELECT toString(tupleElement(pair, 1)) FROM (SELECT arrayJoin(${pairs(settled, binder)}) AS pair)
WHERE pair NOT IN (
  SELECT (day, n) FROM ${bucketsTable(stream)} WHERE zone = ${binder.bind('String', zone)} AND measure IN ${keys(measures, binder)} AND district = ''
  GROUP BY day, n HAVING uniqExact(measure) = ${String(measures.length)}
)`;
  return { sql, params: binder.params, tables: [bucketsTable(stream)] };
}

const IDENTITY = ['measure', 'zone', 'day', 'n', 'district', 'carrier', 'part'];
const SUMS = CELL_SUMS.filter((name) => name !== 'late');

/** The buckets of some settled days, then a mark for each of them that says that they are all there. */
export function compileFill(question: SampleQuestion, days: readonly ArrivedDay[]): readonly CompiledQuery[] {
  return [compileBuckets(question, days), compileMarks(question, days)];
}

function compileBuckets({ stream, measures, zone }: SampleQuestion, days: readonly ArrivedDay[]): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const dates = days.map(({ day }) => day);
  const range = onDays(dates, bound, binder);
  const cells = sampleCells({ stream, measures, binder, zone: bound, range, within: range, knownAt: null });
  const arrived = binder.bind(
    'Array(UInt64)',
    days.map((one) => one.arrived),
  );
  const sql = `INSERT INTO ${bucketsTable(stream)} (${[...IDENTITY, ...SUMS].map(quoted).join(', ')})
SELECT ${keys(measures, binder)}[m + 1], ${bound}, day, ${arrived}[indexOf(${binder.bind('Array(Date)', dates)}, day)], district, carrier, part, ${SUMS.join(', ')}
FROM (${cells})`;
  return { sql, params: binder.params, tables: [] };
}

function compileMarks({ stream, measures, zone }: SampleQuestion, days: readonly ArrivedDay[]): CompiledQuery {
  const binder = new Binder();
  const sql = `INSERT INTO ${bucketsTable(stream)} (measure, zone, day, n)
SELECT arrayJoin(${keys(measures, binder)}), ${binder.bind('String', zone)}, tupleElement(pair, 1), tupleElement(pair, 2)
FROM (SELECT arrayJoin(${pairs(days, binder)}) AS pair)`;
  return { sql, params: binder.params, tables: [] };
}

/** Settled days from their buckets, the others from their facts, of which some may lie before the window. */
export function compileBucketed(
  { stream, measures, zone, asOf, windowDays, knownAt, districts }: SampleQuestion,
  { settled, others }: { settled: readonly ArrivedDay[]; others: readonly string[] },
): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const start = shiftDay(asOf, 1 - windowDays);
  const own = keys(measures, binder);
  const buckets = `SELECT toUInt16(indexOf(${own}, measure) - 1) AS m, district, carrier, part, ${CELL_SUMS.map((name) => (name === 'late' ? '0 AS late' : name)).join(', ')}, district = '' AS is_mark
  FROM ${bucketsTable(stream)}
  WHERE zone = ${bound} AND measure IN ${own} AND day >= ${binder.bind('Date', start)} AND day <= ${binder.bind('Date', asOf)} AND (day, n) IN (SELECT arrayJoin(${pairs(settled, binder)}))
  LIMIT 1 BY measure, day, district, carrier, part`;
  const within = `observed_at >= ${midnight(start, bound, binder)}`;
  const range = onDays(others, bound, binder);
  const facts = others.some((day) => day >= start)
    ? `\n  UNION ALL\n  SELECT m, district, carrier, part, ${CELL_SUMS.join(', ')}, 0 AS is_mark FROM (${sampleCells({ stream, measures, binder, zone: bound, range, within, knownAt })})`
    : '';
  const sql = summary(`${buckets}${facts}`, { measures, districts: binder.bind('Array(String)', districts) });
  return {
    sql,
    params: binder.params,
    tables: [bucketsTable(stream), ...(facts === '' ? [] : [tableName(stream.name)])],
  };
}

function pairs(days: readonly ArrivedDay[], binder: Binder): string {
  const dates = days.map(({ day }) => day);
  const arrived = days.map((one) => one.arrived);
  return `arrayZip(${binder.bind('Array(Date)', dates)}, ${binder.bind('Array(UInt64)', arrived)})`;
}

/** Same key, same buckets: how long a window is does not matter to a day. */
function keys(measures: readonly SampleMeasure[], binder: Binder): string {
  const texts = measures.map((measure) => JSON.stringify({ ...measure, windowDays: undefined }));
  return binder.bind('Array(String)', texts);
}
