import type { Name } from './indicator.ts';
import type { Decimal, Plan } from './plan.ts';

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

/** When a figure is doubtful; it is accepted and flagged all the same. */
export interface Plausibility {
  /** A change is a jump where it is this many deviations (median absolute deviation) off the usual one … */
  readonly deviations: number;
  /** … and off it by this share of the figure, so that a steady figure may move. */
  readonly change: number;
  /** Changes that must be known before one can be called unusual. */
  readonly history: number;
  /** Counts under this are too small for a jump: one more is half as many again. */
  readonly few: number;
  readonly limits: readonly Limit[];
}

/** The most that a measured field may plausibly hold. */
export interface Limit {
  readonly stream: string;
  readonly field: string;
  readonly atMost: Decimal;
  /** The factor of the unit that may have been taken for the right one (1000: Kbps for Mbps). */
  readonly slip?: number;
}

/** Where a profile says nothing. */
export const PLAUSIBILITY: Plausibility = { deviations: 6, change: 0.25, history: 4, few: 30, limits: [] };

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
  readonly plausibility: Plausibility;
}

/** The plans that a place follows, in its order; those that are not loaded are left out. */
export function plansOf(profile: Profile, plans: ReadonlyMap<string, Plan>): readonly Plan[] {
  return profile.plans.flatMap((id) => plans.get(id) ?? []);
}
