import type { Measure } from '../../store/measure.ts';
import type { Level, Name } from '../indicator.ts';
import type { Decimal } from '../plan.ts';

/** What makes a figure doubtful; a doubt never changes it. */
export type QualityRule = HistoryRule | CrossCheck | CityRule;

interface Common {
  readonly id: string;
  readonly name: Name;
  readonly notes?: string;
}

/** A report's figure against the reporter's own earlier ones; how far is too far says the profile. */
export interface HistoryRule extends Common {
  readonly kind: 'history';
  readonly of: Measure;
  /** A count that only grows: any fall is doubtful. */
  readonly cumulative: boolean;
  /** Whether a change far from the usual ones is doubtful. */
  readonly jumps: boolean;
  /** Factors by which a wrong unit is off, either way (10000: 万; 1000: Kbps for Mbps). */
  readonly slips: readonly number[];
}

/** Stocks that are added up over districts: a carrier's figure of the whole city beside those of districts is doubtful. */
export interface CityRule extends Common {
  readonly kind: 'city_beside_districts';
  readonly of: Measure;
}

/** One figure over another; outside the bounds both are doubtful. */
export interface CrossCheck extends Common {
  readonly kind: 'cross_check';
  readonly part: Measure;
  readonly whole: Measure;
  readonly levels: readonly Level[];
  /** Of `part` over `whole`, or with `ofMedian` of that over the median of all scopes of the level. */
  readonly atLeast?: Decimal;
  readonly atMost?: Decimal;
  readonly ofMedian: boolean;
}
