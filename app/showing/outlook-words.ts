import type { Method } from '../../indicators/judging/forecast.ts';
import type { Rational } from '../../indicators/rational.ts';
import { fromText } from '../../indicators/rational.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Text } from '../terminal/language.ts';
import { showGap, showValue } from '../../api/numbers.ts';
import type { Terminal } from '../terminal/terminal.ts';

const METHOD_WORDS: Readonly<Record<Method, Text>> = {
  linear_trend: { zh: '直线趋势', en: 'straight trend' },
  plan_curve_trend: { zh: '按计划进度的趋势', en: "trend over the plan's own curve" },
};

/** What is to be expected of a target that is not due yet, and how fast it moves and would have to. */
export function outlookLines(verdict: Verdict, terminal: Terminal): readonly string[] {
  return [...forecastLine(verdict, terminal), ...paceLine(verdict, terminal)];
}

/** Of the targets that are not due yet, a column each: what weighs least stands last, where it may be left out. */
export function outlookColumns(
  verdicts: readonly Verdict[],
  terminal: Terminal,
): readonly { readonly title: Text; readonly cells: readonly string[] }[] {
  const cells = (cell: (verdict: Verdict) => string): readonly string[] =>
    verdicts.map((verdict) => ((verdict.pace.daysLeft ?? 0) > 0 ? cell(verdict) : ''));
  const perMonth = (of: Rational | undefined, { value }: Verdict): string =>
    of === undefined ? '' : showGap(of, value.indicator.unit, terminal.language);
  return [
    { title: { zh: '预计到期', en: 'forecast' }, cells: cells(forecastCell) },
    {
      title: { zh: '每月还需', en: 'needs a month' },
      cells: cells((one) => perMonth(one.pace.requiredPerMonth, one)),
    },
    { title: { zh: '至今每月', en: 'so far a month' }, cells: cells((one) => perMonth(one.pace.perMonth, one)) },
  ].filter((column) => column.cells.some((cell) => cell !== ''));
}

/** `97.95% (97.10–98.40)`. */
function forecastCell({ forecast, target, value }: Verdict): string {
  if (forecast === undefined) return '';
  const bound = target.value === null ? undefined : fromText(target.value);
  const [at, low, high] = [forecast.atDue, forecast.low, forecast.high].map((number) =>
    showValue(fromText(String(number)), value.indicator.unit, bound),
  );
  return `${at ?? ''} (${low?.replace(/%$/, '') ?? ''}–${high?.replace(/%$/, '') ?? ''})`;
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
