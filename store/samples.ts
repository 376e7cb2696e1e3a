import type { Stream } from '../ingest/stream.ts';
import { midnight, shiftDay } from './day-ranges.ts';
import type { SampleMeasure } from './measure.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { amongBins, BIN_COUNTS } from './sample-bins.ts';
import { sampleCells } from './sample-cells.ts';
import { tableName } from './schema.ts';

/** The distributions of some measures over the window of days that ends with `asOf`, for every scope of a place. */
export interface SampleQuestion {
  readonly stream: Stream;
  /** All of one window length, and no two alike. */
  readonly measures: readonly SampleMeasure[];
  /** Those of the measures whose p10, p50 and p90 nobody asks for: these need every amount, all else its sums. */
  readonly sumsOnly?: ReadonlySet<SampleMeasure>;
  readonly windowDays: number;
  /** The last day of the window (YYYY-MM-DD). */
  readonly asOf: string;
  readonly zone: string;
  readonly knownAt: number | null;
  /** District codes that make up the place. */
  readonly districts: readonly string[];
}

/** One measure's distribution in one scope; an empty district or carrier stands for all of them. */
export interface Sampled {
  /** The measure's place in the question. */
  readonly measure: number;
  readonly district: string;
  readonly carrier: string;
  readonly distribution: Distribution;
}

/** `received` = late + superseded + thinned + count. */
export interface Distribution {
  readonly count: number;
  /** Facts that match, each once however often it was sent. */
  readonly received: number;
  /** Received only after the moment as known at which is asked. */
  readonly late: number;
  /** A greater revision is known. */
  readonly superseded: number;
  /** Beyond what one tester counts for in a day. */
  readonly thinned: number;
  /** One for each part of the day that the measure tells apart, in its order and then the other hours. */
  readonly parts: readonly Sums[];
  /** Of all that count; null without samples. */
  readonly p10: Between | null;
  readonly p50: Between | null;
  readonly p90: Between | null;
}

/** A percentile lies so many tenths of the way from one amount to the next; SQL would interpolate in binary fractions. */
export interface Between {
  readonly low: number;
  readonly high: number;
  readonly tenths: number;
}

/** Exact decimal text; of logarithms, where the measure asks for these. */
export interface Sums {
  readonly count: number;
  readonly sum: string;
  readonly sumOfSquares: string;
}

/**
 * Reads every fact of the window. One sample (carrier and id) counts once, in its greatest revision. A correction may
 * have moved a sample out of the window, so the few corrected rows before the window are read too.
 */
export function compileSamples({
  stream,
  measures,
  sumsOnly,
  asOf,
  knownAt,
  districts,
  ...window
}: SampleQuestion): CompiledQuery {
  const binder = new Binder();
  const zone = binder.bind('String', window.zone);
  const start = midnight(shiftDay(asOf, 1 - window.windowDays), zone, binder);
  const range = `observed_at < ${midnight(shiftDay(asOf, 1), zone, binder)} AND (observed_at >= ${start} OR revision > 0)`;
  const cells = sampleCells({
    ...{ stream, measures, sumsOnly, binder, zone, range, knownAt },
    within: `observed_at >= ${start}`,
  });
  const sql = summary(`SELECT *, 0 AS marks FROM (${cells})`, {
    measures,
    districts: binder.bind('Array(String)', districts),
  });
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

/**
 * SQL: the cells of all days added up for every scope. Cells with `marks` only tell how many days there are. Where their
 * amounts are given by bins alone, so is where the percentiles lie.
 */
export function summary(
  cells: string,
  { measures, districts, byBins = false }: { measures: readonly SampleMeasure[]; districts: string; byBins?: boolean },
): string {
  const parts = Math.max(...measures.map(({ hours = [] }) => hours.length + 1));
  const sums = Array.from({ length: parts }, (_, part) => {
    const own = parts === 1 ? '1' : `part = ${String(part)}`;
    return `(sumIf(used, ${own}), toString(sumIf(total, ${own})), toString(sumIf(squares, ${own})))`;
  });
  const { amounts, percentiles } = byBins ? BY_BINS : BY_SIZE;
  return `WITH ${amounts}
SELECT m, district, carrier, sum(received), sum(late), sum(superseded), sum(thinned), sum(used), [${sums.join(', ')}], if(n = 0, [], ${percentiles}), sum(marks)
FROM (${cells})
WHERE district IN ${districts} OR marks > 0
GROUP BY GROUPING SETS ((m, district, carrier), (m, district), (m, carrier), (m))
HAVING (district != '' OR grouping(district)) AND (carrier != '' OR grouping(carrier))
ORDER BY m, district, carrier`;
}

/** p10, p50 and p90. */
export const TENTHS: readonly number[] = [1, 5, 9];

const BY_SIZE = {
  amounts: 'arraySort(groupArrayArray(amounts)) AS ordered, toInt64(length(ordered)) AS n',
  percentiles: `[${TENTHS.map(between).join(', ')}]`,
};

const BY_BINS = { amounts: BIN_COUNTS, percentiles: amongBins(TENTHS) };

/** SQL: the two amounts of `ordered` between which so many tenths of the `n` amounts end, and how far between them. */
function between(tenths: number): string {
  const steps = `(n - 1) * ${String(tenths)}`;
  return `(ordered[intDiv(${steps}, 10) + 1], ordered[least(n, intDiv(${steps}, 10) + 2)], ${steps} % 10)`;
}
