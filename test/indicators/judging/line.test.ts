import { expect, test } from 'vitest';
import { monthsBetween } from '../../../indicators/calendar.ts';
import { lineAt, lineOf, monthlyLineAt } from '../../../indicators/judging/line.ts';
import { fromText, rational, toFixed } from '../../../indicators/rational.ts';
import { milestone, target } from '../../support/targets.ts';

const QUARTERS = target({
  comparison: 'at_least',
  value: '1000',
  due: '2023-12-31',
  milestones: [milestone('2023-03-31', '125'), milestone('2023-06-30', '375'), milestone('2023-09-30', '625')],
});
const START = { day: '2023-02-01', value: fromText('0') };

function at(day: string, start: typeof START | undefined = START): string {
  const value = lineAt(lineOf(QUARTERS, start), day);
  return value === undefined ? 'none' : toFixed(value, 2);
}

test('the line passes through the start, every milestone and the target', () => {
  expect(['2023-02-01', '2023-03-31', '2023-06-30', '2023-09-30', '2023-12-31'].map((day) => at(day))).toEqual([
    '0.00',
    '125.00',
    '375.00',
    '625.00',
    '1000.00',
  ]);
});
test('it is straight between two of them, counted in days', () => {
  expect(at('2023-05-15')).toBe('248.63');
  expect(at('2023-10-01')).toBe('629.08');
});
test('or counted in months, of which each brings as much as the next', () => {
  const monthly = ['2023-04-30', '2023-05-31', '2023-11-30'].map((day) => monthlyLineAt(lineOf(QUARTERS, START), day));
  expect(monthly).toEqual([rational(625n, 3n), rational(875n, 3n), fromText('875')]);
});
test('it does not reach before its start nor beyond its end', () => {
  expect(at('2023-01-31')).toBe('none');
  expect(at('2024-01-01')).toBe('none');
});
test('without a start it begins with the first milestone', () => {
  expect(lineAt(lineOf(QUARTERS, undefined), '2023-03-30')).toBeUndefined();
  expect(lineAt(lineOf(QUARTERS, undefined), '2023-03-31')).toEqual(fromText('125'));
});
test('months are counted as the calendar has them', () => {
  expect(monthsBetween('2025-09-30', '2025-12-31')).toEqual(rational(3n));
  expect(monthsBetween('2025-01-31', '2025-02-28')).toEqual(rational(1n));
  expect(monthsBetween('2025-09-15', '2025-09-30')).toEqual(rational(1n, 2n));
  expect(monthsBetween('2025-02-14', '2025-12-31')).toEqual(rational(21n, 2n));
});
