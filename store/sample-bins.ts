/**
 * A grid over all amounts that is the same on every day, so that counts of its bins add up to those of a window. A bin
 * is named by the first bits of the binary number: its exponent and five bits more, which makes 32 bins from 1 to
 * 2, from 2 to 4 and so on. What is below 2⁻¹⁰ or above 2²⁰ lies in the first or last bin; there are no others.
 */
const CUT_BITS = 47;
const BINS_PER_OCTAVE = 32;
const ZERO_EXPONENT = 1023;
const FIRST = (ZERO_EXPONENT - 10) * BINS_PER_OCTAVE;
const LAST = (ZERO_EXPONENT + 20) * BINS_PER_OCTAVE;

/** SQL: the bin of a number, counted from 0; a greater number never lies in a smaller bin. */
function bin(amount: string): string {
  const bits = `bitShiftRight(reinterpretAsInt64(${amount}), ${String(CUT_BITS)})`;
  return `toUInt16(greatest(least(${bits}, ${String(LAST)}), ${String(FIRST)}) - ${String(FIRST)})`;
}

/**
 * SQL: cells with their amounts in order of size, the bin of the smallest, and how many amounts lie in it and in each
 * bin after it up to that of the greatest.
 */
export function binned(cells: string): string {
  // Of each bin that has amounts: how many lie in it and before it.
  const ends = `arrayFilter(i -> i > 0, arrayPushBack(arrayMap(i -> toUInt64(i - 1), arrayFilter((i, step) -> step != 0, arrayEnumerate(bins), arrayDifference(bins))), length(bins)))`;
  const withGaps = `(gap, n) -> arrayPushBack(arrayWithConstant(greatest(gap, 1) - 1, toUInt32(0)), toUInt32(n))`;
  return `SELECT * EXCEPT (bins), bins[1] AS first_bin,
  arrayFlatten(arrayMap(${withGaps}, arrayDifference(arrayCompact(bins)), arrayPopFront(arrayDifference(arrayPushFront(${ends}, 0))))) AS bin_counts
FROM (
  SELECT *, arrayMap(x -> ${bin('x')}, amounts) AS bins
  FROM (SELECT * REPLACE (arraySort(amounts) AS amounts) FROM (${cells}))
)`;
}

/** SQL: cells of the same measure, district, carrier and part of the day as one, with its bins counted from 0. */
export function addedUp(cells: string, sums: readonly string[]): string {
  const columns = sums.map((name) => `sum(${name}) AS ${name}`);
  return `SELECT m, district, carrier, part, ${columns.join(', ')}, sumForEach(arrayConcat(arrayWithConstant(first_bin, toUInt32(0)), bin_counts)) AS bin_counts
FROM (${cells})
GROUP BY m, district, carrier, part`;
}

/** SQL: of all cells together, how many amounts lie before each bin (from the first) and after all, and how many there are. */
export const BIN_COUNTS = 'arrayPushFront(arrayCumSum(sumForEach(bin_counts)), 0) AS before, toInt64(before[-1]) AS n';

/**
 * SQL: for each of some tenths the bins among whose amounts the two lie between which so many tenths of the `n` amounts
 * end: the first, the one after the last, the place of the lesser among their amounts (from 0), how many these are; and
 * how far between the two.
 */
export function amongBins(tenths: readonly number[]): string {
  const steps = '(n - 1) * tenths';
  const ends = `arrayMap(tenths -> (${steps}, arrayLastIndex(i -> i <= intDiv(${steps}, 10), before), arrayFirstIndex(i -> i > least(n - 1, intDiv(${steps}, 10) + 1), before)), [${tenths.join(', ')}])`;
  return `arrayMap(to -> (to.2 - 1, to.3 - 1, intDiv(to.1, 10) - before[to.2], before[to.3] - before[to.2], to.1 % 10), ${ends})`;
}

/** SQL: of a cell, how many of its amounts lie before its first bin (none), before each bin after it, and before the end. */
export const BEFORE_BINS = 'arrayPushFront(arrayCumSum(bin_counts), 0) AS before';

/** SQL: where among these the number of a bin stands. */
export function placeOfBin(bin: string): string {
  return `least(greatest(toInt32(${bin}) - first_bin, 0) + 1, length(before))`;
}
