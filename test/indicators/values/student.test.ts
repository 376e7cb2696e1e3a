import { expect, test } from 'vitest';
import { studentQuantile } from '../../../indicators/values/student.ts';

// Found with thirty digits from the incomplete beta function, and the same as in printed tables where these go so far.
test("agrees with Student's law, from one degree of freedom to very many, also between whole ones", () => {
  for (const [freedom, quantile] of [
    [1, 12.7062047361747],
    [1.2, 8.64882651074887],
    [1.5, 6.01666310442793],
    [2, 4.30265272974946],
    [2.7, 3.39214838317375],
    [4, 2.77644510519779],
    [9, 2.26215716279821],
    [29, 2.0452296421327],
    [29.7, 2.04313785624726],
    [253, 1.9693848042206],
    [1000, 1.96233908082641],
    [10_000_000, 1.95996422176721],
  ] as const)
    expect(Math.abs(studentQuantile(freedom) / quantile - 1)).toBeLessThan(1e-9);
});

test('falls as samples become more, also between whole degrees of freedom', () => {
  const quantiles = Array.from({ length: 400 }, (_, i) => studentQuantile(1 + i / 3));
  expect(quantiles.every((one, i) => i === 0 || one < (quantiles[i - 1] ?? 0))).toBe(true);
});
