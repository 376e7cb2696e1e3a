import { expect, test } from 'vitest';
import { firstDayOf, lastDayOf } from '../../ingest/period.ts';

test.each([
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2023-02', '2023-02-01', '2023-02-28'],
  ['2021-12', '2021-12-01', '2021-12-31'],
  ['2021-Q1', '2021-01-01', '2021-03-31'],
  ['2021-Q4', '2021-10-01', '2021-12-31'],
])('%s is from %s to %s', (period, first, last) => {
  expect([firstDayOf(period), lastDayOf(period)]).toEqual([first, last]);
});
