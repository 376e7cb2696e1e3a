import type { Stream } from '../ingest/stream.ts';
import { columnReference, condition } from './condition.ts';
import type { SampleMeasure } from './measure.ts';
import type { Binder } from './query.ts';
import { identityHash } from './sample-tables.ts';
import { quoted, tableName } from './schema.ts';

/** Which facts are read, and what of them counts. */
export interface CellQuestion {
  readonly stream: Stream;
  readonly measures: readonly SampleMeasure[];
  readonly sumsOnly?: ReadonlySet<SampleMeasure> | undefined;
  readonly binder: Binder;
  /** The bound zone. */
  readonly zone: string;
  /** Every row that may decide which fact of an id counts. */
  readonly range: string;
  /** The facts that may count; a part of the range. */
  readonly within: string;
  readonly knownAt: number | null;
  /** It is known of these days that no id was received twice and no tester counts for too much. */
  readonly isPlain?: boolean;
}

/** The columns of a cell behind `m` (the measure's place), `day`, `district`, `carrier` and `part` (of the day). */
export const CELL_SUMS = ['received', 'late', 'superseded', 'thinned', 'used', 'total', 'squares', 'amounts'] as const;

/** SQL: what every measure adds up to, per day, district, carrier and part of the day. */
export function sampleCells(question: CellQuestion): string {
  return `SELECT m, day, district, carrier, part, count() AS received, countIf(is_late) AS late, countIf(is_superseded) AS superseded, countIf(is_thinned) AS thinned,
  countIf(counts) AS used, sumIf(y, counts) AS total, sumIf(y * y, counts) AS squares, groupArrayIf(${NEAREST}, counts${withAmounts(question)}) AS amounts
FROM (
  SELECT *, NOT is_late AND NOT is_superseded AND NOT is_thinned AS counts, toDecimal256(${summand(question)}, 18) AS y
  FROM (${thinned(question)})
)
GROUP BY m, day, district, carrier, part`;
}

const SIX_PLACES = 'toDecimal64(least(x, 1000000000), 6)';

/**
 * SQL: the binary number nearest to `x`, which is written as what was sent. The engine divides a wide decimal by 10¹⁸ and
 * rounds twice: 432.4518 became 432.45180000000005. Up to a thousand million with six places it rounds once, and is
 * fast; all else is read from its text.
 */
const NEAREST = `if(${SIX_PLACES} = x, toFloat64(${SIX_PLACES}), toFloat64(toString(x)))`;

function withAmounts({ measures, sumsOnly = new Set() }: CellQuestion): string {
  const without = measures.flatMap((measure, i) => (sumsOnly.has(measure) ? [String(i)] : []));
  return without.length === 0 ? '' : ` AND m NOT IN (${without.join(', ')})`;
}

/** A logarithm is taken per row and cut to 18 digits, so that its sums do not depend on the order of the rows. */
function summand({ measures, binder }: CellQuestion): string {
  const logs = measures.flatMap(({ logarithms }, i) => (logarithms === true ? [String(i)] : []));
  const cases = [
    ...(logs.length === 0 ? [] : [`m IN (${logs.join(', ')}), toDecimal128(log(greatest(toFloat64(x), 1e-18)), 18)`]),
    ...measures.flatMap(({ field, share }, i) =>
      share === undefined
        ? []
        : [`m = ${String(i)}, toDecimal128(${condition({ [field]: share }, () => 'x', binder)}, 18)`],
    ),
  ];
  return cases.length === 0 ? 'x' : `multiIf(${cases.join(', ')}, x)`;
}

/**
 * Of one tester's samples of a day those with the smallest hashes of their ids count: chance that no sender steers.
 * Hardly a tester has too many, so only those that may have are put in order.
 */
function thinned(question: CellQuestion): string {
  const { stream, measures, zone, range } = question;
  const limits = measures.map(({ perTesterPerDay }) => perTesterPerDay ?? 0);
  const smallest = Math.min(...limits.filter((limit) => limit > 0));
  if (smallest === Infinity || question.isPlain === true)
    return `SELECT *, 0 AS is_thinned FROM (${exploded(question)})`;
  const hash = testerDay(zone);
  const heavy = `SELECT ${hash} FROM ${tableName(stream.name)} WHERE ${range} AND tester != '' GROUP BY ${hash} HAVING count() > ${String(smallest)}`;
  return `SELECT *, 0 AS is_thinned FROM (${exploded(question, `${hash} NOT IN (${heavy})`)})
    UNION ALL
    SELECT * EXCEPT (most), most > 0 AND NOT is_late AND NOT is_superseded AND row_number() OVER (PARTITION BY m, day, carrier, tester, is_late OR is_superseded ORDER BY cityHash64(id), id) > most AS is_thinned
    FROM (SELECT *, [${limits.join(', ')}][m + 1] AS most FROM (${exploded(question, `${hash} IN (${heavy})`)}))`;
}

