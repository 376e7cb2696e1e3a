import type { Stream } from '../ingest/stream.ts';
import type { Asker } from './asker.ts';
import type { ArrivedDay } from './day-ranges.ts';
import { dayPairs, onDays } from './day-ranges.ts';
import { thingHash } from './history.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { dailyTable, daysTable, identityHash, idsTable, measuredFields } from './sample-tables.ts';
import { quoted, tableName } from './schema.ts';

interface SearchQuestion {
  readonly stream: Stream;
  readonly zone: string;
  readonly days: readonly ArrivedDay[];
  /** There are no others with samples. */
  readonly areAll: boolean;
}

/** Whether an id comes up more than once, and on which days; where `tied`, with several contents at one moment. */
interface Repeated {
  readonly isAny: boolean;
  readonly days: readonly { readonly day: string; readonly tied: number }[];
}

/**
 * Searches days for ids that come up more than once, on them or on other days, and keeps of each day what is told of
 * it as a whole. Mostly no id does, and that is quickly seen.
 */
export async function searchDays(asker: Asker, question: SearchQuestion): Promise<void> {
  const repeated = await findRepeated(asker, question);
  const doubled = new Set(repeated.days.map(({ day }) => day));
  const single = question.days.filter(({ day }) => !doubled.has(day));
  const others = question.days.filter(({ day }) => doubled.has(day));
  for (const [days, isSingle] of [[single, true] as const, [others, false] as const])
    if (days.length > 0) await asker.derive(compileDaily(question, days, isSingle));
  await asker.derive(compileMarks(question, repeated));
}

async function findRepeated(asker: Asker, question: SearchQuestion): Promise<Repeated> {
  if ((await asker.ask(compileSuspicion(question))).length === 0) return { isAny: false, days: [] };
  const rows = await asker.ask(compileDoubled(question));
  return { isAny: true, days: rows.map(([day, tied]) => ({ day: String(day), tied: Number(tied) })) };
}

/** Into so many parts the ids are dealt out, so that each part's are told apart within the processor's own memory. */
const PARTS = 4096;

function compileSuspicion(question: SearchQuestion): CompiledQuery {
  const binder = new Binder();
  const table = tableName(question.stream.name);
  const id = identityHash(question.stream);
  const sql = `SELECT 1 FROM (SELECT groupArray(${id}) AS ids FROM ${table} WHERE ${rangeOf(question, question.days, binder)} GROUP BY ${id} % ${String(PARTS)})
WHERE length(ids) > length(arrayDistinct(ids)) LIMIT 1`;
  return { sql, params: binder.params, tables: [table], isPassing: true };
}

/** SQL: ids of more than one row, by their hash. */
function repeatedIds({ stream }: SearchQuestion, range: string): string {
  const id = identityHash(stream);
  return `SELECT ${id} FROM ${tableName(stream.name)} WHERE ${range} GROUP BY ${id} HAVING count() > 1`;
}

function compileDoubled(question: SearchQuestion): CompiledQuery {
  const { stream, days, zone } = question;
  const binder = new Binder();
  const range = rangeOf(question, days, binder);
  const table = tableName(stream.name);
  const sql = `SELECT toString(day), max(tied) FROM (
  SELECT toDate(any(observed_at), ${binder.bind('String', zone)}) AS day, min(content_hash) < max(content_hash) AS tied
  FROM (SELECT *, content_hash FROM ${table} WHERE ${range} AND ${identityHash(stream)} IN (${repeatedIds(question, range)}))
  GROUP BY ${thingHash(stream)}
)
GROUP BY day`;
  return { sql, params: binder.params, tables: [table], isPassing: true };
}

/** From here on it is cheaper to look at all ids than to look up those of the days. */
const FEW_DAYS = 10;

/**
 * Marks days as searched. A day is settled as long as no id observed on it was observed on another day too: then what
 * its samples add up to depends on nothing else. Both days of such an id are unsettled for good.
 */
