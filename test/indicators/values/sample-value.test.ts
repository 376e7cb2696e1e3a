import { describe, expect, test } from 'vitest';
import { indexOutcome } from '../../../indicators/values/index-value.ts';
import type { Component, SampleStatistic } from '../../../indicators/indicator.ts';
import { toFixed } from '../../../indicators/rational.ts';
import type { SampleAnswers } from '../../../indicators/values/sample-readings.ts';
import { sampleOutcome } from '../../../indicators/values/sample-value.ts';
import { shareInterval } from '../../../indicators/values/statistics.ts';
import { studentQuantile } from '../../../indicators/values/student.ts';
import type { SampleMeasure } from '../../../store/measure.ts';
import type { Between, Distribution, Sums } from '../../../store/samples.ts';

const measure: SampleMeasure = {
  kind: 'samples',
  stream: 'speed-samples',
  field: 'download_mbps',
  where: {},
  windowDays: 90,
};

function sums(values: readonly number[]): Sums {
  return {
    count: values.length,
    sum: String(values.reduce((sum, x) => sum + x, 0)),
    sumOfSquares: String(values.reduce((sum, x) => sum + x * x, 0)),
  };
}

function at(amount: number): Between {
  return { low: amount, high: amount, tenths: 0 };
}

function distribution(...parts: readonly (readonly number[])[]): Distribution {
  const count = parts.flat().length;
  return {
    ...{ count, received: count + 6, late: 1, superseded: 2, thinned: 3 },
    parts: parts.map(sums),
    ...{ p10: at(1), p50: at(2), p90: at(3) },
  };
}

/** What the store answers: a distribution for each measure, by its filter's text, and five refused messages. */
function answers(of: (measure: SampleMeasure) => Distribution | undefined): SampleAnswers {
  return { distribution: of, rejected: () => 5 } as unknown as SampleAnswers;
}

const asked = { scope: { city: '310000' }, asOf: '2025-12-31' };

function outcome(found: Distribution | undefined, of: Partial<SampleStatistic> = {}): ReturnType<typeof sampleOutcome> {
  const statistic = { of: measure, statistic: 'mean', minimum: 2, ...of } as const;
  return sampleOutcome(statistic, { answers: answers(() => found), ...asked });
}

describe('a mean of samples', () => {
  test('is the sum over the count, and shows both', () => {
    const found = outcome(distribution([1, 2, 4]));
    expect(found).toMatchObject({ value: { n: 7n, d: 3n }, numerator: { n: 7n }, denominator: { n: 3n } });
  });

  test('has percentiles without the noise of binary fractions', () => {
    const between = {
      p10: { low: 0.1, high: 0.3, tenths: 1 },
      p50: { low: 188.7, high: 188.72, tenths: 5 },
      p90: { low: 904.2, high: 904.3, tenths: 7 },
    };
    expect(outcome({ ...distribution([1, 2]), ...between })?.sample).toMatchObject({
      p10: 0.12,
      p50: 188.71,
      p90: 904.27,
    });
    expect(outcome({ ...distribution([1, 2]), p10: null, p50: null, p90: null })?.sample.p50).toBeNull();
  });

  test('counts every exclusion, and their sum is what was received', () => {
    expect(outcome(distribution([1, 2]))?.sample.waterfall).toEqual({
      received: 13,
      rejected: 5,
      late: 1,
      superseded: 2,
      thinned: 3,
      used: 2,
    });
  });

  test('has no value under the minimum, but shows the sample', () => {
    expect(outcome(distribution([1, 2]), { minimum: 3 })).toMatchObject({ value: null, sample: { count: 2, p50: 2 } });
  });

  test('has an interval that a hand computes alike', () => {
    const interval = outcome(distribution([100, 200, 300, 400]))?.sample.interval;
    const margin = (3.182446 * Math.sqrt(50_000 / 3)) / 2;
    expect(interval?.low).toBeCloseTo(250 - margin, 3);
    expect(interval?.high).toBeCloseTo(250 + margin, 3);
  });

  test('that never differs has an interval without width', () => {
    expect(outcome(distribution([7, 7, 7]))?.sample.interval).toEqual({ low: 7, high: 7 });
  });
});

