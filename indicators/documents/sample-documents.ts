import type { IndexParts } from '../values/index-value.ts';
import type { Name } from '../indicator.ts';
import { toNumber } from '../rational.ts';
import type { Sample, Waterfall } from '../values/sample-value.ts';
import type { Interval } from '../values/statistics.ts';

/** What a value of samples rests on, as outsiders read it. */
export interface SampleDocument extends Ends {
  readonly count: number;
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly waterfall: WaterfallDocument;
  /** The parts of the day that are weighted, the hours that none of them names last. */
  readonly parts?: readonly { readonly count: number; readonly mean: number | null; readonly weight: number }[];
}

export interface IndexDocument extends Ends {
  /** Districts whose intervals overlap share a rank; at no other level is there one. */
  readonly rank?: number;
  readonly components: readonly (Ends & {
    readonly id: string;
    readonly name: Name;
    readonly unit: string;
    readonly count: number;
    readonly value: number | null;
    /** 0–100. */
    readonly score: number | null;
    readonly weight: number;
    readonly waterfall?: WaterfallDocument;
  })[];
}

/** What came after the moment as known at which is asked is no part of a document: it would change as messages arrive. */
type WaterfallDocument = Omit<Waterfall, 'late'>;

/** A 95 % confidence interval. */
interface Ends {
  readonly ci_low: number | null;
  readonly ci_high: number | null;
}

export function toSampleDocument({ count, p10, p50, p90, interval, waterfall, parts }: Sample): SampleDocument {
  return {
    ...{ count, p10, p50, p90 },
    ...ends(interval),
    waterfall: toWaterfallDocument(waterfall),
    ...(parts === undefined
      ? {}
      : {
          parts: parts.map(({ count: own, mean, weight }) => ({
            count: own,
            mean: mean && toNumber(mean),
            weight: toNumber(weight),
          })),
        }),
  };
}

export function toIndexDocument({ components, interval, rank }: IndexParts): IndexDocument {
  return {
    ...ends(interval),
    ...(rank === undefined ? {} : { rank }),
    components: components.map((one) => ({
      ...{ id: one.id, name: one.name, unit: one.unit, count: one.count },
      value: one.value && toNumber(one.value),
      ...ends(one.interval),
      score: one.score && toNumber(one.score),
      weight: toNumber(one.weight),
      ...(one.waterfall === undefined ? {} : { waterfall: toWaterfallDocument(one.waterfall) }),
    })),
  };
}

function toWaterfallDocument({ received, late, ...steps }: Waterfall): WaterfallDocument {
  return { received: received - late, ...steps };
}

function ends(interval: Interval | null): Ends {
  return { ci_low: interval?.low ?? null, ci_high: interval?.high ?? null };
}
