import type { TaskDocument } from '../../indicators/documents/task-document.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import { VERDICT_WORDS } from '../words.ts';
import type { Naming } from './naming.ts';
import { wordOf } from './naming.ts';

export const TASK_COLUMNS = [
  column('plan', 'text', ['规划代码', 'Plan']),
  column('plan_title', 'text', ['文件', 'Document']),
  column('task', 'text', ['任务编号', 'Task']),
  column('group', 'text', ['重点任务', 'Group']),
  column('clause', 'text', ['条款', 'Clause']),
  column('text', 'text', ['任务原文', 'Words of the task']),
  column('lead', 'text', ['牵头单位', 'Lead']),
  column('responsible', 'text', ['责任单位', 'Responsible']),
  column('due_kind', 'text', ['期限类型', 'Kind of due date']),
  column('due', 'date', ['期限', 'Due']),
  column('every', 'text', ['频次', 'Every']),
  column('as_of', 'date', ['业务时点', 'As of']),
  column('known_at', 'moment', ['所知时点', 'Known at']),
  column('verdict', 'text', ['结论代码', 'Verdict']),
  column('verdict_name', 'text', ['结论', 'Verdict (Chinese)']),
  column('rule', 'text', ['依据', 'Rule']),
  column('occurrences', 'number', ['应办次数', 'Occurrences']),
  column('completed', 'number', ['已办次数', 'Completed']),
  column('last_completed_on', 'date', ['最近办结', 'Last completed on']),
  column('evidence', 'text', ['办结依据', 'Evidence']),
  column('plan_version', 'text', ['规划版本', 'Plan version']),
  column('simulated', 'boolean', ['演示数据', 'Simulated']),
] as const;

export type TaskRow = RowOf<typeof TASK_COLUMNS>;

export function toTaskRow(
  one: TaskDocument,
  { naming, isSimulated }: { readonly naming: Naming; readonly isSimulated: boolean },
): TaskRow {
  const { due, occurrences } = one;
  const completions = occurrences.flatMap(({ completion }) => completion ?? []);
  const last = [...completions].sort((a, b) => (a.completed_on < b.completed_on ? -1 : 1)).at(-1);
  return {
    plan: one.plan,
    plan_title: naming.plan(one.plan),
    task: one.task,
    group: one.group,
    clause: one.clause,
    text: one.text,
    lead: one.lead,
    responsible: one.responsible.join('、'),
    due_kind: due.kind,
    due: due.kind === 'by' ? due.day : due.kind === 'every' ? due.until : null,
    every: due.kind === 'every' ? due.every : null,
    as_of: one.as_of,
    known_at: one.known_at,
    verdict: one.verdict,
    verdict_name: wordOf(VERDICT_WORDS, one.verdict),
    rule: one.rule,
    occurrences: occurrences.length,
    completed: completions.length,
    last_completed_on: last?.completed_on ?? null,
    evidence: last?.evidence ?? null,
    plan_version: one.plan_version,
    simulated: isSimulated,
  };
}
