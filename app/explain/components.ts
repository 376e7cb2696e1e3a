import type { ComponentValue } from '../../indicators/values/index-value.ts';
import type { Rational } from '../../indicators/rational.ts';
import { multiply, subtract } from '../../indicators/rational.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';

/** A component of an index, then and now. */
export interface ComponentDiff extends Pick<ComponentValue, 'id' | 'name' | 'weight'> {
  readonly before: Scored;
  readonly after: Scored;
  /** Of the weighted score: these add up to the change of the index. Null where one of the two had too few samples. */
  readonly change: Rational | null;
}

export type Scored = Pick<ComponentValue, 'score' | 'count'>;

/** What a component is where no sample at all was there. */
const NOTHING: Scored = { score: null, count: 0 };

/** Nothing for what is no index. */
export function componentsDiff(before: IndicatorValue, after: IndicatorValue): readonly ComponentDiff[] {
  const [old, now] = [before, after].map(({ index }) => index?.components);
  return (now ?? old ?? []).map(({ id, name, weight }) => {
    const [was, is] = [old, now].map((all) => all?.find((one) => one.id === id) ?? NOTHING) as [Scored, Scored];
    const change = was.score === null || is.score === null ? null : multiply(weight, subtract(is.score, was.score));
    return { id, name, weight, before: was, after: is, change };
  });
}
