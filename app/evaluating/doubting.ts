import type { Challenge } from '../../indicators/challenge.ts';
import { challenged } from '../../indicators/challenge.ts';
import type { Doubt } from '../../indicators/trust/doubt.ts';
import { isInForce } from '../../indicators/trust/doubt.ts';
import { doubtsOn, questioned } from '../../indicators/trust/doubts.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { MoreDoubts } from './samples-and-ties.ts';

export type Flagging = (value: IndicatorValue) => IndicatorValue;

type Found = Omit<Parameters<typeof doubtsOn>[0], 'asOf'> & {
  readonly more: MoreDoubts;
  readonly challenges: readonly Challenge[];
};

/** What speaks against the figures of each day, and the flags that it sets on values; each day is searched once. */
export function doubting({ more, challenges, ...found }: Found): {
  /** Everything to be said on a day, of ties those too in whose place something else stands by now. */
  readonly doubtsOf: (asOf: string) => readonly Doubt[];
  /** What speaks against figures that count on a day. */
  readonly inForceOn: (asOf: string) => readonly Doubt[];
  readonly flagged: Flagging;
} {
  const recorded = new Set(more.recorded);
  const byDay = new Map<string, readonly Doubt[]>();
  const inForceOn = (asOf: string): readonly Doubt[] => {
    const known = byDay.get(asOf) ?? [
      ...doubtsOn({ ...found, asOf }),
      ...(more.samples.get(asOf) ?? []),
      ...more.recorded.filter((doubt) => isInForce(doubt, asOf)),
    ];
    byDay.set(asOf, known);
    return known;
  };
  return {
    inForceOn,
    doubtsOf: (asOf) => [...inForceOn(asOf).filter((doubt) => !recorded.has(doubt)), ...recorded],
    flagged: (value) => challenged(questioned(value, inForceOn(value.asOf), found.place), challenges),
  };
}

export function flaggedVerdict(verdict: Verdict, flagged: Flagging): Verdict {
  return {
    ...verdict,
    value: flagged(verdict.value),
    ...(verdict.atDue === undefined ? {} : { atDue: flagged(verdict.atDue) }),
  };
}
