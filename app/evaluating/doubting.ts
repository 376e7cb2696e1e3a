import type { Challenge } from '../../indicators/challenge.ts';
import { challenged } from '../../indicators/challenge.ts';
import type { Doubt } from '../../indicators/trust/doubt.ts';
import { isInForce } from '../../indicators/trust/doubt.ts';
import { doubtsOf, questioned } from '../../indicators/trust/doubts.ts';
import type { Place } from '../../indicators/scope.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { MoreDoubts } from './samples-and-ties.ts';

export type Flagging = (value: IndicatorValue) => IndicatorValue;

/** What speaks against the reports of each day. */
export function reportDoubts(found: Parameters<typeof doubtsOf>[0]): (asOf: string) => readonly Doubt[] {
  return onceEach(doubtsOf(found));
}

/** Each day is searched once. */
function onceEach(search: (day: string) => readonly Doubt[]): (day: string) => readonly Doubt[] {
  const byDay = new Map<string, readonly Doubt[]>();
  return (day) => {
    const doubts = byDay.get(day) ?? search(day);
    byDay.set(day, doubts);
    return doubts;
  };
}

interface Found {
  readonly place: Place;
  readonly ofReports: (asOf: string) => readonly Doubt[];
  readonly more: MoreDoubts;
  readonly challenges: readonly Challenge[];
}

/** What speaks against the figures of each day, and the flags that it sets on values. */
export function doubting({ place, ofReports, more, challenges }: Found): {
  /** Everything to be said on a day, of ties those too in whose place something else stands by now. */
  readonly doubtsOf: (asOf: string) => readonly Doubt[];
  /** What speaks against figures that count on a day. */
  readonly inForceOn: (asOf: string) => readonly Doubt[];
  readonly flagged: Flagging;
} {
  const besides = (asOf: string): readonly Doubt[] => [...ofReports(asOf), ...(more.samples.get(asOf) ?? [])];
  const inForceOn = onceEach((asOf) => [...besides(asOf), ...more.recorded.filter((doubt) => isInForce(doubt, asOf))]);
  return {
    inForceOn,
    doubtsOf: (asOf) => [...besides(asOf), ...more.recorded],
    flagged: (value) => challenged(questioned(value, inForceOn(value.asOf), place), challenges),
  };
}

export function flaggedVerdict(verdict: Verdict, flagged: Flagging): Verdict {
  return {
    ...verdict,
    value: flagged(verdict.value),
    ...(verdict.atDue === undefined ? {} : { atDue: flagged(verdict.atDue) }),
  };
}
