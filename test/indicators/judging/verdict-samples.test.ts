import fc from 'fast-check';
import { expect, test } from 'vitest';
import { satisfies } from '../../../indicators/judging/comparison.ts';
import { fromText } from '../../../indicators/rational.ts';
import type { Finding } from '../../../indicators/judging/verdict.ts';
import { finding, milestone, verdictOn } from '../../support/targets.ts';

const BEFORE = '2025-06-30';
const AFTER = '2026-02-28';
const speed = { comparison: 'at_least', value: '300' } as const;

/** A mean of samples with its confidence interval. */
function mean(value: string, low: number, high: number): Finding {
  const { value: plain, gaps } = finding(value);
  const waterfall = { received: 30, rejected: 0, late: 0, superseded: 0, thinned: 0, used: 30 };
  return {
    value: { ...plain, sample: { count: 30, p10: 1, p50: 2, p90: 3, interval: { low, high }, waterfall } },
    gaps,
  };
}

test('samples meet a target only when the whole interval does', () => {
  expect(verdictOn(speed, { asOf: BEFORE, now: mean('320', 300, 340) }).verdict).toBe('met');
  expect(verdictOn(speed, { asOf: BEFORE, now: mean('320', 299.9, 340) })).toMatchObject({
    verdict: 'at_risk',
    rule: 'interval_straddles',
    value: { sample: { interval: { low: 299.9, high: 340 } } },
  });
});

test('so do the samples of an index, whose interval is that of its components together', () => {
  const index = (low: number, high: number): Finding => {
    const { value, gaps } = finding('62');
    return { value: { ...value, index: { components: [], interval: { low, high } } }, gaps };
  };
  const experience = { comparison: 'at_least', value: '60' } as const;
  expect(verdictOn(experience, { asOf: BEFORE, now: index(60, 64) }).verdict).toBe('met');
  expect(verdictOn(experience, { asOf: BEFORE, now: index(55, 69) })).toMatchObject({
    verdict: 'at_risk',
    rule: 'interval_straddles',
  });
});

test('超过 is not met by an interval that begins at the number itself', () => {
  const more = { ...speed, comparison: 'more_than' } as const;
  expect(verdictOn(more, { asOf: BEFORE, now: mean('320', 300, 340) }).verdict).toBe('at_risk');
});

test('for 以内 the upper end must clear the number', () => {
  const most = { ...speed, comparison: 'at_most' } as const;
  expect(verdictOn(most, { asOf: BEFORE, now: mean('290', 280, 300) }).verdict).toBe('met');
  expect(verdictOn(most, { asOf: BEFORE, now: mean('290', 280, 301) }).verdict).toBe('at_risk');
});

test('an interval that lies wholly short of the target falls short of it', () => {
  expect(verdictOn({ ...speed, due: null }, { asOf: BEFORE, now: mean('200', 190, 210) }).verdict).toBe('behind');
});

test('before the due date samples that fall short are at risk, and behind where they miss a milestone for certain', () => {
  const short = mean('200', 190, 210);
  expect(verdictOn(speed, { asOf: BEFORE, now: short })).toMatchObject({
    verdict: 'at_risk',
    rule: 'interval_falls_short',
  });
  const after = (value: string): string =>
    verdictOn({ ...speed, milestones: [milestone('2025-03-31', value)] }, { asOf: BEFORE, now: short }).verdict;
  expect([after('211'), after('205'), after('190')]).toEqual(['behind', 'at_risk', 'at_risk']);
});

test('a better mean never has a worse verdict', () => {
  const rank = ['behind', 'missed', 'at_risk', 'met_late', 'met'];
  const number = fc.integer({ min: 150, max: 350 });
  fc.assert(
    fc.property(
      fc.tuple(number, number, number, fc.nat({ max: 60 })),
      fc.constantFrom(BEFORE, '2025-12-31', AFTER),
      fc.constantFrom('2025-12-31', null),
      ([a, b, then, half], asOf, due) => {
        const around = (value: number): Finding => mean(String(value), value - half, value + half);
        const isLater = due !== null && asOf > due;
        const at = (value: number): number =>
          rank.indexOf(
            verdictOn(
              { ...speed, due, milestones: [milestone('2025-03-31', '200')] },
              { asOf, now: around(value), ...(isLater ? { onDueDate: around(then) } : {}) },
            ).verdict,
          );
        expect(at(Math.min(a, b))).toBeGreaterThanOrEqual(0);
        expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)));
      },
    ),
  );
});

test('what was in doubt on the due date is neither met then nor missed while it is in doubt', () => {
  const doubt = mean('301', 290, 312);
  const sure = mean('330', 320, 340);
  expect(verdictOn(speed, { asOf: AFTER, now: sure, onDueDate: sure }).verdict).toBe('met');
  expect(verdictOn(speed, { asOf: AFTER, now: sure, onDueDate: doubt }).verdict).toBe('met_late');
  expect(verdictOn(speed, { asOf: AFTER, now: doubt, onDueDate: doubt }).verdict).toBe('at_risk');
  expect(verdictOn(speed, { asOf: AFTER, now: mean('200', 190, 210), onDueDate: doubt }).verdict).toBe('missed');
});

test('met is never said where an end of the interval does not satisfy the target', () => {
  fc.assert(
    fc.property(fc.integer({ min: 250, max: 350 }), fc.nat({ max: 50 }), (value, half) => {
      const now = mean(String(value), value - half, value + half);
      const ends = [value - half, value + half].map((end) =>
        satisfies(fromText(String(end)), 'at_least', fromText('300')),
      );
      expect(verdictOn(speed, { asOf: BEFORE, now }).verdict === 'met').toBe(ends.every(Boolean));
    }),
  );
});
