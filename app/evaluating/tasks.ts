import type { Plan } from '../../indicators/plan.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Completion, TaskVerdict } from '../../indicators/tasks.ts';
import { judgeTask } from '../../indicators/tasks.ts';
import { taskCompletions } from '../../ingest/streams/task-completions.ts';
import { readLatest } from '../../store/read.ts';
import type { EvaluateDeps, Times } from './evaluate.ts';
import { evaluateVerdicts } from './evaluate.ts';

/** Every task of some plans in one place, with the verdicts of its targets and the records of its completion. */
export async function evaluateTasks(
  deps: EvaluateDeps,
  profile: Profile,
  { plans, asOf, knownAt }: Times & { readonly plans: readonly Plan[] },
): Promise<readonly TaskVerdict[]> {
  const listed = plans.filter(({ tasks }) => tasks.length > 0);
  if (listed.length === 0) return [];
  const verdicts = await evaluateVerdicts(deps, profile, { asOf, knownAt, plans: listed, level: undefined });
  const rows = await readLatest(deps.asker, {
    stream: taskCompletions,
    fields: ['completed_at', 'evidence', 'by', 'status'],
    asOf,
    zone: profile.zone,
    knownAt,
  });
  return listed.flatMap((plan) => {
    const evidence = {
      verdicts: verdicts.filter((verdict) => verdict.plan.id === plan.id),
      completions: rows.filter(([id, , , , , , status]) => id === plan.id && status !== 'withdrawn').map(toCompletion),
      asOf,
    };
    return plan.tasks.map((task) => judgeTask(plan, task, evidence));
  });
}

/** In the order of the stream's key, then of the fields that were asked for. */
function toCompletion([
  ,
  task = '',
  period = '',
  completedOn = '',
  evidence = '',
  by = '',
]: readonly string[]): Completion {
  return { task, period, completedOn, evidence, by };
}
