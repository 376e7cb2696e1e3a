import type { Measure, SampleMeasure } from '../store/measure.ts';

export const LEVELS = ['city', 'district', 'carrier', 'district_carrier'] as const;
export type Level = (typeof LEVELS)[number];

/** A name in both languages; the Chinese one is always shown. */
export interface Name {
  readonly zh: string;
  readonly en: string;
}

export const UNITS = ['ratio', 'per_10k', 'count', 'mbps', 'ms', 'tbps', 'pue', 'index', 'rank'] as const;
/** `ratio` is 0–1 in documents and metrics and per cent for people. */
export type Unit = (typeof UNITS)[number];

/** A day (YYYY-MM-DD) to compare with. */
export interface Based {
  readonly base: string;
  /**
   * A moment (RFC 3339, or a day: its end): the base's figures as they were known then, so that a target is not moved
   * by a late correction of last year. Without it they are those known at the same moment as the value's own.
   */
  readonly baseKnownAt?: string;
}

/** Measures combined into one number. */
export type Formula =
  | { readonly kind: 'ratio'; readonly numerator: Measure; readonly denominator: Measure }
  | { readonly kind: 'per_10k'; readonly numerator: Measure; readonly denominator: Measure }
  | { readonly kind: 'plain'; readonly of: Measure }
  | (Based & { readonly kind: 'difference'; readonly of: Measure })
  /** (T − base) / base, of one measure or of the quotient of two (a weighted mean). */
  | (Based & { readonly kind: 'growth'; readonly of: Measure; readonly per?: Measure })
  | { readonly kind: 'samples'; readonly of: SampleMeasure; readonly statistic: 'mean'; readonly minimum: number }
  /** Needs figures from outside the carriers' feeds (a national rank); it has no value here. */
  | { readonly kind: 'external'; readonly reason: string };

/** One definition of the catalogue: the prose of the document and the formula that carries it out. */
export interface Indicator {
  readonly id: string;
  readonly version: number;
  readonly name: Name;
  readonly unit: Unit;
  readonly levels: readonly Level[];
  /** Who defined it. */
  readonly authority: string;
  /** The plan whose document defines or first asks for it, and where. */
  readonly document: { readonly plan: string; readonly clause: string; readonly text: string };
  readonly formula: Formula;
  /** A share that may be above 1 (a coverage) is shown as it is and flagged `over_unity`. */
  readonly notes?: string;
  readonly examples: readonly Example[];
}

/** A worked example: messages (missing common fields are filled in) and the value they must give. */
export interface Example {
  readonly name: string;
  readonly asOf: string;
  readonly given: readonly {
    readonly stream: string;
    readonly messages: readonly Readonly<Record<string, unknown>>[];
  }[];
  readonly scope: { readonly district?: string; readonly carrier?: string };
  readonly expect: {
    readonly value: string | null;
    readonly numerator?: string;
    readonly denominator?: string;
    readonly reason?: string;
    readonly flags?: readonly string[];
  };
}