describe('忙闲时加权', () => {
  const name = { zh: '忙时', en: 'busy' };
  const weights = [
    { name, weight: '0.6' },
    { name, weight: '0.2' },
  ];

  test('weighs the means of the parts, however many samples each of them has', () => {
    const found = outcome(distribution([100, 100], [200, 200, 200, 200]), { weights });
    expect(found).toMatchObject({ value: { n: 125n, d: 1n }, numerator: { n: 125n }, denominator: { n: 1n } });
    expect(found?.sample.parts?.map(({ count }) => count)).toEqual([2, 4]);
  });

  test('has no value where a part has no samples: nothing stands in for its hours', () => {
    expect(outcome(distribution([100, 100, 100], []), { weights })).toMatchObject({ value: null });
  });

  test('weighs variances by the squares of the weights, and has the degrees of freedom of Welch and Satterthwaite', () => {
    const interval = outcome(distribution([90, 110], [190, 210]), { weights })?.sample.interval;
    // Both means have a variance of 100; with 3/4 and 1/4 their sum has 62.5, and 100/82 · 1 degrees of freedom.
    expect(((interval?.high ?? 0) - (interval?.low ?? 0)) / 2).toBeCloseTo(
      studentQuantile(100 / 82) * Math.sqrt(62.5),
      9,
    );
  });
});

test('a geometric mean is the exponential of the mean logarithm, and its interval is none of differences', () => {
  const logarithms = [1, 10, 100].map(Math.log);
  const found = outcome(distribution(logarithms), { statistic: 'geometric_mean' });
  expect(found?.value && toFixed(found.value, 6)).toBe('10.000000');
  const interval = found?.sample.interval;
  expect((interval?.low ?? 0) * (interval?.high ?? 0)).toBeCloseTo(100, 6);
});

describe('an interval of a share', () => {
  test('stays within 0 and 1 and has a width where all or none hold', () => {
    expect(shareInterval(30, 30)).toMatchObject({ high: 1 });
    expect(shareInterval(30, 30)?.low).toBeCloseTo(0.8865, 4);
    expect(shareInterval(0, 30)?.low).toBe(0);
  });
  test('agrees with a published example: 4 of 20', () => {
    const interval = shareInterval(4, 20);
    expect(interval?.low).toBeCloseTo(0.0807, 3.9);
    expect(interval?.high).toBeCloseTo(0.416, 4);
  });
});

describe('an index', () => {
  const common = { name: { zh: '某', en: 'some' }, unit: 'mbps' } as const;
  const speed: Component = {
    ...{ ...common, id: 'speed', weight: '3', worst: '0', best: '200' },
    of: { kind: 'mean', of: measure, statistic: 'mean', minimum: 2 },
  };
  const latency: Component = {
    ...{ ...common, id: 'latency', weight: '1', worst: '60', best: '10' },
    of: { kind: 'mean', of: { ...measure, field: 'latency_ms' }, statistic: 'mean', minimum: 2 },
  };
  const find = answers(({ field }) => distribution(field === 'latency_ms' ? [30, 40] : [90, 110]));

  test('weighs scores, where less is better too, and its interval holds it', () => {
    const { value, index } = indexOutcome([speed, latency], 2, { answers: find, ...asked });
    expect(value).toEqual({ n: 50n, d: 1n });
    expect(index.components.map(({ id, score }) => [id, score])).toEqual([
      ['speed', { n: 50n, d: 1n }],
      ['latency', { n: 50n, d: 1n }],
    ]);
    expect(index.interval?.low).toBeLessThan(50);
    expect(index.interval?.high).toBeGreaterThan(50);
  });

  test('shows every component also where one keeps it from having a value', () => {
    const { value, index } = indexOutcome([speed, latency], 2, {
      answers: answers(({ field }) => distribution(field === 'latency_ms' ? [30] : [90, 110])),
      ...asked,
    });
    expect(value).toBeNull();
    expect(index.components.map(({ count, score }) => [count, score === null])).toEqual([
      [2, false],
      [1, true],
    ]);
  });
});
