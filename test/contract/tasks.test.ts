import { expect, test } from 'vitest';
import { evaluateTasks } from '../../app/evaluating/tasks.ts';
import type { TaskDocument } from '../../indicators/documents/task-document.ts';
import { toTaskDocument } from '../../indicators/documents/task-document.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { line, loadInto, raw } from '../support/load.ts';

const catalogue = shippedCatalogue();
const PLAN = 'yuzhong-2023-gigabit-city';

function completion(of: Readonly<Record<string, unknown>>): string {
  return line({
    carrier: 'authority',
    district: '500103',
    observed_at: '2023-10-20T17:00:00+08:00',
    plan: PLAN,
    task: '17',
    completed_at: '2023-10-18',
    evidence: '专栏',
    by: '区委宣传部',
    ...of,
  });
}

test('records come through the common pipeline: corrected, known at a moment, refused where the task is unknown', async () => {
  const store = await emptyStore();
  const received = Date.parse('2023-10-21T01:00:00Z');
  const tally = await loadInto(store, shippedRules(catalogue), [
    raw('task-completions', completion({ task: '17' }), received),
    raw(
      'task-completions',
      completion({ task: '17', revision: 1, completed_at: '2023-11-02', observed_at: '2023-10-20T17:00:00+08:00' }),
      Date.parse('2023-11-05T00:00:00Z'),
    ),
    raw('task-completions', completion({ task: '99' }), received),
    raw('task-completions', completion({ plan: 'no-plan' }), received),
  ]);
  expect(tally).toEqual({ admitted: 2, rejected: 2 });
  const profile = catalogue.profiles.get('chongqing-yuzhong');
  const plan = catalogue.plans.get(PLAN);
  if (profile === undefined || plan === undefined) throw new Error('the definitions are shipped');
  const taskAt = async (asOf: string, knownAt: number | null): Promise<TaskDocument | undefined> => {
    const tasks = await evaluateTasks({ catalogue, asker: store, now: Date.now }, profile, {
      plans: [plan],
      asOf,
      knownAt,
    });
    return tasks.map((one) => toTaskDocument(one, null)).find(({ task }) => task === '17');
  };
  expect(await taskAt('2023-10-31', received)).toMatchObject({
    verdict: 'met',
    rule: 'by_record',
    occurrences: [{ due: '2023-10-31', completion: { completed_on: '2023-10-18', by: '区委宣传部' } }],
  });
  expect(await taskAt('2023-10-31', received - 1)).toMatchObject({ verdict: 'unverifiable', rule: 'no_record' });
  expect(await taskAt('2023-10-31', null)).toMatchObject({ verdict: 'unverifiable' });
  expect(await taskAt('2023-11-30', null)).toMatchObject({ verdict: 'met_late' });
});

test('a record that a higher revision withdraws counts no longer, and can be sent anew', async () => {
  const store = await emptyStore();
  const profile = catalogue.profiles.get('chongqing-yuzhong');
  const plan = catalogue.plans.get(PLAN);
  if (profile === undefined || plan === undefined) throw new Error('the definitions are shipped');
  const verdictAfter = async (of: Readonly<Record<string, unknown>>): Promise<string | undefined> => {
    await loadInto(store, shippedRules(catalogue), [raw('task-completions', completion(of))]);
    const times = { asOf: '2023-10-31', knownAt: null };
    const tasks = await evaluateTasks({ catalogue, asker: store, now: Date.now }, profile, { plans: [plan], ...times });
    return tasks.find(({ task }) => task.id === '17')?.verdict;
  };
  expect(await verdictAfter({})).toBe('met');
  expect(await verdictAfter({ revision: 1, status: 'withdrawn' })).toBe('unverifiable');
  expect(await verdictAfter({ revision: 2, status: 'completed' })).toBe('met');
});
