import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrendPoint } from '../../../indicators/judging/forecast.ts';
import { forecast } from '../../../indicators/judging/forecast.ts';

const FREE = { low: -Infinity, high: Infinity, whole: false };
const along = (values: readonly number[]): readonly TrendPoint[] => values.map((value, at) => ({ at, value }));
const ahead = (values: readonly number[], due: number, bounds = FREE): ReturnType<typeof forecast> =>
  forecast(along(values), { due, bounds, method: 'linear_trend' });

describe('a trend', () => {
  test('needs four points', () => {
    expect(ahead([1, 2, 3], 10)).toBeUndefined();
    expect(ahead([1, 2, 3, 4], 10)).toBeDefined();
  });
  test('that is straight goes straight on, without a doubt', () => {
    expect(ahead([10, 20, 30, 40, 50], 9)).toEqual({
      atDue: 100,
      low: 100,
      high: 100,
      level: 0.8,
      method: 'linear_trend',
      points: 5,
    });
  });
  test('meets a round target exactly, although tenths are no binary numbers', () => {
    expect(ahead([0.1, 0.2, 0.3, 0.4, 0.5], 9)?.atDue).toBe(1);
  });
  test('has a wider interval the more its pace has changed', () => {
    const steady = ahead([10, 20, 31, 40, 50], 9);
    const unsteady = ahead([10, 15, 35, 40, 50], 9);
    expect((unsteady?.high ?? 0) - (unsteady?.low ?? 0)).toBeGreaterThan((steady?.high ?? 0) - (steady?.low ?? 0));
  });
  test('of a count ends at a whole number', () => {
    expect(ahead([10, 13, 16, 20], 9, { ...FREE, whole: true })).toMatchObject({ atDue: 38, low: 37, high: 45 });
  });
  test('of a share ends at 1, and of a programme never below what is done', () => {
    expect(ahead([0.7, 0.8, 0.9, 0.95], 9, { ...FREE, low: 0, high: 1 })?.atDue).toBe(1);
    expect(ahead([50, 40, 30, 20], 9, { ...FREE, low: 20 })).toMatchObject({ atDue: 20, low: 20 });
  });
});

const series = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 4, maxLength: 12 });

describe('whatever the figures', () => {
  test('the interval holds the forecast, and all three are within the bounds', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 12, max: 40 }), (values, due) => {
        const found = ahead(values, due, { ...FREE, low: 0, high: 20_000 });
        expect(found?.low).toBeGreaterThanOrEqual(0);
        expect(found?.low).toBeLessThanOrEqual(found?.atDue ?? NaN);
        expect(found?.high).toBeGreaterThanOrEqual(found?.atDue ?? NaN);
        expect(found?.high).toBeLessThanOrEqual(20_000);
      }),
    );
  });
  test('a greater last value never gives a smaller forecast', () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 12, max: 40 }),
        (values, more, due) => {
          const raised = [...values.slice(0, -1), (values.at(-1) ?? 0) + more];
          expect(ahead(raised, due)?.atDue).toBeGreaterThanOrEqual(ahead(values, due)?.atDue ?? NaN);
        },
      ),
    );
  });
  test('one wrong figure among eight, however wrong, leaves a straight trend within a step of itself', () => {
    const wrong = fc.record({ at: fc.integer({ min: 0, max: 7 }), value: fc.integer({ min: 0, max: 100_000_000 }) });
    fc.assert(
      fc.property(wrong, fc.integer({ min: 1, max: 100 }), ({ at, value }, step) => {
        const straight = Array.from({ length: 8 }, (_, i) => 1_000 + i * step);
        const found = ahead(straight.with(at, value), 11);
        expect(Math.abs((found?.atDue ?? NaN) - (1_000 + 11 * step))).toBeLessThanOrEqual(step);
      }),
    );
  });
});
