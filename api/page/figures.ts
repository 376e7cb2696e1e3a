import { fromText } from '../../indicators/rational.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { showGap, showTarget, showValue, withUnit } from '../numbers.ts';
import { COMPARISON_SIGNS } from '../words.ts';

/** The value with its unit, in as many digits as tell it from its target. */
export function valueText({ value, target }: Verdict): string {
  const { unit } = value.indicator;
  if (value.value === null) return '—';
  const bound = target.value === null ? undefined : fromText(target.value);
  const shown = showValue(value.value, unit, bound);
  return unit === 'ratio' ? shown : withUnit(shown, unit, 'zh');
}

/** The target with its comparison, or bare where the column says which. */
export function targetText({ target, value }: Verdict, isBare = false): string {
  if (target.value === null) return '—';
  const shown = showTarget(target.value, value.indicator.unit, 'zh');
  return isBare ? shown : `${COMPARISON_SIGNS[target.comparison]} ${shown}`;
}

/** What is still short; empty where nothing is. */
export function gapText({ gap, value }: Verdict): string {
  return gap === null || gap.n <= 0n ? '' : showGap(gap, value.indicator.unit, 'zh');
}
