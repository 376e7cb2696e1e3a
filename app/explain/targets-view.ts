import type { Indicator } from '../../indicators/indicator.ts';
import { asksForMore, satisfies } from '../../indicators/judging/comparison.ts';
import type { Needed } from '../../indicators/judging/needed.ts';
import { neededFor } from '../../indicators/judging/needed.ts';
import type { Comparison } from '../../indicators/plan.ts';
import type { Rational } from '../../indicators/rational.ts';
import { add, fromText, rational, subtract, toFixed } from '../../indicators/rational.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Text } from '../terminal/language.ts';
import { NUMBER_PLACES, showGap, showNumber, showTarget, showValue } from '../../api/numbers.ts';
import { outlookLines } from '../showing/outlook-words.ts';
import { describeGaps } from '../showing/scorecard-reasons.ts';
import { targetCell } from '../showing/scorecard-view.ts';
import { paintVerdict } from '../showing/verdict-words.ts';
import type { View } from '../showing/view.ts';
import { COMMITMENT_WORDS, COMPARISON_SIGNS, RULE_WORDS } from '../../api/words.ts';

/** Each target with its verdict, the rule that fired, what that rests on, and what would have to change. */
export function showTargets(view: View, verdicts: readonly Verdict[]): void {
  const { terminal } = view;
  const { paint } = terminal;
  for (const one of verdicts) {
    const { target, plan, rule } = one;
    const commitment = terminal.say(COMMITMENT_WORDS[target.commitment]);
    const due = target.due === null ? '' : `  ${target.due}`;
    terminal.print(
      `  ${commitment}${commitment === '' ? '' : ' '}${targetCell(one, terminal)}${due}  ${paintVerdict(terminal, one.verdict)}  ${terminal.say(RULE_WORDS[rule])}`,
    );
    terminal.print(`    ${paint.dim(`《${plan.title.zh}》${target.clause}：${target.text}`)}`);
    for (const line of lines(view, one)) terminal.print(`    ${line}`);
  }
}

function lines(view: View, one: Verdict): readonly string[] {
  const { terminal } = view;
  return [
    ...standing(one).map((text) => terminal.say(text)),
    ...outlookLines(one, terminal),
    ...(one.missing.length === 0
      ? []
      : [`${terminal.say({ zh: '缺', en: 'missing' })}: ${describeGaps(view, one.missing)}`]),
    ...neededFor(one).map((needed) => terminal.paint.yellow(terminal.say(neededText(needed, one)))),
  ];
}

function standing({ gap, milestone, atDue, target, value, line, rule, riskyOn }: Verdict): readonly Text[] {
  const { unit } = value.indicator;
  const sign = COMPARISON_SIGNS[target.comparison];
  const texts: Text[] = [];
  if (milestone !== undefined) {
    const [zh, en] = [showTarget(milestone.value, unit, 'zh'), showTarget(milestone.value, unit, 'en')];
    texts.push({
      zh: `阶段目标 ${milestone.date}：${sign} ${zh}`,
      en: `milestone of ${milestone.date}: ${sign} ${en}`,
    });
  }
  if (line !== undefined) {
    const [by, off] = [showValue(line.value, unit), showGap(line.tolerance, unit, 'en')];
    texts.push({
      zh: `直线 ${line.day}：${by}，容差 ${showGap(line.tolerance, unit, 'zh')}`,
      en: `the line on ${line.day}: ${by}, tolerance ${off}`,
    });
  }
  if (rule === 'at_risk_lately' && riskyOn !== undefined)
    texts.push({ zh: `${riskyOn} 尚有风险`, en: `still at risk on ${riskyOn}` });
  if (atDue !== undefined && target.value !== null) {
    const shown = atDue.value === null ? '—' : showValue(atDue.value, unit, fromText(target.value));
    texts.push({ zh: `期限当日：${shown}`, en: `on the due date: ${shown}` });
  }
  if (gap !== null && gap.n > 0n)
    texts.push({ zh: `差 ${showGap(gap, unit, 'zh')}`, en: `short by ${showGap(gap, unit, 'en')}` });
  return texts;
}

/** `for the target to hold: numerator 9,640 → 9,800 (+160), all else as it is`. */
function neededText(
  { for: goal, part, of, now, bound, change, beyond }: Needed,
  { target: { comparison }, value: { indicator } }: Verdict,
): Text {
  const upward = part === 'samples' || asksForMore(comparison);
  const figure = beyond || part === 'samples' ? bound : holding(add(now, change), comparison, bound);
  const size = upward ? subtract(figure, now) : subtract(now, figure);
  const step = `${upward ? '+' : '−'}${showNumber(size)}`;
  const reached: Text = beyond
    ? {
        zh: `${upward ? '超过' : '低于'} ${showNumber(figure)}`,
        en: `${upward ? 'above' : 'below'} ${showNumber(figure)}`,
      }
    : { zh: showNumber(figure), en: showNumber(figure) };
  // Nobody knows what more samples will say; they only let it be judged.
  if (part === 'samples')
    return {
      zh: `要能评判：${of === undefined ? '' : `${of.zh}的`}样本数 ${showNumber(now)} → ${reached.zh}（${step}）`,
      en: `to be judged: samples${of === undefined ? '' : ` of ${of.en}`} ${showNumber(now)} → ${reached.en} (${step})`,
    };
  const rest = isLargest(indicator) && !upward ? NONE_ABOVE : ALL_ELSE;
  return {
    zh: `要${GOAL_WORDS[goal].zh}：${PART_WORDS[part].zh} ${showNumber(now)} → ${reached.zh}（${step}），${rest.zh}`,
    en: `for ${GOAL_WORDS[goal].en}: ${PART_WORDS[part].en} ${showNumber(now)} → ${reached.en} (${step}), ${rest.en}`,
  };
}

/** A figure in the digits that are shown; where rounding would undo what it is for, the last of them is moved on. */
function holding(figure: Rational, comparison: Comparison, bound: Rational): Rational {
  const shown = fromText(toFixed(figure, NUMBER_PLACES));
  if (satisfies(shown, comparison, bound)) return shown;
  return asksForMore(comparison) ? add(shown, LAST_DIGIT) : subtract(shown, LAST_DIGIT);
}

const LAST_DIGIT = rational(1n, 10n ** BigInt(NUMBER_PLACES));

function isLargest({ formula }: Indicator): boolean {
  return 'of' in formula && formula.of.kind === 'largest';
}

const ALL_ELSE: Text = { zh: '其余不变', en: 'all else as it is' };
/** Of many links the worst alone may come down in vain. */
const NONE_ABOVE: Text = { zh: '其余也都不高于此', en: 'and no other above it' };

const GOAL_WORDS: Readonly<Record<Needed['for'], Text>> = {
  target: { zh: '达到目标', en: 'the target to hold' },
  milestone: { zh: '达到阶段目标', en: 'the milestone to hold' },
};

const PART_WORDS: Readonly<Record<Exclude<Needed['part'], 'samples'>, Text>> = {
  numerator: { zh: '分子', en: 'numerator' },
  figure: { zh: '数量', en: 'figure' },
};
