import type { VerdictDocument } from './documents.ts';
import { toVerdictDocument } from './documents.ts';
import type { Completion, Occurrence, TaskVerdict } from '../tasks.ts';
import type { TaskDue } from '../plan.ts';

/** One task of a plan with what its indicators and records say. */
export interface TaskDocument {
  readonly plan: string;
  readonly task: string;
  readonly group: string | null;
  readonly clause: string;
  readonly text: string;
  readonly lead: string | null;
  readonly responsible: readonly string[];
  readonly due: TaskDue;
  readonly as_of: string;
  readonly known_at: string | null;
  readonly verdict: string;
  readonly rule: string;
  readonly occurrences: readonly OccurrenceDocument[];
  readonly verdicts: readonly VerdictDocument[];
  readonly plan_version: string;
}

interface OccurrenceDocument {
  readonly period: string | null;
  readonly due: string | null;
  readonly verdict: string;
  readonly completion?: CompletionDocument;
}

interface CompletionDocument {
  readonly completed_on: string;
  readonly evidence: string;
  readonly by: string;
}

export function toTaskDocument(one: TaskVerdict, knownAt: string | null): TaskDocument {
  const { plan, task } = one;
  return {
    plan: plan.id,
    task: task.id,
    group: task.group,
    clause: task.clause,
    text: task.text,
    lead: task.lead,
    responsible: task.responsible,
    due: task.due,
    as_of: one.asOf,
    known_at: knownAt,
    verdict: one.verdict,
    rule: one.rule,
    occurrences: one.occurrences.map(toOccurrence),
    verdicts: one.verdicts.map((verdict) => toVerdictDocument(verdict, knownAt)),
    plan_version: String(plan.version),
  };
}

function toOccurrence({ period, due, verdict, completion }: Occurrence): OccurrenceDocument {
  return { period, due, verdict, ...(completion === undefined ? {} : { completion: toCompletion(completion) }) };
}

function toCompletion({ completedOn, evidence, by }: Completion): CompletionDocument {
  return { completed_on: completedOn, evidence, by };
}
