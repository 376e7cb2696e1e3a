import type { Task } from '../../indicators/plan.ts';
import { fromText } from '../../indicators/rational.ts';
import type { Occurrence, TaskVerdict } from '../../indicators/tasks.ts';
import type { Verdict, VerdictWord } from '../../indicators/judging/verdict.ts';
import type { Text } from '../terminal/language.ts';
import { scopeName } from '../../api/names.ts';
import { showValue } from '../../api/numbers.ts';
import { byPlan, placeTitle, planTitle, targetCell } from './scorecard-view.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { countVerdicts, paintVerdict } from './verdict-words.ts';
import type { View } from './view.ts';

/** A place's tasks under the headings of their documents: verdict, due date, units, the words, and what shows it. */
export function showTasks(
  view: View,
  tasks: readonly TaskVerdict[],
  { asOf, isDemo }: { asOf: string; isDemo: boolean },
): void {
  const { terminal } = view;
  const { paint } = terminal;
  terminal.print(placeTitle(view, { asOf, isDemo }));
  for (const [plan, own] of byPlan(tasks)) {
    terminal.print();
    terminal.print(planTitle(terminal, plan));
    let heading = '';
    for (const one of own) {
      const { task } = one;
      const here = `${task.clause}${task.group === null ? '' : `  ${task.group}`}`;
      if (here !== heading) terminal.print(`\n  ${paint.bold(here)}`);
      heading = here;
      showTask(view, one);
    }
    terminal.print();
    terminal.print(
      `  ${String(own.length)} ${terminal.say({ zh: '项任务', en: 'tasks' })}: ${countVerdicts(terminal, own)}`,
    );
  }
  terminal.print();
}

function showTask(view: View, one: TaskVerdict): void {
  const { terminal } = view;
  const { paint } = terminal;
  const { task } = one;
  const units = [
    ...(task.lead === null ? [] : [terminal.say({ zh: `牵头 ${task.lead}`, en: `lead ${task.lead}` })]),
    ...(task.responsible.length === 0
      ? []
      : [
          terminal.say({
            zh: `责任 ${task.responsible.join('、')}`,
            en: `responsible ${task.responsible.join('、')}`,
          }),
        ]),
  ];
  const head = [
    task.id,
    paintTask(terminal, one.verdict, one.rule === 'by_record'),
    terminal.say(dueWords(task)),
    ...units,
  ];
  terminal.print(`  ${paint.dim('▪')} ${head.join(paint.dim(' · '))}`);
  terminal.print(`    ${task.text}`);
  for (const verdict of one.verdicts) terminal.print(`    ${paint.dim('→')} ${targetLine(view, verdict)}`);
  for (const line of recordLines(terminal, one)) terminal.print(`    ${paint.dim('→')} ${line}`);
}

/** What a record tells of is done; what an indicator tells of is met. */
function paintTask(terminal: Terminal, verdict: VerdictWord, byRecord: boolean): string {
  if (!byRecord) return paintVerdict(terminal, verdict);
  const word = verdict === 'met' ? DONE : verdict === 'met_late' ? DONE_LATE : undefined;
  return paintVerdict(terminal, verdict, word && terminal.say(word));
}

const DONE: Text = { zh: '已完成', en: 'done' };
const DONE_LATE: Text = { zh: '逾期完成', en: 'done late' };

function dueWords({ due }: Task): Text {
  switch (due.kind) {
    case 'by':
      return { zh: `${due.day} 前`, en: `by ${due.day}` };
    case 'standing':
      return { zh: '常态化', en: 'standing' };
    case 'every': {
      const zh = due.every === 'month' ? '每月' : '每季度';
      return { zh: `${zh}（${due.from}—${due.until}）`, en: `every ${due.every}, ${due.from} to ${due.until}` };
    }
    default:
      return due satisfies never;
  }
}

function targetLine({ terminal, catalogue, profile }: View, one: Verdict): string {
  const { value, target, scope, verdict } = one;
  const { indicator } = value;
  const bound = target.value === null ? undefined : fromText(target.value);
  const shown = value.value === null ? '—' : showValue(value.value, indicator.unit, bound);
  const whom = scopeName(catalogue, scope, { profile, language: terminal.language });
  return `${paintVerdict(terminal, verdict)}  ${indicator.name.zh} (${whom}) ${shown}, ${targetCell(one, terminal)}`;
}

/** The record, or each period's; where there is none, that one is awaited. */
function recordLines(terminal: Terminal, { occurrences, rule, verdicts }: TaskVerdict): readonly string[] {
  const recorded = occurrences.flatMap((one) => (one.completion === undefined ? [] : [recordLine(terminal, one)]));
  const open = occurrences.filter(({ completion }) => completion === undefined);
  if (rule === 'by_indicators' || (open.length === 0 && recorded.length > 0)) return recorded;
  const periods = open.flatMap(({ period }) => period ?? []).join(', ');
  const awaited =
    rule === 'not_due_yet'
      ? terminal.say({ zh: '尚未到期', en: 'not due yet' })
      : terminal.say({
          zh: `无完成记录${periods === '' ? '' : `：${periods}`}（task-completions）`,
          en: `no record of its completion${periods === '' ? '' : `: ${periods}`} (task-completions)`,
        });
  return [...recorded, ...(verdicts.length > 0 && recorded.length > 0 ? [] : [awaited])];
}

function recordLine(terminal: Terminal, { period, verdict, completion }: Occurrence): string {
  const when = [...(period === null ? [] : [period]), completion?.completedOn ?? ''].join(' ');
  return `${paintTask(terminal, verdict, true)}  ${when}  ${completion?.by ?? ''}：${completion?.evidence ?? ''}`;
}
