import type { Indicator } from '../../indicators/indicator.ts';
import { remarkIn } from '../../indicators/indicator.ts';
import { exclusionsText } from './exclusion-words.ts';
import type { Explanation } from './explain.ts';
import { showFailures } from './failures-view.ts';
import { showReports } from './reports-view.ts';
import { showTargets } from './targets-view.ts';
import { formulaText, workedText } from './formula-words.ts';
import type { Text } from '../terminal/language.ts';
import { indicatorName, scopeName } from '../../api/names.ts';
import { describeGaps } from '../showing/scorecard-reasons.ts';
import { sampleLines } from './sample-words.ts';
import { placeTitle } from '../showing/scorecard-view.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { valueText } from '../showing/values-view.ts';
import type { View } from '../showing/view.ts';
import { FLAG_WORDS } from '../../api/words.ts';

/** What an indicator means, before any number. */
export function showDefinition(terminal: Terminal, indicator: Indicator): void {
  const { paint, language } = terminal;
  const { document, notes, formula, authority, version, id } = indicator;
  terminal.print(`${paint.bold(indicatorName(indicator, language))}  ${paint.dim(`${id} v${String(version)}`)}`);
  terminal.print(`  ${authority} · ${document.plan} · ${document.clause}`);
  terminal.print(`  “${document.text}”`);
  terminal.print(`  ${paint.cyan(terminal.say(formulaText(formula)))}`);
  if (notes !== undefined) terminal.print(`  ${paint.dim(remarkIn(notes, language))}`);
}

interface Shown {
  readonly asOf: string;
  readonly isDemo: boolean;
}

/** The place, the scope and the number, worked out. */
export function showNumberOf(view: View, { value, scope }: Explanation, shown: Shown): void {
  const { terminal, catalogue, profile } = view;
  const { paint, language } = terminal;
  terminal.print();
  terminal.print(placeTitle(view, shown));
  terminal.print(`  ${scopeName(catalogue, scope, { profile, language })}: ${paint.bold(valueText(value, terminal))}`);
  const worked = workedText(value);
  if (worked !== undefined) terminal.print(`  ${worked}`);
  for (const text of sampleLines(value)) terminal.print(`  ${terminal.say(text)}`);
  for (const flag of value.flags) terminal.print(`  ${paint.yellow(terminal.say(FLAG_WORDS[flag]))}`);
}

/** One number with all that it rests on. */
export function showExplanation(view: View, explanation: Explanation, shown: Shown): void {
  const { terminal } = view;
  const { reports, gaps, failures, verdicts, queries } = explanation;
  // Those of samples stand beside the number.
  const exclusions = explanation.exclusions.filter(({ thinned }) => thinned === undefined);
  showNumberOf(view, explanation, shown);
  if (verdicts.length > 0) {
    showSection(terminal, { zh: '目标与结论', en: 'Targets and verdicts' });
    showTargets(view, verdicts);
  }
  if (reports.length > 0) {
    showSection(terminal, { zh: '依据的报表', en: 'The reports it rests on' });
    showReports(view, reports);
  }
  if (exclusions.length > 0) {
    showSection(terminal, { zh: '从收到到采用', en: 'From what was received to what was used' });
    for (const one of exclusions) terminal.print(`  ${terminal.say(exclusionsText(one))}`);
  }
  if (gaps.length > 0) {
    showSection(terminal, { zh: '缺少的报表', en: 'Missing reports' });
    terminal.print(`  ${describeGaps(view, gaps)}`);
  }
  if (failures.length > 0) {
    showSection(terminal, { zh: '未通过验收、不计入的', en: 'Failed their acceptance, so not counted' });
    showFailures(view, failures);
  }
  showSection(terminal, { zh: 'SQL', en: 'SQL' });
  for (const { sql, params } of queries) {
    terminal.print(sql.replace(/^/gm, '  '));
    terminal.print(`  ${terminal.paint.dim(JSON.stringify(params))}`);
  }
}

export function showSection(terminal: Terminal, title: Text): void {
  terminal.print();
  terminal.print(terminal.paint.bold(terminal.say(title)));
}
