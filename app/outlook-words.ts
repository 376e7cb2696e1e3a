import type { Method } from '../indicators/forecast.ts';
import { fromText } from '../indicators/rational.ts';
import type { Verdict } from '../indicators/verdict.ts';
import type { Text } from './language.ts';
import { showGap, showValue } from '../api/numbers.ts';
import type { Terminal } from './terminal.ts';

const METHOD_WORDS: Readonly<Record<Method, Text>> = {
  linear_trend: { zh: '直线趋势', en: 'straight trend' },
  plan_curve_trend: { zh: '按计划进度的趋势', en: "trend over the plan's own curve" },
};

/** What is to be expected of a target that is not due yet, and how fast it moves and would have to. */
export function outlookLines(verdict: Verdict, terminal: Terminal): readonly string[] {
  return [...forecastLine(verdict, terminal), ...paceLine(verdict, terminal)];
}

function forecastLine({ forecast, target, value }: Verdict, terminal: Terminal): readonly string[] {
  if (forecast === undefined) return [];
  const { atDue, low, high, level, method, points } = forecast;
  const bound = target.value === null ? undefined : fromText(target.value);
  const show = (number: number): string => showValue(fromText(String(number)), value.indicator.unit, bound);
  const interval = `${show(low)} – ${show(high)}, ${String(100 * level)} %`;
  const how = terminal.say(METHOD_WORDS[method]);
  return [
    terminal.say({
      zh: `预计到期 ${show(atDue)}（${interval}；${how}，${String(points)} 期）`,
      en: `expected when due: ${show(atDue)} (${interval}; ${how} of ${String(points)} figures)`,
    }),
  ];
}

function paceLine({ pace, value }: Verdict, terminal: Terminal): readonly string[] {
  const { daysLeft, perMonth, requiredPerMonth } = pace;
  if (daysLeft === undefined) return [];
  const { unit } = value.indicator;
  const show = (of: typeof perMonth): string => (of === undefined ? '—' : showGap(of, unit, terminal.language));
  const days = String(daysLeft);
  return [
    terminal.say({
      zh: `还剩 ${days} 天；至今每月 ${show(perMonth)}，每月还需 ${show(requiredPerMonth)}`,
      en: `${days} days left; ${show(perMonth)} a month so far, ${show(requiredPerMonth)} a month from here`,
    }),
  ];
}
