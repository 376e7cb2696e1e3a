import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMPARISONS } from '../../../indicators/plan.ts';
import { compare, fromText, toFixed } from '../../../indicators/rational.ts';
import { satisfies } from '../../../indicators/judging/comparison.ts';
import type { Finding, Verdict } from '../../../indicators/judging/verdict.ts';
import { finding, milestone, missingReport, verdictOn } from '../../support/targets.ts';

const word = (...parameters: Parameters<typeof verdictOn>): string => verdictOn(...parameters).verdict;
const BEFORE = '2025-06-30';
const DUE = '2025-12-31';
const AFTER = '2026-02-28';

describe('words that include the number and words that exclude it', () => {
  const holds = (comparison: (typeof COMPARISONS)[number]): readonly boolean[] =>
    ['0.979999999999', '0.98', '0.980000000001'].map((value) =>
      satisfies(fromText(value), comparison, fromText('0.98')),
    );

  test('以上 and 达到 include it', () => {
    expect(holds('at_least')).toEqual([false, true, true]);
  });
  test('超过 excludes it', () => {
    expect(holds('more_than')).toEqual([false, false, true]);
  });
  test('以下 and 以内 include it', () => {
    expect(holds('at_most')).toEqual([true, true, false]);
  });
  test('不满 and 低于 exclude it', () => {
    expect(holds('less_than')).toEqual([true, false, false]);
  });
});

describe('before the due date', () => {
  test('a target that holds is met', () => {
    expect(word({}, { asOf: BEFORE, now: finding('0.99') })).toBe('met');
  });
  test('a target that does not hold yet, with no milestone behind it, is on track', () => {
    expect(word({ milestones: [milestone('2025-09-30', '0.95')] }, { asOf: BEFORE, now: finding('0.5') })).toBe(
      'on_track',
    );
  });
  test('the latest milestone that has passed decides who is behind', () => {
    const milestones = [milestone('2025-03-31', '0.5'), milestone('2025-06-30', '0.9')];
    expect(word({ milestones }, { asOf: '2025-06-29', now: finding('0.7') })).toBe('on_track');
    expect(verdictOn({ milestones }, { asOf: '2025-06-30', now: finding('0.7') })).toMatchObject({
      verdict: 'behind',
      rule: 'milestone_missed',
      milestone: { date: '2025-06-30' },
    });
  });
  test('a milestone is held to the same comparison as the target', () => {
    expect(
      word(
        { milestones: [milestone('2025-03-31', '0.9')], comparison: 'more_than' },
        { asOf: BEFORE, now: finding('0.9') },
      ),
    ).toBe('behind');
    expect(
      word(
        { milestones: [milestone('2025-03-31', '0.9')], comparison: 'at_least' },
        { asOf: BEFORE, now: finding('0.9') },
      ),
    ).toBe('on_track');
  });
});

describe('on and after the due date', () => {
  test('the due date itself is the last day on which a target can be met', () => {
    expect(word({}, { asOf: DUE, now: finding('0.99') })).toBe('met');
    expect(word({}, { asOf: DUE, now: finding('0.979') })).toBe('missed');
  });
  test('97.9 % against 超过 98 % is missed by a hair, and so is exactly 98 %', () => {
    expect(word({}, { asOf: AFTER, now: finding('0.979'), onDueDate: finding('0.979') })).toBe('missed');
    expect(word({}, { asOf: AFTER, now: finding('0.98'), onDueDate: finding('0.98') })).toBe('missed');
  });
  test('what held on the due date stays met, whatever came later', () => {
    expect(word({}, { asOf: AFTER, now: finding('0.5'), onDueDate: finding('0.99') })).toBe('met');
    expect(word({}, { asOf: AFTER, now: finding(null), onDueDate: finding('0.99') })).toBe('met');
  });
  test('what holds only now is met late', () => {
    expect(word({}, { asOf: AFTER, now: finding('0.99'), onDueDate: finding('0.97') })).toBe('met_late');
    expect(word({}, { asOf: AFTER, now: finding('0.99'), onDueDate: finding(null) })).toBe('met_late');
  });
});

describe('a standing criterion', () => {
  test('is met or behind, never missed', () => {
    expect(word({ due: null }, { asOf: AFTER, now: finding('0.99') })).toBe('met');
    expect(verdictOn({ due: null }, { asOf: AFTER, now: finding('0.5') })).toMatchObject({
      verdict: 'behind',
      rule: 'criterion_fails',
    });
  });
});

