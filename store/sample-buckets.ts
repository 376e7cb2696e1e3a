import type { ArrivedDay } from './day-ranges.ts';
import { dayPairs, midnight, onDays, shiftDay } from './day-ranges.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { CELL_SUMS, sampleCells, testerDay } from './sample-cells.ts';
import { bucketsTable } from './sample-tables.ts';
import type { SampleQuestion } from './samples.ts';
import { summary } from './samples.ts';
import { quoted, tableName } from './schema.ts';

/** Which settled days of a question lack the bucket of a measure. */
export function compileLacking(question: SampleQuestion, settled: readonly ArrivedDay[]): CompiledQuery {
  const { stream, measures, zone } = question;
  const binder = new Binder();
  const sql = `SELECT toString(tupleElement(pair, 1)) FROM (SELECT arrayJoin(${dayPairs(settled, binder)}) AS pair)
WHERE pair NOT IN (
  SELECT (day, n) FROM ${bucketsTable(stream)} WHERE zone = ${binder.bind('String', zone)} AND measure IN ${keys(question, binder)} AND district = ''
  GROUP BY day, n HAVING uniqExact(measure) = ${String(measures.length)}
)`;
  return { sql, params: binder.params, tables: [bucketsTable(stream)], isPassing: true };
}

const IDENTITY = ['measure', 'zone', 'day', 'n', 'district', 'carrier', 'part'];
const SUMS = CELL_SUMS.filter((name) => name !== 'late');

/** The days on which a tester sent more than a measure counts of one. */
export function compileCrowded({ stream, measures, zone }: SampleQuestion, days: readonly ArrivedDay[]): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const range = onDays(
    days.map(({ day }) => day),
    bound,
    binder,
  );
  const most = Math.min(...measures.map(({ perTesterPerDay = Infinity }) => perTesterPerDay));
  const sql = `SELECT DISTINCT toString(day) FROM (
  SELECT toDate(any(observed_at), ${bound}) AS day FROM ${tableName(stream.name)} WHERE ${range} AND tester != '' GROUP BY ${testerDay(bound)} HAVING count() > ${String(most)}
)`;
  return { sql, params: binder.params, tables: [tableName(stream.name)], isPassing: true };
}

/** The buckets of some settled days. */
export function compileBuckets(question: SampleQuestion, days: readonly ArrivedDay[], isPlain: boolean): CompiledQuery {
  const { stream, measures, sumsOnly, zone } = question;
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const dates = days.map(({ day }) => day);
  const range = onDays(dates, bound, binder);
  const cells = sampleCells({
    ...{ stream, measures, sumsOnly, binder, zone: bound, range, isPlain },
    within: range,
    knownAt: null,
  });
  const arrived = binder.bind(
    'Array(UInt64)',
    days.map((one) => one.arrived),
  );
  const sql = `INSERT INTO ${bucketsTable(stream)} (${[...IDENTITY, ...SUMS].map(quoted).join(', ')})
SELECT ${keys(question, binder)}[m + 1], ${bound}, day, ${arrived}[indexOf(${binder.bind('Array(Date)', dates)}, day)], district, carrier, part, ${SUMS.join(', ')}
FROM (${cells})`;
  return { sql, params: binder.params, tables: [] };
}

/** A mark for each of some settled days that says that its buckets are all there. */
export function compileMarks(question: SampleQuestion, days: readonly ArrivedDay[]): CompiledQuery {
  const { stream, zone } = question;
  const binder = new Binder();
  const sql = `INSERT INTO ${bucketsTable(stream)} (measure, zone, day, n)
SELECT arrayJoin(${keys(question, binder)}), ${binder.bind('String', zone)}, tupleElement(pair, 1), tupleElement(pair, 2)
FROM (SELECT arrayJoin(${dayPairs(days, binder)}) AS pair)`;
  return { sql, params: binder.params, tables: [] };
}

/** Settled days from their buckets, the others from their facts, of which some may lie before the window. */
export function compileBucketed(
  question: SampleQuestion,
  { settled, others }: { settled: readonly ArrivedDay[]; others: readonly string[] },
): CompiledQuery {
  const { stream, measures, sumsOnly, zone, asOf, windowDays, knownAt, districts } = question;
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const start = shiftDay(asOf, 1 - windowDays);
  const own = keys(question, binder);
  const buckets = `SELECT toUInt16(indexOf(${own}, measure) - 1) AS m, district, carrier, part, ${CELL_SUMS.map((name) => (name === 'late' ? '0 AS late' : name)).join(', ')}, district = '' AS is_mark
  FROM ${bucketsTable(stream)}
  WHERE zone = ${bound} AND measure IN ${own} AND day >= ${binder.bind('Date', start)} AND day <= ${binder.bind('Date', asOf)} AND (day, n) IN (SELECT arrayJoin(${dayPairs(settled, binder)}))
  LIMIT 1 BY measure, day, district, carrier, part`;
  const within = `observed_at >= ${midnight(start, bound, binder)}`;
  const range = onDays(others, bound, binder);
  const facts = others.some((day) => day >= start)
    ? `\n  UNION ALL\n  SELECT m, district, carrier, part, ${CELL_SUMS.join(', ')}, 0 AS is_mark FROM (${sampleCells({ stream, measures, sumsOnly, binder, zone: bound, range, within, knownAt })})`
    : '';
  const sql = summary(`${buckets}${facts}`, { measures, districts: binder.bind('Array(String)', districts) });
  return {
    sql,
    params: binder.params,
    tables: [bucketsTable(stream), ...(facts === '' ? [] : [tableName(stream.name)])],
  };
}

/** Same key, same buckets: how long a window is does not matter to a day. */
function keys({ measures, sumsOnly }: SampleQuestion, binder: Binder): string {
  const texts = measures.map((measure) =>
    JSON.stringify({
      ...measure,
      windowDays: undefined,
      ...(sumsOnly?.has(measure) === true ? { sumsOnly: true } : {}),
    }),
  );
  return binder.bind('Array(String)', texts);
}
