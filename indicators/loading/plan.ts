import { z } from 'zod';
import { checkAgreement } from '../checking/agreement.ts';
import { checkTable } from '../checking/plan-tables.ts';
import { changesForm, changesProblems } from './changes.ts';
import { toDecimal } from './decimal.ts';
import type { Read } from './shape.ts';
import { readShape } from './shape.ts';
import type { Headings } from './table.ts';
import { readTable, tableForm } from './table.ts';
import type { PlacedTarget } from './table-targets.ts';
import { toTargets } from './table-targets.ts';
import { taskGroupForm, toTasks } from './tasks.ts';
import { day, decimalText, districtCode, name, remark, someText, version } from './words.ts';
import type { Milestone, Plan } from '../plan.ts';
import { BASES, COMMITMENTS, COMPARISONS } from '../plan.ts';
import { add, fromText, multiply, ZERO } from '../rational.ts';
import type { Registries } from '../registries.ts';
import type { Path, Problem, Source } from './source.ts';
import { expected } from './expected.ts';

const targetForm = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, expected('expected small letters, digits and . _ -')),
  indicator: someText,
  clause: someText,
  text: someText,
  scope: z.object({ district: districtCode.optional(), carrier: someText.optional() }).default({}),
  commitment: z.enum(COMMITMENTS),
  comparison: z.enum(COMPARISONS),
  /** In `unit`; times `factor` it is in the indicator's unit. */
  value: decimalText.nullable(),
  unit: someText.optional(),
  factor: decimalText.default('1'),
  unverifiable: remark.optional(),
  due: day.nullable(),
  milestones: z
    .object({
      basis: z.enum(BASES),
      printed: z.array(z.object({ date: day, value: decimalText })).min(1, expected('expected at least one milestone')),
    })
    .optional(),
  notes: someText.optional(),
});

const tolerance = decimalText.refine(
  (text) => Number(text) >= 0 && Number(text) < 1,
  expected('expected a share of the way from 0 up to 1, such as 0.05'),
);

type TargetForm = z.output<typeof targetForm>;

const planForm = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, expected('expected small letters, digits and -')),
  version,
  title: name,
  issuers: z.array(someText).min(1, expected('expected at least one issuer')),
  number: someText.nullable(),
  date: day,
  jurisdiction: districtCode.nullable(),
  /** 5 % of the way, where the file says nothing: the documents themselves name no tolerance. */
  tolerance: tolerance.default('0.05'),
  programmes: z.array(someText).default([]),
  notes: someText.optional(),
  changes: changesForm,
  targets: z.array(targetForm).default([]),
  tables: z.array(tableForm).default([]),
  tasks: z.array(taskGroupForm).default([]),
});

/** A plan with the place of each of its targets, by target id. */
export interface LoadedPlan {
  readonly plan: Plan;
  readonly places: ReadonlyMap<string, Path>;
}

/** One file of `plans/`; a plan whose tables do not add up, or contradict its text, is refused. */
export function loadPlan(source: Source, registries: Registries): Read<LoadedPlan> {
  const shaped = readShape(source, planForm);
  if (shaped.value === undefined) return { value: undefined, problems: shaped.problems };
  const { targets, tables: forms, tasks: groups, notes, changes, ...rest } = shaped.value;
  const stated = targets.map((form, i) => ({ target: toTarget(form), path: ['targets', i] }));
  const read = forms.map((form, i) => readTable(source, ['tables', i], form, headings(registries, rest)));
  const tables = read.flatMap(({ value }) => value ?? []);
  const sums = tables.map((table) => ({ table, problems: checkTable(source, table) }));
  const sound = sums.filter(({ problems }) => problems.length === 0).map(({ table }) => table);
  const placed: readonly PlacedTarget[] = [...stated, ...sound.flatMap(toTargets)];
  const tasks = toTasks(source, groups, new Set(placed.map(({ target }) => target.id)));
  const problems = [
    ...shaped.problems,
    ...targets.flatMap((form, i) => targetProblems(source, ['targets', i], form)),
    ...read.flatMap((table) => table.problems),
    ...sums.flatMap((table) => table.problems),
    ...checkAgreement(source, sound, stated),
    ...doubleIds(source, placed),
    ...tasks.problems,
    ...changesProblems(source, shaped.value),
  ];
  const plan: Plan = {
    ...rest,
    ...(notes === undefined ? {} : { notes }),
    ...(changes === undefined ? {} : { changes }),
    targets: placed.map(({ target }) => target),
    tasks: tasks.value,
  };
  return { value: { plan, places: new Map(placed.map(({ target, path }) => [target.id, path])) }, problems };
}

