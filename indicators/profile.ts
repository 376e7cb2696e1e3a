import type { Name } from './indicator.ts';

/** How often a stream is reported; `standing` inventories and samples are due but never stale. */
export type Cadence = 'month' | 'quarter' | 'year' | 'standing';

/** Who must report a stream (and subject) for which districts, how often and by when. */
export interface Duty {
  readonly stream: string;
  readonly subject?: string;
  readonly carriers: readonly string[];
  /** `each`: every district; `city_or_each`: the city's own figure, or else every district. */
  readonly districts: 'each' | 'city_or_each';
  readonly every: Cadence;
  /** The report is due this many days after its period ended (10: by the 10th of the next month). */
  readonly dueDay: number;
  /**
   * `authority`: where the authority has reported the stream and subject for a district and period,
   * its report replaces the carriers', and none of them is missing there.
   */
  readonly unless?: 'authority';
}

/** A city, or one district of it, that is watched: its reporters, duties, time zone and plans. */
export interface Profile {
  readonly id: string;
  readonly name: Name;
  /** City code. */
  readonly city: string;
  /** Set where a single district is watched: then its city has no figures of its own here. */
  readonly district?: string;
  readonly zone: string;
  /** Codes of the districts in force. */
  readonly districts: readonly string[];
  readonly carriers: readonly string[];
  readonly duties: readonly Duty[];
  readonly plans: readonly string[];
}