describe('when figures are missing', () => {
  test('nothing reported is no data', () => {
    expect(word({}, { asOf: BEFORE, now: finding(null) })).toBe('no_data');
  });
  test('too few samples say so', () => {
    expect(word({}, { asOf: BEFORE, now: finding(null, { reason: 'insufficient_sample' }) })).toBe(
      'insufficient_sample',
    );
  });
  test('a missing report makes a share incomplete, met or not', () => {
    for (const value of ['0.99', '0.5'])
      expect(word({}, { asOf: BEFORE, now: finding(value, { gaps: [missingReport] }) })).toBe('incomplete');
  });
  test('a count that is already reached cannot be undone by more reports', () => {
    const formula = { kind: 'plain', of: { kind: 'count', stream: 'pon-ports', where: {} } } as const;
    const now = finding('12000', { gaps: [missingReport] });
    expect(word({ comparison: 'at_least', value: '12000' }, { asOf: BEFORE, now, formula })).toBe('met');
    expect(word({ comparison: 'more_than', value: '12000' }, { asOf: BEFORE, now, formula })).toBe('incomplete');
    expect(word({ comparison: 'at_most', value: '12001' }, { asOf: BEFORE, now, formula })).toBe('incomplete');
  });
  test('nor can one that was reached too late, unless the due date lacks reports too', () => {
    const formula = { kind: 'plain', of: { kind: 'count', stream: 'pon-ports', where: {} } } as const;
    const late = (value: string, onDueDate: Finding): Verdict =>
      verdictOn(
        { comparison: 'at_least', value: '12000' },
        { asOf: AFTER, now: finding(value, { gaps: [missingReport] }), onDueDate, formula },
      );
    expect(late('12000', finding('11999')).verdict).toBe('met_late');
    expect(late('11999', finding('11998')).verdict).toBe('incomplete');
    const missingThen = { ...missingReport, carrier: 'mobile' };
    expect(late('12000', finding('11999', { gaps: [missingThen] }))).toMatchObject({
      verdict: 'incomplete',
      missing: [missingThen],
    });
  });
  test('a report missing on the due date leaves open whether the target was met in time', () => {
    const late = finding('0.99', { gaps: [missingReport] });
    expect(word({}, { asOf: AFTER, now: finding('0.99'), onDueDate: late })).toBe('incomplete');
  });
  test('a target without a value, or one that needs figures from outside, cannot be verified', () => {
    expect(verdictOn({ value: null, unverifiable: '年度目标' }, { asOf: BEFORE, now: finding('1') })).toMatchObject({
      verdict: 'unverifiable',
      rule: 'target_without_value',
    });
    expect(verdictOn({ value: '1' }, { asOf: BEFORE, now: finding(null, { reason: 'external' }) })).toMatchObject({
      verdict: 'unverifiable',
      rule: 'needs_outside_figures',
    });
  });
});

test('the gap is what is still missing, whichever way the comparison points', () => {
  const gap = (comparison: (typeof COMPARISONS)[number], value: string): string => {
    const { gap: found } = verdictOn({ comparison }, { asOf: BEFORE, now: finding(value) });
    return found === null ? 'none' : toFixed(found, 3);
  };
  expect(gap('more_than', '0.979')).toBe('0.001');
  expect(gap('at_least', '0.99')).toBe('-0.010');
  expect(gap('at_most', '0.99')).toBe('0.010');
});

test('a better value never has a worse verdict', () => {
  const rank = ['behind', 'missed', 'on_track', 'met_late', 'met'];
  const share = fc.integer({ min: 0, max: 1_200 }).map((n) => `${String(n)}/1000`);
  const days = fc.constantFrom(BEFORE, DUE, AFTER);
  fc.assert(
    fc.property(share, share, share, days, fc.constantFrom(...COMPARISONS), (a, b, atDue, asOf, comparison) => {
      const upward = comparison === 'at_least' || comparison === 'more_than';
      const [worse, better] = compare(fromText(a), fromText(b)) < 0 === upward ? [a, b] : [b, a];
      const at = (value: string): number =>
        rank.indexOf(
          word(
            { comparison, milestones: [milestone('2025-03-31', '0.6')] },
            { asOf, now: finding(value), ...(asOf === AFTER ? { onDueDate: finding(atDue) } : {}) },
          ),
        );
      expect(at(worse)).toBeLessThanOrEqual(at(better));
    }),
  );
});
