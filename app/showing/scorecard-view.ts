import { fromText } from '../../indicators/rational.ts';
import { levelOf } from '../../indicators/scope.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { DEMO_MARK } from '../evaluating/demo-mark.ts';
import { placeName, scopeName } from '../../api/names.ts';
import { showGap, showTarget, showValue, withUnit } from '../../api/numbers.ts';
import type { Scorecard } from './scorecard.ts';
import { showMatrix } from './scorecard-matrix.ts';
import { showReasons } from './scorecard-reasons.ts';
import { outlookColumns } from './outlook-words.ts';
import type { Column } from '../terminal/table.ts';
import { fitted } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { countVerdicts, paintVerdict } from './verdict-words.ts';
import type { View } from './view.ts';
import { COMPARISON_SIGNS, DERIVED_NOTE } from '../../api/words.ts';

/** A place's scorecard: a table for each plan, then why, then how many of each verdict. */
export function showScorecard(
  { terminal, catalogue }: Omit<View, 'profile'>,
  { profile, asOf, verdicts, failures }: Scorecard,
  isDemo: boolean,
): void {
  const view = { terminal, catalogue, profile };
  const { paint } = terminal;
  const name = placeName(profile, terminal.language);
  if (verdicts.length === 0) {
    terminal.print(
      terminal.say({ zh: `${name}：这一层级没有目标。`, en: `${name}: there are no targets at this level.` }),
    );
    return;
  }
  if (verdicts.every(({ value }) => value.value === null)) {
    terminal.print(
      terminal.say({ zh: `${name}：截至 ${asOf} 没有任何数据。`, en: `${name}: there are no data as of ${asOf}.` }),
    );
    return;
  }
  terminal.print(placeTitle(view, { asOf, isDemo }));
  for (const [plan, own] of byPlan(verdicts)) {
    terminal.print();
    terminal.print(planTitle(terminal, plan));
    const cells = own.filter(({ scope }) => levelOf(scope) === 'district_carrier');
    const gridded = new Set(cells.length > MATRIX_FROM ? cells.map(({ target }) => target.indicator) : []);
    const inMatrix = ({ target, scope }: Verdict): boolean =>
      gridded.has(target.indicator) && scope.district !== undefined;
    showRows(
      view,
      own.filter((one) => !inMatrix(one)),
    );
    for (const indicator of gridded) {
      const cells = own.filter((one) => inMatrix(one) && one.target.indicator === indicator);
      const dues = [...new Set(cells.map(({ target }) => target.due))].sort();
      for (const due of dues)
        showMatrix(
          view,
          cells.filter(({ target }) => target.due === due),
        );
    }
    showReasons(view, own, failures);
  }
  terminal.print();
  terminal.print(
    `${paint.bold(String(verdicts.length))} ${terminal.say({ zh: '个目标', en: 'targets' })}: ${countVerdicts(terminal, verdicts)}`,
  );
}

const MATRIX_FROM = 12;

export function placeTitle({ terminal, profile }: View, { asOf, isDemo }: { asOf: string; isDemo: boolean }): string {
  const { paint } = terminal;
  const day = terminal.say({ zh: `截至 ${asOf}`, en: `as of ${asOf}` });
  const mark = isDemo ? `  ${paint.inverse(` ${terminal.say(DEMO_MARK)} `)}` : '';
  return `${paint.bold(placeName(profile, terminal.language))}  ${day}${mark}`;
}

export function planTitle({ paint, language }: Terminal, { title, number }: Plan): string {
  const name = language === 'zh' ? `《${title.zh}》` : `《${title.zh}》 ${title.en}`;
  return paint.underline(`${name}${number === null ? '' : `  ${number}`}`);
}

/** One row a target; the name of an indicator is not repeated down the table. */
export function showRows(view: View, verdicts: readonly Verdict[], indent?: string): void {
  if (verdicts.length === 0) return;
  const { terminal, catalogue, profile } = view;
  const { paint, language } = terminal;
  let last = '';
  const ahead = outlookColumns(verdicts, terminal);
  const rows = verdicts.map((one, i) => {
    const { name, id } = one.value.indicator;
    const title = id === last ? '' : language === 'zh' ? name.zh : `${name.zh}\n${paint.dim(name.en)}`;
    last = id;
    const mark = one.derived ? '*' : '';
    return [
      title,
      `${scopeName(catalogue, one.scope, { profile, language })}${mark}`,
      valueCell(one, terminal),
      targetCell(one, terminal),
      one.target.due ?? '',
      paintVerdict(terminal, one.verdict),
      gapCell(one, terminal),
      ...ahead.map(({ cells }) => cells[i] ?? ''),
    ];
  });
  const head = (zh: string, en: string): string => paint.dim(terminal.say({ zh, en }));
  const columns: readonly Column[] = [
    { head: head('指标', 'indicator') },
    { head: head('对象', 'whom') },
    { head: head('数值', 'value'), align: 'right' },
    { head: head('目标', 'target') },
    { head: head('期限', 'due') },
    { head: head('结论', 'verdict') },
    { head: head('差距', 'short by'), align: 'right' },
    ...ahead.map(({ title }) => ({ head: paint.dim(terminal.say(title)), align: 'right' as const })),
  ];
  terminal.print(fitted(columns, rows, { indent, most: terminal.width, optional: ahead.length }));
  if (verdicts.some(({ derived }) => derived)) terminal.print(`  ${paint.dim(terminal.say(DERIVED_NOTE))}`);
}

function valueCell({ value, target }: Verdict, { language }: Terminal): string {
  const { unit } = value.indicator;
  if (value.value === null) return '—';
  const bound = target.value === null ? undefined : fromText(target.value);
  return unit === 'ratio'
    ? showValue(value.value, unit, bound)
    : withUnit(showValue(value.value, unit, bound), unit, language);
}

export function targetCell({ target, value }: Verdict, { language }: Terminal): string {
  if (target.value === null) return '—';
  return `${COMPARISON_SIGNS[target.comparison]} ${showTarget(target.value, value.indicator.unit, language)}`;
}

function gapCell({ gap, value, verdict }: Verdict, { language }: Terminal): string {
  if (gap === null || gap.n <= 0n) return verdict === 'missed' && gap !== null ? '0' : '';
  return showGap(gap, value.indicator.unit, language);
}

export function byPlan<T extends { readonly plan: Plan }>(verdicts: readonly T[]): ReadonlyMap<Plan, readonly T[]> {
  const plans = new Map<Plan, T[]>();
  for (const verdict of verdicts) {
    const own = plans.get(verdict.plan);
    if (own === undefined) plans.set(verdict.plan, [verdict]);
    else own.push(verdict);
  }
  return plans;
}
