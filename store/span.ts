import type { Stream } from '../ingest/stream.ts';
import type { Measure } from './measure.ts';

/**
 * All dates of some measures of one stream at once. A measure's number at a day T, for a district and carrier, comes
 * from the spans with `from` ≤ T < `until`: their sum, or for a largest value their maximum.
 */
export interface SpanQuestion {
  readonly stream: Stream;
  readonly measures: readonly Measure[];
  /** IANA zone whose days are meant. */
  readonly zone: string;
  /** Only what was received by then (epoch milliseconds, inclusive); null: all there is. */
  readonly knownAt: number | null;
}

export interface Span {
  readonly district: string;
  readonly carrier: string;
  /** Which report it is (`fixed`, `resident_population` …); empty for streams without a subject. */
  readonly subject: string;
  /** First day on which the figures hold. */
  readonly from: string;
  /** First day on which they no longer hold; null: they still do. */
  readonly until: string | null;
  /** Exact decimal text per measure; null: no row of the report matched (only for largest values). */
  readonly values: readonly (string | null)[];
}