/** SQL: a hash of one tester's day with one carrier. */
function testerDay(zone: string): string {
  return `cityHash64(toDate(observed_at, ${zone}), carrier, tester)`;
}

/** A fact once for each measure that it is a sample of. */
function exploded(question: CellQuestion, only = '1'): string {
  const { stream, measures, binder, zone } = question;
  const reference = columnReference(stream);
  const hits = measures.map((measure, i) => {
    const column = quoted(measure.field);
    const positive = measure.logarithms === true ? ` AND ${column} > 0` : '';
    const holds = `${condition(measure.where, reference, binder)} AND ${present(column, positive)}`;
    return `(toUInt16(${String(i)}), toUInt8(${partOfDay(measure, zone)}), toDecimal128(assumeNotNull(${column}), 18), ${holds})`;
  });
  return `SELECT hit.1 AS m, toDate(observed_at, ${zone}) AS day, district, carrier, hit.2 AS part, hit.3 AS x, id, ${'tester' in stream.fields ? 'tester' : "'' AS tester"}, is_late, is_superseded
    FROM (${facts(question, only)})
    ARRAY JOIN arrayFilter(h -> h.4, [${hits.join(', ')}]) AS hit`;
}

function present(column: string, more: string): string {
  return more === '' ? `isNotNull(${column})` : `ifNull(isNotNull(${column})${more}, 0)`;
}

function partOfDay({ hours = [] }: SampleMeasure, zone: string): string {
  if (hours.length === 0) return '0';
  const hour = `toHour(observed_at, ${zone})`;
  const parts = hours.map(
    ({ from, until }, i) => `${hour} >= ${String(from)} AND ${hour} < ${String(until)}, ${String(i)}`,
  );
  return `multiIf(${parts.join(', ')}, ${String(hours.length)})`;
}

/**
 * Every fact once, with whether it came too late and whether a greater revision of it is known. Almost all ids have
 * one row; only the others are taken together.
 */
function facts({ stream, measures, binder, range, within, knownAt, isPlain }: CellQuestion, only: string): string {
  const table = tableName(stream.name);
  const common = ['id', 'carrier', 'district', 'observed_at', 'tester'].filter((name) => name in stream.fields);
  const columns = [...new Set([...common, ...measures.flatMap(fieldsOf)])];
  const own = columns.map(quoted).join(', ');
  if (isPlain === true) return `SELECT ${own}, 0 AS is_late, 0 AS is_superseded FROM ${table} WHERE ${within}`;
  const merged = columns.filter((name) => name !== 'id' && name !== 'carrier').map(quoted);
  const hash = identityHash(stream);
  const suspects = `SELECT ${hash} FROM ${table} WHERE ${range} GROUP BY ${hash} HAVING count() > 1`;
  const late = (received: string): string =>
    knownAt === null ? '0' : `${received} > fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  return `
      SELECT ${own}, ${late('received_at')} AS is_late, 0 AS is_superseded FROM ${table} WHERE ${range} AND ${within} AND ${hash} NOT IN (${suspects}) AND ${only}
      UNION ALL
      SELECT * FROM (
      SELECT ${own}, is_late, NOT is_late AND row_number() OVER (PARTITION BY id, carrier, is_late ORDER BY revision DESC, observed_at DESC, content_hash) > 1 AS is_superseded
      FROM (
        SELECT id, carrier, content_hash, any(revision) AS revision, ${merged.map((column) => `any(${column}) AS ${column}`).join(', ')}, ${late('min(received_at)')} AS is_late
        FROM (SELECT *, content_hash FROM ${table} WHERE ${range} AND ${hash} IN (${suspects}))
        GROUP BY id, carrier, content_hash
      )
    )
    WHERE ${within} AND ${only}`;
}

function fieldsOf({ field, where }: SampleMeasure): readonly string[] {
  const others = Object.values(where).flatMap((one) => (one.kind === 'at_least' ? (one.of ?? []) : []));
  return [field, ...Object.keys(where), ...others];
}
