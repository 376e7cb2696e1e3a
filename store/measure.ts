/**
 * What the store can be asked: one number per district and carrier, at any date.
 * A measure says nothing of targets or formulas; those combine measures.
 */
export type Measure = CountMeasure | SumMeasure | LargestMeasure;

interface Common {
  readonly stream: string;
  readonly where: Filter;
  /** How a city's or district's number comes from its carriers' and districts' (default `sum`). */
  readonly across?: Across;
}

/** Entities of an inventory that fulfil the filter. */
export interface CountMeasure extends Common {
  readonly kind: 'count';
}

/** Σ field (× `times`) over the rows of the latest reports, or over the completed periods of a flow. */
export interface SumMeasure extends Common {
  readonly kind: 'sum';
  readonly field: string;
  readonly times?: string;
}

/** The greatest value of a field over the rows of the latest reports (the worst link, the worst data centre). */
export interface LargestMeasure extends Common {
  readonly kind: 'largest';
  readonly field: string;
}

/** The distribution of a measured field over the `windowDays` days that end at a date. */
export interface SampleMeasure {
  readonly kind: 'samples';
  readonly stream: string;
  readonly field: string;
  readonly where: Filter;
  readonly windowDays: number;
  /** The sums are of the natural logarithms; samples of 0 have none and are left out. */
  readonly logarithms?: true;
  /** The sums are of 1 for a sample whose field fulfils this and of 0 for any other, so that their mean is the share. */
  readonly share?: Threshold;
  /** Of one tester's samples of a day and carrier, at most this many count. */
  readonly perTesterPerDay?: number;
  /** Parts of the day that are summed apart; an hour in none of them belongs to the last, which names none. */
  readonly hours?: readonly HourSpan[];
}

/** Whole hours of the day: `from` ≤ hour < `until`. */
export interface HourSpan {
  readonly from: number;
  readonly until: number;
}

/**
 * - `sum`: every district's and carrier's part, and the city's own where a figure exists only for the city.
 * - `largest_carrier`: per district the `authority` report where there is one, else the largest of the carriers'
 *   (they count the same homes); the city adds its districts. Marked `lower_bound`.
 * - `city_else_districts`: the authority's report for the city where there is one, else the sum of its districts;
 *   it has no carrier dimension and serves every carrier whole.
 */
export type Across = 'sum' | 'largest_carrier' | 'city_else_districts';

/** All of the conditions must hold; the key is a field of the stream or of its rows. */
export type Filter = Readonly<Record<string, Condition>>;

/**
 * - a word or a list of words: the field is one of them.
 * - `at_least`: the field is that number (decimal text keeps it exact) or more; with `of`, that share of another field.
 * - `at_most`: the field is that number or less; only of a field that is there, since an absent one counts as nought.
 * - `from`: the field's moment is that day or later.
 */
export type Condition =
  | { readonly kind: 'one_of'; readonly words: readonly string[] }
  | { readonly kind: 'at_least'; readonly bound: string; readonly of?: string }
  | { readonly kind: 'at_most'; readonly bound: string }
  | { readonly kind: 'from'; readonly day: string };

export type Threshold = Extract<Condition, { readonly kind: 'at_least' | 'at_most' }>;
