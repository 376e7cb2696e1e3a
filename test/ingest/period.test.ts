import { expect, test } from 'vitest';
import { firstDayOf, lastDayOf, PERIOD } from '../../ingest/period.ts';

test.each([
  ['2021-03', '2021-03-01', '2021-03-31'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2025-01', '2025-01-01', '2025-01-31'],
  ['2025-12', '2025-12-01', '2025-12-31'],
  ['2021-Q1', '2021-01-01', '2021-03-31'],
  ['2021-Q2', '2021-04-01', '2021-06-30'],
  ['2021-Q4', '2021-10-01', '2021-12-31'],
])('%s goes from %s to %s', (name, first, last) => {
  expect([PERIOD.test(name), firstDayOf(name), lastDayOf(name)]).toEqual([true, first, last]);
});

test.each(['2021-13', '2021-00', '2021-Q5', '2021-Q0', '2021', '2021-3', '1999-12', '2021-03-01'])(
  '%s is no period',
  (name) => {
    expect(PERIOD.test(name)).toBe(false);
  },
);