function toTarget(form: TargetForm): PlacedTarget['target'] {
  const { unit, factor, milestones, notes, unverifiable, value, scope, ...rest } = form;
  const { district, carrier } = scope;
  return {
    ...rest,
    scope: { ...(district === undefined ? {} : { district }), ...(carrier === undefined ? {} : { carrier }) },
    value: value === null ? null : scaled(value, factor),
    ...(unit === undefined || value === null ? {} : { printed: { value, unit } }),
    ...(unverifiable === undefined ? {} : { unverifiable }),
    milestones: milestones === undefined ? [] : toMilestones(milestones, factor),
    ...(notes === undefined ? {} : { notes }),
  };
}

function scaled(value: string, factor: string): string {
  return toDecimal(multiply(fromText(value), fromText(factor)));
}

function toMilestones({ basis, printed }: NonNullable<TargetForm['milestones']>, factor: string): readonly Milestone[] {
  let reached = ZERO;
  return printed.map(({ date, value }) => {
    const own = fromText(scaled(value, factor));
    reached = basis === 'cumulative' ? own : add(reached, own);
    return { date, value: toDecimal(reached), basis, printed: toDecimal(own) };
  });
}

function targetProblems(source: Source, path: Path, form: TargetForm): readonly Problem[] {
  const { value, unverifiable, due, milestones } = form;
  const dates = milestones?.printed.map(({ date }) => date) ?? [];
  const target = toTarget(form);
  const last = target.milestones.at(-1);
  return [
    ...(value === null && unverifiable === undefined
      ? [
          source.keyProblem([...path, 'value'], {
            zh: '没有数值的目标须写明 unverifiable（原因）',
            en: 'a target without a value needs "unverifiable", the reason',
          }),
        ]
      : []),
    ...(value !== null && unverifiable !== undefined
      ? [
          source.keyProblem([...path, 'unverifiable'], {
            zh: '有数值的目标不是 unverifiable；说明请写在 notes',
            en: 'a target with a value is not unverifiable; use "notes"',
          }),
        ]
      : []),
    ...dates.flatMap((date, i) => {
      const at = [...path, 'milestones', 'printed', i, 'date'];
      if (date <= (dates[i - 1] ?? ''))
        return [source.problem(at, { zh: '阶段目标的日期须递增', en: 'the dates of milestones must rise' })];
      return due !== null && date > due
        ? [source.problem(at, { zh: `阶段目标晚于期限 ${due}`, en: `the milestone lies after the due date, ${due}` })]
        : [];
    }),
    ...(last !== undefined && last.date === due && target.value !== null && last.value !== target.value
      ? [
          source.problem([...path, 'milestones', 'printed', dates.length - 1, 'value'], {
            zh: `阶段目标到期合计 ${last.value}，目标却是 ${target.value}`,
            en: `the milestones sum up to ${last.value} on the due date, but the target's value is ${target.value}`,
          }),
        ]
      : []),
  ];
}

function doubleIds(source: Source, placed: readonly PlacedTarget[]): readonly Problem[] {
  return placed.flatMap(({ target, path }, i) =>
    placed.findIndex((other) => other.target.id === target.id) < i
      ? [
          source.problem([...path, 'id'], {
            zh: `目标 id“${target.id}”在本文件中出现两次`,
            en: `the target id "${target.id}" stands twice in this plan`,
          }),
        ]
      : [],
  );
}

/** Names of carriers, and of the districts of the plan's city that were in force on its day. */
function headings(registries: Registries, plan: Pick<Plan, 'jurisdiction' | 'date'>): Headings {
  const { carriers, districts } = registries;
  const city = districts.find(({ code }) => code === plan.jurisdiction)?.city;
  const inForce = districts.filter(({ from = '', until = '9999' }) => from <= plan.date && plan.date <= until);
  return {
    carrier: new Map(carriers.map(({ code, name: { zh } }) => [zh, code])),
    district: new Map(inForce.filter((row) => row.city === city).map(({ code, name: { zh } }) => [zh, code])),
  };
}
