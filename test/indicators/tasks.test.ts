import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../indicators/catalogue.ts';
import type { Task, TaskDue } from '../../indicators/plan.ts';
import { describeProblem } from '../../indicators/loading/source.ts';
import type { Completion, TaskVerdict } from '../../indicators/tasks.ts';
import { judgeTask } from '../../indicators/tasks.ts';
import { finding, target, verdictOn } from '../support/targets.ts';
import { SHIPPED, shippedWith } from './loading/shipped-files.ts';

const BY_OCTOBER: TaskDue = { kind: 'by', day: '2023-10-31' };

function task(of: Partial<Task> = {}): Task {
  return {
    id: '17',
    group: null,
    clause: '附件1',
    text: '宣传推广',
    lead: '区委宣传部',
    responsible: [],
    due: BY_OCTOBER,
    targets: [],
    ...of,
  };
}

function record(completedOn: string, period = ''): Completion {
  return { task: '17', period, completedOn, evidence: '专栏', by: '区委宣传部' };
}

const share = (value: string): ReturnType<typeof verdictOn> =>
  verdictOn({ id: 'share', due: null }, { asOf: '2023-10-31', now: finding(value) });
const { plan } = share('1');

function judged(
  of: Partial<Task>,
  { asOf = '2023-12-31', records = [] as readonly Completion[], verdicts = [share('1')] } = {},
): TaskVerdict {
  return judgeTask(plan, task(of), { asOf, verdicts, completions: records });
}

describe('a task without an indicator', () => {
  test('is unverifiable until a record of its completion is sent, also after its due date', () => {
    expect(judged({})).toMatchObject({ verdict: 'unverifiable', rule: 'no_record' });
  });

  test('is met by a completion on its due date, and met late by one a day after', () => {
    expect(judged({}, { records: [record('2023-10-31')] })).toMatchObject({ verdict: 'met', rule: 'by_record' });
    expect(judged({}, { records: [record('2023-11-01')] })).toMatchObject({ verdict: 'met_late' });
  });

  test('does not know of a completion after the day of the question', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 28 }), (asked, done) => {
        const day = (n: number): string => `2023-10-${String(n).padStart(2, '0')}`;
        const { verdict } = judged({}, { asOf: day(asked), records: [record(day(done))] });
        expect(verdict).toBe(done <= asked ? 'met' : 'unverifiable');
      }),
    );
  });

  test('that is standing is never late', () => {
    expect(judged({ due: { kind: 'standing' } }, { records: [record('2030-01-01')], asOf: '2030-01-01' }).verdict).toBe(
      'met',
    );
  });
});

describe('a task that recurs', () => {
  const due: TaskDue = { kind: 'every', every: 'quarter', from: '2021-01-01', until: '2021-12-31' };
  const at = (asOf: string, ...records: readonly Completion[]): TaskVerdict => judged({ due }, { asOf, records });

  test('is judged by the quarters that have ended', () => {
    expect(at('2021-03-30')).toMatchObject({ verdict: 'unverifiable', rule: 'not_due_yet', occurrences: [] });
    expect(at('2021-06-30', record('2021-03-20', '2021-Q1')).occurrences).toMatchObject([
      { period: '2021-Q1', due: '2021-03-31', verdict: 'met' },
      { period: '2021-Q2', due: '2021-06-30', verdict: 'unverifiable' },
    ]);
  });

  test('is as far as its worst quarter', () => {
    const quarters = [record('2021-03-20', '2021-Q1'), record('2021-07-02', '2021-Q2')];
    expect(at('2021-07-31', ...quarters).verdict).toBe('met_late');
    expect(at('2021-09-30', ...quarters)).toMatchObject({ verdict: 'unverifiable', rule: 'no_record' });
  });
});

describe('a task with indicators', () => {
  test('is as far as the worst of its targets, whatever a record says', () => {
    const of = { targets: ['share'] };
    expect(judged(of)).toMatchObject({ verdict: 'met', rule: 'by_indicators' });
    expect(judged(of, { verdicts: [share('1'), share('0.5')], records: [record('2023-10-01')] })).toMatchObject({
      verdict: 'behind',
    });
  });

  test('is decided by a record where its targets cannot be verified', () => {
    const none = verdictOn(
      { ...target({ id: 'share', value: null, unverifiable: '年度目标' }) },
      { asOf: '2023-10-31', now: finding('1') },
    );
    expect(judged({ targets: ['share'] }, { verdicts: [none], records: [record('2023-10-01')] })).toMatchObject({
      verdict: 'met',
      rule: 'by_record',
    });
  });
});

describe('the shipped task lists', () => {
  const { plans } = loadCatalogue(SHIPPED).catalogue;

  test('hold the 21 tasks of 渝中 under six headings, each with a lead', () => {
    const tasks = plans.get('yuzhong-2023-gigabit-city')?.tasks ?? [];
    expect(tasks.map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, i) => String(i + 1)));
    expect(new Set(tasks.map(({ group }) => group)).size).toBe(6);
    expect(tasks.every(({ lead }) => lead !== null)).toBe(true);
    expect(tasks.filter(({ due }) => due.kind === 'standing').map(({ id }) => id)).toEqual(['1', '2', '4', '5']);
  });

  test('refuse a link to a target that the plan does not have, where it stands', () => {
    const files = shippedWith(
      'indicators/plans/yuzhong-2023-gigabit-city.yaml',
      '[users-500m-plus, g5-users]',
      '[users-500m-plus, g5-user]',
    );
    const [problem] = loadCatalogue(files).problems.filter(({ severity }) => severity === 'error');
    expect(problem && describeProblem(problem)).toMatch(
      /yuzhong-2023-gigabit-city\.yaml:\d+:\d+: unknown target of this plan "g5-user"[^]*did you mean "g5-users"\?/,
    );
  });

  test('refuse a task that stands twice, and one without a due date', () => {
    const twice = shippedWith('indicators/plans/yuzhong-2023-gigabit-city.yaml', '- id: 18', '- id: 17');
    const undated = shippedWith(
      'indicators/plans/shanghai-2022-cloud-network-aid.yaml',
      '        due: 2022-10-01\n',
      '',
    );
    const message = (files: typeof SHIPPED): string | undefined =>
      loadCatalogue(files).problems.find(({ severity }) => severity === 'error')?.message;
    expect(message(twice)).toBe('the task id "17" stands twice in this plan');
    expect(message(undated)).toBe('"due" is missing, here and at the group');
  });
});