function compileMarks(question: SearchQuestion, repeated: Repeated): CompiledQuery {
  const { stream, zone, days, areAll } = question;
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const found = [
    `SELECT tupleElement(pair, 1) AS day, (tupleElement(pair, 2), toUInt8(0), toUInt8(0), toUInt8(0)) AS found FROM (SELECT arrayJoin(${dayPairs(days, binder)}) AS pair)`,
  ];
  if (!areAll || repeated.isAny) found.push(movedIds(question, binder, bound));
  if (repeated.days.length > 0) {
    const doubled = repeated.days.map(({ day, tied }) => ({ day, arrived: tied }));
    found.push(
      `SELECT tupleElement(pair, 1) AS day, (toUInt64(0), toUInt8(0), toUInt8(1), toUInt8(tupleElement(pair, 2))) AS found FROM (SELECT arrayJoin(${dayPairs(doubled, binder)}) AS pair)`,
    );
  }
  const sql = `INSERT INTO ${daysTable(stream)} (zone, day, n, unsettled, doubled, tied)
SELECT ${bound} AS zone, day, max(found.1) AS n, max(found.2) AS unsettled, max(found.3) AS doubled, max(found.4) AS tied FROM (
  ${found.join('\n  UNION ALL\n  ')}
)
GROUP BY day`;
  return { sql, params: binder.params, tables: [] };
}

/** SQL: the days of ids that were observed on more than one; where these are all days, of the ids that come up twice. */
function movedIds(question: SearchQuestion, binder: Binder, zone: string): string {
  const { stream, days, areAll } = question;
  const ids = idsTable(stream);
  const own = (): string => {
    const range = rangeOf(question, days, binder);
    if (areAll) return ` WHERE id_hash IN (${repeatedIds(question, range)})`;
    if (days.length > FEW_DAYS) return '';
    return ` WHERE id_hash IN (SELECT ${identityHash(stream)} FROM ${tableName(stream.name)} WHERE ${range})`;
  };
  return `SELECT toDate(quarter, ${zone}) AS day, (toUInt64(0), toUInt8(1), toUInt8(0), toUInt8(0)) AS found FROM ${ids} WHERE id_hash IN (
    SELECT id_hash FROM ${ids} WHERE id_hash IN (SELECT id_hash FROM ${ids}${own()} GROUP BY id_hash HAVING count() > 1)
    GROUP BY id_hash HAVING toDate(min(quarter), ${zone}) < toDate(max(quarter), ${zone}))`;
}

/** What is kept of each day, district and carrier. Where no id comes up twice, no copy has to be told apart. */
function compileDaily(question: SearchQuestion, days: readonly ArrivedDay[], isSingle: boolean): CompiledQuery {
  const { stream, zone } = question;
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const fields = measuredFields(stream);
  const dates = binder.bind(
    'Array(Date)',
    days.map(({ day }) => day),
  );
  const arrived = binder.bind(
    'Array(UInt64)',
    days.map((one) => one.arrived),
  );
  const sql = `INSERT INTO ${dailyTable(stream)} (zone, day, n, district, carrier, first, latest, last_revision, ${fields.map(quoted).join(', ')})
SELECT ${bound}, toDate(observed_at, ${bound}) AS day, ${arrived}[indexOf(${dates}, day)] AS n, district, carrier, min(received_at), max(received_at), max(revision), ${fields.map((field) => `ifNull(max(${quoted(field)}), 0)`).join(', ')}
FROM ${tableName(stream.name)}${isSingle ? '' : ' FINAL'} WHERE ${rangeOf(question, days, binder)} GROUP BY day, district, carrier`;
  return { sql, params: binder.params, tables: [] };
}

/** SQL: observed on one of the days. */
function rangeOf({ zone }: SearchQuestion, days: readonly ArrivedDay[], binder: Binder): string {
  return onDays(
    days.map(({ day }) => day),
    binder.bind('String', zone),
    binder,
  );
}
