import type { Stream } from '../ingest/stream.ts';
import { columnReference, condition } from './condition.ts';
import type { SampleMeasure } from './measure.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';

/** The distributions of some measures over the window of days that ends with `asOf`, for every scope of a place. */
export interface SampleQuestion {
  readonly stream: Stream;
  /** All of one window length. */
  readonly measures: readonly SampleMeasure[];
  readonly windowDays: number;
  /** The last day of the window (YYYY-MM-DD). */
  readonly asOf: string;
  readonly zone: string;
  readonly knownAt: number | null;
  /** District codes that make up the place. */
  readonly districts: readonly string[];
}

/** One scope's distributions; an empty district or carrier stands for all of them. */
export interface Distributions {
  readonly district: string;
  readonly carrier: string;
  readonly measures: readonly Distribution[];
}

export interface Distribution {
  readonly count: number;
  /** Exact decimal text. */
  readonly sum: string;
  readonly sumOfSquares: string;
  /** Linear interpolation between order statistics; null without samples. */
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

/**
 * One sample (carrier and id) counts once, in its greatest revision. A correction may have moved a sample out of the
 * window, so the few corrected rows before the window are read too; all others are pruned by the table's order.
 */
export function compileSamples({
  stream,
  measures,
  windowDays,
  asOf,
  zone,
  knownAt,
  districts,
}: SampleQuestion): CompiledQuery {
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const day = binder.bind('Date', asOf);
  const start = `toDateTime64(toString(${day} - ${binder.bind('UInt32', windowDays - 1)}), 9, ${bound})`;
  const end = `toDateTime64(toString(${day} + 1), 9, ${bound})`;
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const columns = measures.map((measure, i) => {
    const holds = condition(measure.where, columnReference(stream), binder);
    return `(${holds}) AND isNotNull(${quoted(measure.field)}) AS c${String(i)}, assumeNotNull(${quoted(measure.field)}) AS x${String(i)}`;
  });
  const carried = measures.flatMap((_, i) => [`c${String(i)}`, `x${String(i)}`]);
  const sql = `SELECT s.2 AS district, carrier, [${measures.map((_, i) => summary(`s.${String(2 * i + 3)}`, `s.${String(2 * i + 4)}`)).join(', ')}] AS measures
FROM (
  SELECT carrier, argMax((observed_at, district, ${carried.join(', ')}), (revision, observed_at, bitNot(content_hash))) AS s
  FROM (
    SELECT carrier, id, observed_at, revision, content_hash, district, ${columns.join(', ')}
    FROM ${tableName(stream.name)}
    WHERE observed_at < ${end} AND (observed_at >= ${start} OR revision > 0)${known}
  )
  GROUP BY carrier, id
)
WHERE s.1 >= ${start} AND s.2 IN ${binder.bind('Array(String)', districts)}
GROUP BY GROUPING SETS ((s.2, carrier), (s.2), (carrier), ())
ORDER BY district, carrier`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

function summary(holds: string, value: string): string {
  const quantiles = `quantilesExactInclusiveIf(0.1, 0.5, 0.9)(toFloat64(${value}), ${holds})`;
  const square = `toDecimal256(${value}, 18) * toDecimal256(${value}, 18)`;
  return `(countIf(${holds}), toString(sumIf(toDecimal256(${value}, 18), ${holds})), toString(sumIf(${square}, ${holds})), ${quantiles})`;
}
