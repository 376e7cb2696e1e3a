import type { Indicator } from '../indicators/indicator.ts';
import type { Failure } from '../store/failures.ts';
import type { Explanation } from './explain.ts';
import type { Contribution } from './explain-reports.ts';
import { failureText } from './failed-items.ts';
import { formulaText, workedText } from './formula-words.ts';
import { carrierName, districtName, indicatorName, scopeName } from './names.ts';
import { showNumber } from './numbers.ts';
import { outlookLines } from './outlook-words.ts';
import { describeGaps } from './scorecard-reasons.ts';
import { sampleLines } from './sample-words.ts';
import type { View } from './view.ts';
import { placeTitle, targetCell } from './scorecard-view.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';
import { valueText } from './values-view.ts';
import { paintVerdict } from './verdict-words.ts';
import { COMMITMENT_WORDS, FLAG_WORDS, RULE_WORDS } from './words.ts';

const REPORTS_SHOWN = 12;

/** What an indicator means, before any number. */
export function showDefinition(terminal: Terminal, indicator: Indicator): void {
  const { paint, language } = terminal;
  const { document, notes, formula, authority, version, id } = indicator;
  terminal.print(`${paint.bold(indicatorName(indicator, language))}  ${paint.dim(`${id} v${String(version)}`)}`);
  terminal.print(`  ${authority} · ${document.plan} · ${document.clause}`);
  terminal.print(`  “${document.text}”`);
  terminal.print(`  ${paint.cyan(terminal.say(formulaText(formula)))}`);
  if (notes !== undefined) terminal.print(`  ${paint.dim(notes)}`);
}

/** One number with all that it rests on. */
export function showExplanation(
  view: View,
  explanation: Explanation,
  { asOf, isDemo }: { asOf: string; isDemo: boolean },
): void {
  const { terminal, catalogue, profile } = view;
  const { paint, language } = terminal;
  const { value, scope, reports, gaps, failures, verdicts, queries } = explanation;
  const section = (zh: string, en: string): void => {
    terminal.print();
    terminal.print(paint.bold(terminal.say({ zh, en })));
  };
  terminal.print();
  terminal.print(placeTitle(view, { asOf, isDemo }));
  terminal.print(`  ${scopeName(catalogue, scope, { profile, language })}: ${paint.bold(valueText(value, terminal))}`);
  const worked = workedText(value);
  if (worked !== undefined) terminal.print(`  ${worked}`);
  for (const text of sampleLines(value)) terminal.print(`  ${terminal.say(text)}`);
  for (const flag of value.flags) terminal.print(`  ${paint.yellow(terminal.say(FLAG_WORDS[flag]))}`);

  if (verdicts.length > 0) section('目标与结论', 'Targets and verdicts');
  for (const one of verdicts) {
    const { target, plan, rule } = one;
    const commitment = terminal.say(COMMITMENT_WORDS[target.commitment]);
    const due = target.due === null ? '' : `  ${target.due}`;
    terminal.print(
      `  ${commitment}${commitment === '' ? '' : ' '}${targetCell(one, terminal)}${due}  ${paintVerdict(terminal, one.verdict)}  ${paint.dim(terminal.say(RULE_WORDS[rule]))}`,
    );
    for (const line of outlookLines(one, terminal)) terminal.print(`    ${line}`);
    terminal.print(`    ${paint.dim(`《${plan.title.zh}》${target.clause}：${target.text}`)}`);
  }

  if (reports.length > 0) section('依据的报表', 'The reports it rests on');
  if (reports.length > 0) showReports(view, reports);
  if (gaps.length > 0) {
    section('缺少的报表', 'Missing reports');
    terminal.print(`  ${describeGaps(view, gaps)}`);
  }
  if (failures.length > 0) {
    section('未通过验收、不计入的', 'Failed their acceptance, so not counted');
    showFailures(view, failures);
  }
  section('SQL', 'SQL');
  for (const { sql, params } of queries) {
    terminal.print(sql.replace(/^/gm, '  '));
    terminal.print(`  ${paint.dim(JSON.stringify(params))}`);
  }
}

function showFailures({ terminal, catalogue }: View, failures: readonly Failure[]): void {
  for (const { district, entity, observed, failed } of failures.slice(0, REPORTS_SHOWN)) {
    const name = districtName(catalogue, district, terminal.language);
    const why = failed.map((one) => failureText(one, terminal.language)).join('; ');
    terminal.print(`  ${name} ${entity.at(-1) ?? ''}  ${observed}  ${why}`);
  }
  showMore(terminal, failures.length - REPORTS_SHOWN);
}

function showMore(terminal: Terminal, more: number): void {
  if (more <= 0) return;
  const text = { zh: `+${String(more)}（--json 列出全部）`, en: `+${String(more)} (--json lists all)` };
  terminal.print(`  ${terminal.paint.dim(terminal.say(text))}`);
}

function showReports({ terminal, catalogue }: View, reports: readonly Contribution[]): void {
  const { paint, language } = terminal;
  const head = (zh: string, en: string): string => paint.dim(terminal.say({ zh, en }));
  const rows = reports
    .slice(0, REPORTS_SHOWN)
    .map((one) => [
      terminal.say(ROLES[one.role]),
      carrierName(catalogue, one.carrier, language),
      districtName(catalogue, one.district, language),
      one.subject === '' ? one.stream : `${one.stream}/${one.subject}`,
      one.reported,
      showNumber(one.value),
      one.counted ? '' : paint.dim(terminal.say({ zh: '未计入', en: 'not counted' })),
    ]);
  terminal.print(
    table(
      [
        { head: head('部分', 'part') },
        { head: head('运营商', 'carrier') },
        { head: head('区划', 'district') },
        { head: head('数据流', 'stream') },
        { head: head('报表日', 'reported') },
        { head: head('数量', 'contributes'), align: 'right' },
        { head: '' },
      ],
      rows,
    ),
  );
  showMore(terminal, reports.length - REPORTS_SHOWN);
}

const ROLES = {
  numerator: { zh: '分子', en: 'numerator' },
  denominator: { zh: '分母', en: 'denominator' },
  of: { zh: '数量', en: 'figure' },
  per: { zh: '除以', en: 'divided by' },
} as const;
