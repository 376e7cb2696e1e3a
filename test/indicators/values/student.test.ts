import { expect, test } from 'vitest';
import { studentQuantile } from '../../../indicators/values/student.ts';

test("agrees with the printed tables of Student's law, from one degree of freedom to very many", () => {
  for (const [freedom, printed] of [
    [1, 12.7062],
    [2, 4.302653],
    [4, 2.776445],
    [9, 2.262157],
    [29, 2.04523],
    [57, 2.002465],
    [100, 1.983972],
    [1000, 1.962339],
    [10_000_000, 1.959964],
  ] as const)
    expect(studentQuantile(freedom)).toBeCloseTo(printed, 4);
});

test('falls as samples become more, also between whole degrees of freedom', () => {
  const quantiles = Array.from({ length: 400 }, (_, i) => studentQuantile(1 + i / 3));
  expect(quantiles.every((one, i) => i === 0 || one < (quantiles[i - 1] ?? 0))).toBe(true);
});
