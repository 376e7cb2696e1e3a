import { endOfPeriod, periodName, periodsEnding } from './calendar.ts';
import type { Plan, Task, TaskDue } from './plan.ts';
import type { Verdict, VerdictWord } from './judging/verdict.ts';

/** The record that a task, or one period of a task that recurs, is completed. */
export interface Completion {
  readonly task: string;
  /** `2021-03` or `2021-Q1`; empty where the task does not recur. */
  readonly period: string;
  /** The day of completion. */
  readonly completedOn: string;
  readonly evidence: string;
  readonly by: string;
}

/** One time that a task is to be done. */
export interface Occurrence {
  /** Null where the task does not recur. */
  readonly period: string | null;
  /** Null for a standing task. */
  readonly due: string | null;
  readonly verdict: VerdictWord;
  readonly completion?: Completion;
}

/** Why a task's verdict is what it is. */
export type TaskRule = 'by_indicators' | 'by_record' | 'no_record' | 'not_due_yet';

export interface TaskVerdict {
  readonly plan: Plan;
  readonly task: Task;
  readonly asOf: string;
  readonly verdict: VerdictWord;
  readonly rule: TaskRule;
  /** What the linked targets say. */
  readonly verdicts: readonly Verdict[];
  /** Those that have come due by the day, or have a record. */
  readonly occurrences: readonly Occurrence[];
}

/** What weighs more comes first: a task is as far as the worst of what it consists of. */
const WORST_FIRST: readonly VerdictWord[] = [
  'missed',
  'behind',
  'at_risk',
  'incomplete',
  'no_data',
  'insufficient_sample',
  'unverifiable',
  'on_track',
  'met_late',
  'met',
];

/**
 * A task is judged by its linked targets. Where it has none, or they cannot be verified, a record of its completion
 * decides; without a record it is `unverifiable`, also after its due date: nobody has said that it was not done.
 */
export function judgeTask(
  plan: Plan,
  task: Task,
  evidence: {
    readonly verdicts: readonly Verdict[];
    readonly completions: readonly Completion[];
    readonly asOf: string;
  },
): TaskVerdict {
  const { asOf } = evidence;
  const verdicts = evidence.verdicts.filter(({ target }) => task.targets.includes(target.id));
  const completions = evidence.completions.filter((one) => one.task === task.id && one.completedOn <= asOf);
  const occurrences = occurrencesOf(task, completions, asOf);
  const common = { plan, task, asOf, verdicts, occurrences };
  const byTargets = worst(verdicts);
  if (byTargets !== undefined && byTargets !== 'unverifiable')
    return { ...common, verdict: byTargets, rule: 'by_indicators' };
  const byRecords = worst(occurrences);
  if (byRecords === undefined) return { ...common, verdict: 'unverifiable', rule: 'not_due_yet' };
  return { ...common, verdict: byRecords, rule: byRecords === 'unverifiable' ? 'no_record' : 'by_record' };
}

/** Each task's periods, by id; none where it does not recur. */
export function taskPeriods({ tasks }: Plan): ReadonlyMap<string, readonly string[]> {
  return new Map(
    tasks.map(({ id, due }) => [id, due.kind === 'every' ? periodsDue(due).map(({ period }) => period) : []]),
  );
}

/** Undefined where there is none. */
export function worst(all: readonly { readonly verdict: VerdictWord }[]): VerdictWord | undefined {
  return WORST_FIRST.find((word) => all.some(({ verdict }) => verdict === word));
}

function occurrencesOf({ due }: Task, completions: readonly Completion[], asOf: string): readonly Occurrence[] {
  switch (due.kind) {
    case 'by':
      return [
        occurrence(
          null,
          due.day,
          completions.find(({ period }) => period === ''),
        ),
      ];
    case 'standing':
      return [
        occurrence(
          null,
          null,
          completions.find(({ period }) => period === ''),
        ),
      ];
    case 'every': {
      return periodsDue(due).flatMap(({ period, end }) => {
        const completion = completions.find((one) => one.period === period);
        return end <= asOf || completion !== undefined ? [occurrence(period, end, completion)] : [];
      });
    }
    default:
      return due satisfies never;
  }
}

type Recurring = Extract<TaskDue, { kind: 'every' }>;

function periodsDue({ every, from, until }: Recurring): readonly { readonly period: string; readonly end: string }[] {
  return periodsEnding(every, from, endOfPeriod(until, every)).map((end) => ({ period: periodName(end, every), end }));
}

function occurrence(period: string | null, due: string | null, completion: Completion | undefined): Occurrence {
  if (completion === undefined) return { period, due, verdict: 'unverifiable' };
  const late = due !== null && completion.completedOn > due;
  return { period, due, verdict: late ? 'met_late' : 'met', completion };
}
