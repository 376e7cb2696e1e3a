import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, endOfDay, endOfPeriod, isStale, overduePeriod } from '../../indicators/calendar.ts';

test('a day in Shanghai ends at 16:00 in UTC', () => {
  expect(endOfDay('2025-03-31', 'Asia/Shanghai')).toBe(Date.parse('2025-03-31T16:00:00Z'));
  expect(dayOf(Date.parse('2025-03-31T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2025-03-31');
  expect(dayOf(Date.parse('2025-03-31T16:00:00Z'), 'Asia/Shanghai')).toBe('2025-04-01');
});

test('periods end with their months, quarters and years', () => {
  expect(endOfPeriod('2024-02-01', 'month')).toBe('2024-02-29');
  expect(endOfPeriod('2025-05-31', 'quarter')).toBe('2025-06-30');
  expect(endOfPeriod('2025-12-31', 'quarter')).toBe('2025-12-31');
  expect(endOfPeriod('2025-01-01', 'year')).toBe('2025-12-31');
});

test('the last day of any month is the one before the next month’s first', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (date) => {
      const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
      expect(endOfPeriod(date.toISOString().slice(0, 10), 'month')).toBe(last.toISOString().slice(0, 10));
    }),
  );
});

test('a report is stale once the whole period after its own has gone by', () => {
  expect(isStale('2025-02-28', 'month', '2025-03-31')).toBe(false);
  expect(isStale('2025-02-28', 'month', '2025-04-01')).toBe(true);
  expect(isStale('2025-02-03', 'month', '2025-03-31')).toBe(false);
  expect(isStale('2025-03-31', 'quarter', '2025-06-30')).toBe(false);
  expect(isStale('2025-03-31', 'quarter', '2025-07-01')).toBe(true);
  expect(isStale('2010-01-01', 'standing', '2025-07-01')).toBe(false);
});

test('a report for a month is overdue from the eleventh of the next', () => {
  const overdue = (day: string, known: string): string | undefined =>
    overduePeriod('month', { day, known, dueDays: 10 });
  expect(overdue('2025-03-31', '2025-04-11')).toBe('2025-03-31');
  expect(overdue('2025-03-31', '2025-04-10')).toBe('2025-02-28');
  expect(overdue('2025-03-30', '2026-01-01')).toBe('2025-02-28');
  expect(overduePeriod('standing', { day: '2025-03-31', known: '2026-01-01', dueDays: 10 })).toBeUndefined();
  expect(overduePeriod('year', { day: '2025-06-30', known: '2025-06-30', dueDays: 365 })).toBe('2023-12-31');
});
