import { describe, expect, test } from 'vitest';
import type { Duty } from '../../../indicators/profile.ts';
import { lackOf } from '../../../indicators/trust/duties.ts';

const monthly: Duty = { stream: 'sites-5g', carriers: ['telecom'], districts: 'each', every: 'month', dueDay: 10 };
const yearly: Duty = { ...monthly, stream: 'statistics', every: 'year', dueDay: 365 };

function lack(last: string, asOf: string, known = asOf, duty = monthly): string | undefined {
  return lackOf(duty, last, { asOf, known });
}

describe('who has sent all that was due', () => {
  test('lacks nothing in the first ten days of a month', () => {
    for (const day of ['2025-04-01', '2025-04-05', '2025-04-10']) expect(lack('2025-02-28', day)).toBeUndefined();
    expect(lack('2025-02-28', '2025-04-11')).toBe('stale');
    expect(lack('2025-02-28', '2025-03-31', '2025-04-10')).toBeUndefined();
    expect(lack('2025-02-28', '2025-03-31', '2025-04-11')).toBe('not_yet');
  });

  test('lacks nothing in a year in which the figures of the one before are still to come', () => {
    expect(lack('2024-12-31', '2026-02-28', '2026-02-28', yearly)).toBeUndefined();
    expect(lack('2024-12-31', '2027-01-01', '2027-01-01', yearly)).toBe('stale');
    expect(lack('2023-12-31', '2026-02-28', '2026-02-28', yearly)).toBe('stale');
  });

  test('lacks what is older than two whole periods, even where little of it was due by what is known', () => {
    expect(lack('2024-12-31', '2025-02-28', '2025-01-05')).toBeUndefined();
    expect(lack('2024-12-31', '2025-03-31', '2025-01-05')).toBe('stale');
  });
});
