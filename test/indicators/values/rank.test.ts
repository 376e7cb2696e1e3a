import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ranked } from '../../../indicators/values/rank.ts';
import type { IndicatorValue } from '../../../indicators/values/value.ts';
import { indicator } from '../../support/targets.ts';

interface Ends {
  readonly low: number;
  readonly high: number;
}

function value(interval: Ends | null): IndicatorValue {
  const index = { components: [], interval };
  return { indicator: indicator(), scope: { city: '310000' }, asOf: '2025-12-31', value: null, flags: [], index };
}

function ranks(intervals: readonly (Ends | null)[]): readonly (number | undefined)[] {
  return ranked(intervals.map(value)).map(({ index }) => index?.rank);
}

test('districts whose intervals lie apart have a rank each, the highest first', () => {
  expect(
    ranks([
      { low: 10, high: 20 },
      { low: 50, high: 60 },
      { low: 30, high: 40 },
    ]),
  ).toEqual([3, 1, 2]);
});

test('two whose intervals overlap share a rank, and the next has as many before it as there are', () => {
  expect(
    ranks([
      { low: 50, high: 60 },
      { low: 59, high: 70 },
      { low: 10, high: 20 },
    ]),
  ).toEqual([1, 1, 3]);
});

test('overlaps in a chain are one rank: each of two neighbours shares it', () => {
  expect(
    ranks([
      { low: 10, high: 20 },
      { low: 18, high: 30 },
      { low: 28, high: 40 },
    ]),
  ).toEqual([1, 1, 1]);
});

test('a district without a value has no rank and takes none away', () => {
  expect(ranks([null, { low: 1, high: 2 }])).toEqual([undefined, 1]);
});

const interval = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.nat({ max: 10 }))
  .map(([low, width]) => ({ low, high: low + width }));

test('whoever overlaps shares a rank, whoever lies wholly above has a better one, in any order', () => {
  fc.assert(
    fc.property(fc.array(interval, { minLength: 2, maxLength: 20 }), (all) => {
      const found = ranks(all);
      for (const [i, a] of all.entries()) {
        for (const [j, b] of all.entries()) {
          if (a.low <= b.high && b.low <= a.high) expect(found[i]).toBe(found[j]);
          if (a.low > b.high) expect(found[i] ?? 0).toBeLessThanOrEqual(found[j] ?? 0);
        }
      }
      expect(ranks([...all].reverse())).toEqual([...found].reverse());
    }),
  );
});
