import type { Name } from '../indicators/indicator.ts';

/** One exported name: what it counts or measures, in what, and by which labels it is told apart. */
export interface Metric {
  readonly type: 'gauge' | 'counter' | 'histogram';
  /** `1` is a plain number; `indicator` is the unit of the indicator, in the label `unit` of its value. */
  readonly unit: 'ratio' | 'seconds' | 'messages' | 'series' | 'indicator' | '1';
  readonly help: Name;
  /** In the order in which they are written; a label without a value is left out. */
  readonly labels: readonly string[];
}

/** A metric that only carries names: its labels are what it says, and its value is always 1. */
export function info<const Labels extends readonly string[]>(
  labels: Labels,
  { zh, en }: Name,
): Metric & { readonly labels: Labels } {
  return { type: 'gauge', unit: '1', help: { zh, en: `${en}; always 1.` }, labels };
}

/** Whom a number is about; `district` is the Chinese name of `district_code`. */
const SCOPE_LABELS = ['level', 'city', 'district_code', 'district', 'carrier'] as const;
export const VALUE_LABELS = ['indicator', ...SCOPE_LABELS] as const;
/** `derived` is `true` where no document prints the cell and the whole's target is held against a part. */
export const TARGET_LABELS = ['plan', 'target', ...VALUE_LABELS, 'derived'] as const;
/** A watched city, or the one district of a city that is watched. */
export const PLACE_LABELS = ['profile', 'city', 'district_code'] as const;
/** Whose reports are meant; without a district: the city's own. */
export const REPORTER_LABELS = ['city', 'district_code', 'district', 'stream', 'subject', 'carrier'] as const;
