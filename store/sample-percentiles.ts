import type { Asker, Row } from './asker.ts';
import type { ArrivedDay } from './day-ranges.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { BEFORE_BINS, placeOfBin } from './sample-bins.ts';
import { settledCells } from './sample-buckets.ts';
import { bucketsTable } from './sample-tables.ts';
import type { SampleQuestion } from './samples.ts';
import { TENTHS } from './samples.ts';

/** A scope of a measure with the bins among whose amounts its percentiles lie, one for each of `TENTHS`. */
export interface BinnedScope {
  /** The measure's place in the question. */
  readonly measure: number;
  /** Empty for all of them; so is `carrier`. */
  readonly district: string;
  readonly carrier: string;
  readonly targets: readonly BinTarget[];
}

/** The `count` amounts of the bins from `first` on and before `end`; the one at `place` in their order is sought. */
export interface BinTarget {
  readonly first: number;
  readonly end: number;
  readonly place: number;
  readonly count: number;
}

/** The amount sought, and the next. */
export type Neighbours = readonly [low: number, high: number];

interface BinQuestion {
  readonly settled: readonly ArrivedDay[];
  readonly scopes: readonly BinnedScope[];
}

/**
 * The neighbours for each target of each scope, from the amounts of its bins alone; undefined where the buckets are no
 * longer those that were counted.
 */
export async function readNeighbours(
  asker: Asker,
  question: SampleQuestion,
  { settled, scopes }: BinQuestion,
): Promise<readonly (readonly Neighbours[])[] | undefined> {
  if (scopes.length === 0) return [];
  const rows = await asker.ask(compileNeighbours(question, { settled, scopes }));
  const found = new Map(rows.map(([scope, amounts]) => [Number(scope), amounts as readonly Row[]]));
  const neighbours: readonly (readonly (Neighbours | undefined)[])[] = scopes.map(({ targets }, scope) => {
    const own = found.get(scope) ?? [];
    return targets.map(({ count }, i) => {
      const [counted, low, high] = (own[i] ?? []).map(Number);
      return counted === count && low !== undefined && high !== undefined ? ([low, high] as const) : undefined;
    });
  });
  const isKnown = (own: readonly (Neighbours | undefined)[]): own is readonly Neighbours[] => !own.includes(undefined);
  return neighbours.every(isKnown) ? neighbours : undefined;
}

function compileNeighbours(question: SampleQuestion, { settled, scopes }: BinQuestion): CompiledQuery {
  const binder = new Binder();
  const asked = [...new Set(scopes.map(({ measure }) => measure))];
  const measures = asked.flatMap((measure) => question.measures[measure] ?? []);
  const targets = aimedAt(scopes, { asked, binder });
  // A scope's targets have two bounds each.
  const ofScopes = WIDER.map((_, wider) => {
    const bound = (i: number, end: number): string =>
      `before[bounds[${String((wider * TENTHS.length + i) * 2 + end)}]]`;
    const slices = TENTHS.map((_, i) => `arraySlice(amounts, ${bound(i, 1)} + 1, ${bound(i, 2)} - ${bound(i, 1)})`);
    return `(scopes[${String(wider + 1)}], ${slices.join(', ')})`;
  });
  const columns = ['district', 'carrier', 'first_bin', 'amounts', BEFORE_BINS];
  const cells = settledCells({ ...question, measures }, { settled, binder, columns });
  const sorted = TENTHS.map((_, i) => `arraySort(groupArrayArray(of_scope.${String(i + 2)})) AS sorted_${String(i)}`);
  const places = binder.bind(
    'Array(UInt64)',
    scopes.flatMap((scope) => scope.targets.map(({ place }) => place)),
  );
  const found = TENTHS.map((_, i) => {
    const amounts = `sorted_${String(i)}`;
    const place = `${places}[scope * ${String(TENTHS.length)} + ${String(i + 1)}]`;
    return `(length(${amounts}), ${amounts}[${place} + 1], ${amounts}[least(${place} + 2, length(${amounts}))])`;
  });
  const sql = `SELECT scope, [${found.join(', ')}]
FROM (
  SELECT of_scope.1 AS scope, ${sorted.join(', ')}
  FROM (
    SELECT arrayMap(bin -> ${placeOfBin('bin')}, bins) AS bounds, arrayJoin([${ofScopes.join(', ')}]) AS of_scope
    FROM (${cells}) AS cells
    ANY LEFT JOIN (${targets}) AS targets USING (m, district, carrier)
  )
  GROUP BY scope
)`;
  return { sql, params: binder.params, tables: [bucketsTable(question.stream)] };
}

/** The scopes that a cell of a district and carrier counts in. */
const WIDER: readonly ((cell: BinnedScope) => readonly [district: string, carrier: string])[] = [
  ({ district, carrier }) => [district, carrier],
  ({ district }) => [district, ''],
  ({ carrier }) => ['', carrier],
  () => ['', ''],
];

/** SQL: of each cell the scopes that it counts in, and which bins they need. */
function aimedAt(
  scopes: readonly BinnedScope[],
  { asked, binder }: { asked: readonly number[]; binder: Binder },
): string {
  const key = (measure: number, district: string, carrier: string): string => [measure, district, carrier].join(' ');
  const places = new Map(scopes.map(({ measure, district, carrier }, i) => [key(measure, district, carrier), i]));
  const cells = scopes.filter(({ district, carrier }) => district !== '' && carrier !== '');
  const wider = cells.map((cell) => WIDER.map((of) => places.get(key(cell.measure, ...of(cell))) ?? 0));
  const columns = {
    m: binder.bind(
      'Array(UInt16)',
      cells.map(({ measure }) => asked.indexOf(measure)),
    ),
    district: binder.bind(
      'Array(String)',
      cells.map(({ district }) => district),
    ),
    carrier: binder.bind(
      'Array(String)',
      cells.map(({ carrier }) => carrier),
    ),
    scopes: binder.bind('Array(Array(UInt32))', wider),
    bins: binder.bind(
      'Array(Array(UInt16))',
      wider.map((own) =>
        own.flatMap((scope) => scopes[scope]?.targets.flatMap(({ first, end }) => [first, end]) ?? []),
      ),
    ),
  };
  const names = Object.keys(columns).map((name, i) => `target.${String(i + 1)} AS ${name}`);
  return `SELECT ${names.join(', ')} FROM (SELECT arrayJoin(arrayZip(${Object.values(columns).join(', ')})) AS target)`;
}
