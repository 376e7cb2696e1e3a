import type { Measure, SampleMeasure } from '../store/measure.ts';
import type { DefinitionChange } from './definition-change.ts';

export const LEVELS = ['city', 'district', 'carrier', 'district_carrier'] as const;
export type Level = (typeof LEVELS)[number];

/** A name in both languages; the Chinese one is always shown. */
export interface Name {
  readonly zh: string;
  readonly en: string;
}

/** Words for people: in both languages, or in one alone where nobody has translated them. */
export type Remark = string | Name;

export function remarkIn(remark: Remark, language: keyof Name): string {
  return typeof remark === 'string' ? remark : remark[language];
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
  | ({ readonly kind: 'samples' } & SampleStatistic)
  | { readonly kind: 'index'; readonly components: readonly Component[]; readonly minimum: number }
  /** Needs figures from outside the carriers' feeds (a national rank); it has no value here. */
  | { readonly kind: 'external'; readonly reason: Remark };

export const STATISTICS = ['mean', 'geometric_mean'] as const;

/** A mean of samples; with parts of the day, the weighted mean of their means. */
export interface SampleStatistic {
  readonly of: SampleMeasure;
  readonly statistic: (typeof STATISTICS)[number];
  /** With fewer samples there is no value. */
  readonly minimum: number;
  /** 忙闲时加权: one for each part of the day that `of` tells apart, the other hours last. */
  readonly weights?: readonly DayPart[];
}

export interface DayPart {
  readonly name: Name;
  /** Exact decimal text. */
  readonly weight: string;
}

/** One thing of several that an index adds up: 0 points at `worst` and beyond, 100 at `best` and beyond. */
export interface Component {
  readonly id: string;
  readonly name: Name;
  readonly unit: Unit;
  readonly weight: string;
  readonly worst: string;
  readonly best: string;
  readonly of:
    | ({ readonly kind: 'mean' } & SampleStatistic)
    /** Samples that fulfil a condition out of all that count. */
    | { readonly kind: 'share'; readonly of: SampleMeasure };
}

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
  readonly notes?: Remark;
  /** What later versions changed; undefined: nothing yet. */
  readonly changes?: readonly DefinitionChange[];
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
