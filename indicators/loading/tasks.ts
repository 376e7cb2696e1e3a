import { z } from 'zod';
import { checkReference } from '../checking/references.ts';
import { day, someText } from './words.ts';
import type { Task, TaskDue } from '../plan.ts';
import type { Path, Problem, Source } from './source.ts';
import { expected } from './expected.ts';

const taskId = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, expected('expected small letters, digits and . _ -')),
);

/** A day, `standing` (常态化开展), or `{ every: quarter, from: DAY, until: DAY }`. */
const dueForm = z.preprocess(
  (value) => (typeof value === 'string' && value !== 'standing' ? { by: value } : value),
  z.union(
    [
      z.literal('standing'),
      z.strictObject({ by: day }),
      z.strictObject({ every: z.enum(['month', 'quarter']), from: day, until: day }),
    ],
    expected('expected a day, standing, or { every: month or quarter, from: DAY, until: DAY }'),
  ),
);

const taskForm = z.object({
  id: taskId,
  text: someText,
  /** Where it stands, if not where its group does. */
  clause: someText.optional(),
  lead: someText.nullable().optional(),
  responsible: z.array(someText).default([]),
  due: dueForm.optional(),
  targets: z.array(someText).default([]),
  notes: someText.optional(),
});

/** Tasks under one heading of a list, or of one clause; `lead` and `due` may stand here for all of them. */
export const taskGroupForm = z.object({
  clause: someText,
  group: someText.optional(),
  lead: someText.nullable().optional(),
  due: dueForm.optional(),
  items: z.array(taskForm).min(1, expected('expected at least one task')),
});

type TaskForm = z.output<typeof taskForm>;
type TaskGroupForm = z.output<typeof taskGroupForm>;

/** The tasks of a plan in the order of the document; ids stand once, and linked targets are the plan's own. */
export function toTasks(
  source: Source,
  groups: readonly TaskGroupForm[],
  targets: ReadonlySet<string>,
): { readonly value: readonly Task[]; readonly problems: readonly Problem[] } {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const value = groups.flatMap((group, g) =>
    group.items.flatMap((form, i) => {
      const path = ['tasks', g, 'items', i];
      if (seen.has(form.id))
        problems.push(
          source.problem([...path, 'id'], {
            zh: `任务 id“${form.id}”在本文件中出现两次`,
            en: `the task id "${form.id}" stands twice in this plan`,
          }),
        );
      seen.add(form.id);
      problems.push(...targetProblems(source, path, form, targets));
      const due = form.due ?? group.due;
      const lead = form.lead === undefined ? group.lead : form.lead;
      if (due === undefined)
        problems.push(
          source.problem(path, { zh: '缺少 due，此处与所在组都没有', en: '"due" is missing, here and at the group' }),
        );
      if (lead === undefined)
        problems.push(
          source.problem(path, {
            zh: '缺少 lead（没有指明时写 null）',
            en: '"lead" is missing (null where nobody is named)',
          }),
        );
      if (due === undefined || lead === undefined) return [];
      if (typeof due === 'object' && 'every' in due && due.from > due.until)
        problems.push(
          source.problem([...path, 'due', 'until'], { zh: '结束早于开始', en: 'the span ends before it begins' }),
        );
      return [toTask(form, { group: group.group ?? null, clause: group.clause, lead, due: toDue(due) })];
    }),
  );
  return { value, problems };
}

function toTask(
  { id, text, clause, responsible, targets, notes }: TaskForm,
  common: Pick<Task, 'group' | 'clause' | 'lead' | 'due'>,
): Task {
  return {
    id,
    ...common,
    clause: clause ?? common.clause,
    text,
    responsible,
    targets,
    ...(notes === undefined ? {} : { notes }),
  };
}

function toDue(due: z.output<typeof dueForm>): TaskDue {
  if (due === 'standing') return { kind: 'standing' };
  return 'by' in due ? { kind: 'by', day: due.by } : { kind: 'every', ...due };
}

function targetProblems(
  source: Source,
  path: Path,
  { targets }: TaskForm,
  known: ReadonlySet<string>,
): readonly Problem[] {
  return targets.flatMap((name, i) =>
    checkReference(source, { what: 'target of this plan', name, known, path: [...path, 'targets', i] }),
  );
}
