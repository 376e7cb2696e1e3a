import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../indicators/calendar.ts';
import { rational } from '../../../indicators/rational.ts';
import type { Verdict } from '../../../indicators/judging/verdict.ts';
import { courseThrough } from '../../support/course.ts';
import { finding, milestone, verdictOn } from '../../support/targets.ts';

const MONTH_ENDS = ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31'].map((day) => `2025-${day}`);

/** 1,000 by the end of 2025, begun at nought on New Year's Day; 5 % of the way, 50, are tolerated. */
function judged(values: readonly (number | string)[], asOf: string, of: Parameters<typeof verdictOn>[0] = {}): Verdict {
  const reports = values.map((value, i) => [MONTH_ENDS[i] ?? '', String(value)] as const);
  const course = courseThrough(reports, ['2025-01-01', '0']);
  const last = reports.filter(([day]) => day <= asOf).at(-1)?.[1] ?? null;
  return verdictOn({ comparison: 'at_least', value: '1000', ...of }, { asOf, now: finding(last), course });
}

describe('by the line', () => {
  // The line stands at 245 on 31 March, without a milestone: 90 of 365 days, less the first.
  test.each([
    [300, 'on_track', 'not_due_yet'],
    [197, 'on_track', 'not_due_yet'],
    [194, 'at_risk', 'below_line'],
  ])('%i where the line asks for 244.5 is %s', (value, verdict, rule) => {
    expect(judged([80, 160, value], '2025-03-31')).toMatchObject({ verdict, rule });
  });
  test('the evidence says what the line asks for, and how far off it one may be', () => {
    expect(judged([80, 160, 194], '2025-03-31')).toMatchObject({
      line: { day: '2025-03-31', value: rational(89_000n, 364n), tolerance: rational(50n) },
      riskyOn: '2025-03-31',
    });
    const onTrack = judged([80, 160, 300], '2025-03-31');
    expect(onTrack.line?.day).toBe('2025-03-31');
    expect(onTrack).not.toHaveProperty('riskyOn');
    expect(judged([80, 160, 300], '2025-12-31')).not.toHaveProperty('line');
  });
  test('a target that must fall is held to a line that falls', () => {
    const fall = (value: string): string =>
      verdictOn(
        { comparison: 'at_most', value: '-0.1' },
        {
          asOf: '2025-03-31',
          now: finding(value),
          course: courseThrough([['2025-03-31', value]], ['2025-01-01', '0']),
        },
      ).verdict;
    expect(fall('-0.03')).toBe('on_track');
    expect(fall('-0.01')).toBe('at_risk');
  });
  test('a missed milestone is behind, which is worse than at risk', () => {
    const milestones = [milestone('2025-03-31', '245')];
    expect(judged([80, 160, 230], '2025-03-31', { milestones })).toMatchObject({ verdict: 'behind' });
  });
});

describe('by the forecast', () => {
  test('a pace that does not suffice is at risk, although the value is on the line', () => {
    expect(judged([160, 230, 300, 320], '2025-04-30')).toMatchObject({
      verdict: 'at_risk',
      rule: 'forecast_falls_short',
      forecast: { method: 'linear_trend', points: 4 },
    });
  });
  test('three figures give no forecast, so nobody is at risk by it', () => {
    expect(judged([160, 230, 300], '2025-03-31')).toMatchObject({ verdict: 'on_track' });
    expect(judged([160, 230, 300], '2025-03-31')).not.toHaveProperty('forecast');
  });
  test('on the due date and after it there is none', () => {
    const asOf = '2025-12-31';
    expect(judged([100, 200, 300, 400, 500, 600, 700, 800], asOf)).not.toHaveProperty('forecast');
  });
});

describe('at the edge', () => {
  // Short by 50.5 at the end of March, by 17 at the end of April, with too few figures for a forecast.
  const catchingUp = [194, 194, 310];
  const edgeOn = (asOf: string, values: readonly number[] = catchingUp): Verdict => {
    const reports = values.map((value, i) => [MONTH_ENDS[i + 1] ?? '', String(value)] as const);
    const last = reports.filter(([day]) => day <= asOf).at(-1)?.[1] ?? null;
    return verdictOn(
      { comparison: 'at_least', value: '1000' },
      { asOf, now: finding(last), course: courseThrough(reports, ['2025-01-01', '0']) },
    );
  };
  const edge = (asOf: string, values?: readonly number[]): string => edgeOn(asOf, values).rule;
  test('a risk is forgotten two weeks after it is over', () => {
    expect(edge('2025-04-29')).toBe('below_line');
    expect(edge('2025-04-30')).toBe('at_risk_lately');
    expect(edge('2025-05-12')).toBe('at_risk_lately');
    expect(edge('2025-05-13')).toBe('not_due_yet');
  });
  test('a risk that is remembered names its day', () => {
    expect(edgeOn('2025-05-12').riskyOn).toBe('2025-04-29');
  });
  test('who has caught up with the line is free at once', () => {
    expect(edge('2025-04-30', [194, 194, 330])).toBe('not_due_yet');
  });
  test('the verdict on a day does not depend on which days were judged before', () => {
    const days = Array.from({ length: 40 }, (_, i) => addDays('2025-04-15', i));
    const forwards = days.map((day) => edge(day));
    const backwards = [...days].reverse().map((day) => edge(day));
    expect(backwards.reverse()).toEqual(forwards);
  });
});

describe('pace', () => {
  test('so far and from here on, in the unit a month', () => {
    const { pace, gap } = judged([80, 160, 240], '2025-03-31');
    expect(gap).toEqual({ n: 760n, d: 1n });
    expect(pace.daysLeft).toBe(275);
    // 760 in the nine months from April to December; 240 in January less its first day, February and March.
    expect(pace.requiredPerMonth).toEqual({ n: 760n, d: 9n });
    expect(pace.perMonth).toEqual(rational(240n * 31n, 92n));
  });
  test('a target that holds needs no more', () => {
    expect(judged([80, 160, 1001], '2025-03-31').pace.requiredPerMonth).toEqual({ n: 0n, d: 1n });
  });
  test('a standing criterion has none', () => {
    expect(judged([80], '2025-01-31', { due: null }).pace).toEqual({});
  });
});

test('a better last value never has a worse verdict, whatever came before', () => {
  const rank = ['missed', 'behind', 'at_risk', 'on_track', 'met'];
  const figures = fc.array(fc.integer({ min: 0, max: 1_100 }), { minLength: 1, maxLength: 8 });
  const better = fc.integer({ min: 1, max: 600 });
  const wait = fc.integer({ min: 0, max: 29 });
  const milestones = fc.constantFrom([], [milestone('2025-03-31', '200'), milestone('2025-06-30', '600')]);
  fc.assert(
    fc.property(figures, better, wait, milestones, fc.boolean(), (values, more, days, steps, falling) => {
      const asOf = addDays(MONTH_ENDS[values.length - 1] ?? '', days);
      const signed = (all: readonly number[]): readonly string[] => all.map((one) => String(falling ? -one : one));
      const at = (last: number): number => {
        const of = falling ? { comparison: 'at_most' as const, value: '-1000' } : { milestones: steps };
        return rank.indexOf(judged(signed([...values.slice(0, -1), last]), asOf, of).verdict);
      };
      const last = values.at(-1) ?? 0;
      expect(at(last)).toBeLessThanOrEqual(at(last + more));
    }),
    { numRuns: 300 },
  );
});
