import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../indicators/calendar.ts';
import { add, fromText, ZERO } from '../../../indicators/rational.ts';
import { Timeline } from '../../../indicators/values/timeline.ts';
import type { Span } from '../../../store/span.ts';

const day = (n: number): string => addDays('2025-01-01', n);

const span = fc
  .record({
    from: fc.nat(30),
    length: fc.option(fc.integer({ min: 1, max: 10 })),
    value: fc.integer({ min: -9, max: 9 }),
  })
  .map(({ from, length, value }): Span => ({
    district: '310115',
    carrier: 'telecom',
    subject: '',
    from: day(from),
    until: length === null ? null : day(from + length),
    values: [String(value)],
  }));

test('a figure of any day is the sum of the spans that hold then', () => {
  fc.assert(
    fc.property(fc.array(span, { minLength: 1 }), fc.nat(45), (spans, n) => {
      const [timeline] = Timeline.all(spans);
      const holding = spans.filter(({ from, until }) => from <= day(n) && (until === null || day(n) < until));
      const sum = holding.map(({ values }) => fromText(values[0] ?? '0')).reduce(add, ZERO);
      expect(timeline?.figure(0, day(n))).toEqual(holding.length === 0 ? undefined : sum);
      const reported = spans.map(({ from }) => from).filter((from) => from <= day(n));
      expect(timeline?.lastReport(day(n))).toBe(reported.sort().at(-1));
    }),
  );
});
