import type { ArrivedDay } from './day-ranges.ts';
import { dayPairs, midnight, onDays, shiftDay } from './day-ranges.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { addedUp, binned } from './sample-bins.ts';
import { CELL_SUMS, sampleCells } from './sample-cells.ts';
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
const BIN_COLUMNS = ['first_bin', 'bin_counts'];

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
  // In order, the same tester stands in so many places on end only where there are so many samples of theirs.
  const sql = `SELECT toString(day) FROM (
  SELECT toDate(observed_at, ${bound}) AS day, arraySort(groupArray(cityHash64(carrier, tester))) AS testers
  FROM ${tableName(stream.name)} WHERE ${range} AND tester != '' GROUP BY day
)
WHERE arrayExists((one, other) -> one = other, arraySlice(testers, ${String(most + 1)}), arraySlice(testers, 1, -${String(most)}))`;
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
  const sql = `INSERT INTO ${bucketsTable(stream)} (${[...IDENTITY, ...SUMS, ...BIN_COLUMNS].map(quoted).join(', ')})
SELECT ${keys(question, binder)}[m + 1], ${bound}, day, ${arrived}[indexOf(${binder.bind('Array(Date)', dates)}, day)], district, carrier, part, ${[...SUMS, ...BIN_COLUMNS].join(', ')}
FROM (${binned(cells)})`;
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

/**
 * Settled days from their buckets, the others from their facts, of which some may lie before the window. Where no fact
 * is read, the answer says in which bins the percentiles lie: their amounts are all that is left to read.
 */
export function compileBucketed(
  question: SampleQuestion,
  { settled, others }: { settled: readonly ArrivedDay[]; others: readonly string[] },
): CompiledQuery & { readonly byBins: boolean } {
  const { stream, measures, sumsOnly, zone, asOf, windowDays, knownAt, districts } = question;
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const start = shiftDay(asOf, 1 - windowDays);
  const byBins = !others.some((day) => day >= start);
  const amounts = byBins ? BIN_COLUMNS : ['amounts'];
  const sums = CELL_SUMS.filter((name) => name !== 'amounts');
  const columns = [
    'district',
    'carrier',
    'part',
    ...sums.map((name) => (name === 'late' ? '0 AS late' : name)),
    ...amounts,
  ];
  const buckets = settledCells(question, { settled, binder, columns: [...columns, "district = '' AS marks"] });
  const within = `observed_at >= ${midnight(start, bound, binder)}`;
  const range = onDays(others, bound, binder);
  const facts = byBins
    ? ''
    : `\n  UNION ALL\n  SELECT m, district, carrier, part, ${[...sums, ...amounts].join(', ')}, 0 AS marks FROM (${sampleCells({ stream, measures, sumsOnly, binder, zone: bound, range, within, knownAt })})`;
  const cells = byBins ? addedUp(buckets, [...sums, 'marks']) : `${buckets}${facts}`;
  const sql = summary(cells, { measures, districts: binder.bind('Array(String)', districts), byBins });
  const tables = [bucketsTable(stream), ...(byBins ? [] : [tableName(stream.name)])];
  return { sql, params: binder.params, tables, byBins };
}

/** SQL: what the buckets of settled days hold, once; `m` is the measure's place. */
export function settledCells(
  question: SampleQuestion,
  { settled, binder, columns }: { settled: readonly ArrivedDay[]; binder: Binder; columns: readonly string[] },
): string {
  const { stream, zone, asOf, windowDays } = question;
  const own = keys(question, binder);
  const start = binder.bind('Date', shiftDay(asOf, 1 - windowDays));
  return `SELECT toUInt16(indexOf(${own}, measure) - 1) AS m, ${columns.join(', ')}
  FROM ${bucketsTable(stream)}
  WHERE zone = ${binder.bind('String', zone)} AND measure IN ${own} AND day >= ${start} AND day <= ${binder.bind('Date', asOf)} AND (day, n) IN (SELECT arrayJoin(${dayPairs(settled, binder)}))
  LIMIT 1 BY measure, day, district, carrier, part`;
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
