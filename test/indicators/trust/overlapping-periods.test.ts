import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PeriodFigure } from '../../../indicators/trust/overlapping-periods.ts';
import { overlapDoubts } from '../../../indicators/trust/overlapping-periods.ts';
import { daysBetween } from '../../../indicators/calendar.ts';
import { firstDayOf, lastDayOf } from '../../../ingest/period.ts';

function reported(period: string, figure: number | string, of: Partial<PeriodFigure['about']> = {}): PeriodFigure {
  const about = { stream: 'programme-progress', carrier: 'telecom', district: '310115', subject: 'upgrade', ...of };
  return { about, part: period, period, from: firstDayOf(period), to: lastDayOf(period), figure: String(figure) };
}

function periodsDoubted(figures: readonly PeriodFigure[]): readonly (readonly string[])[] {
  return overlapDoubts(figures).map(({ details = [] }) => details);
}

describe('periods that share days', () => {
  test('are told of under the one that holds the others, with what is added up twice', () => {
    const figures = [
      reported('2021-Q1', 300),
      reported('2021-02', 90),
      reported('2021-01', 110),
      reported('2021-04', 7),
    ];
    expect(overlapDoubts(figures)).toMatchObject([
      {
        kind: 'overlapping_periods',
        rule: null,
        day: '2021-03-31',
        figure: { n: 300n, d: 1n },
        against: { n: 200n, d: 1n },
        details: ['2021-Q1', '2021-01', '2021-02'],
        about: [{ part: '2021-Q1' }, { part: '2021-01' }, { part: '2021-02' }],
      },
    ]);
  });

  test('are so of one carrier, district, programme and segment alone', () => {
    const others = [
      { carrier: 'mobile' },
      { district: '310101' },
      { subject: 'other' },
      { words: { segment: 'business' } },
    ];
    for (const other of others)
      expect(periodsDoubted([reported('2021-Q1', 300), reported('2021-02', 90, other)])).toEqual([]);
  });

  test('that brought nothing are added up once', () => {
    expect(periodsDoubted([reported('2021-Q1', 0), reported('2021-02', 90)])).toEqual([]);
    expect(periodsDoubted([reported('2021-Q1', '0.0'), reported('2021-02', 90)])).toEqual([]);
  });
});

test('a doubt is raised exactly where a day lies in two periods that brought something', () => {
  const periods = ['2020', '2021'].flatMap((year) => [
    ...Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`),
    ...['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => `${year}-${quarter}`),
  ]);
  const sent = fc.uniqueArray(fc.tuple(fc.constantFrom(...periods), fc.constantFrom(0, 5)), {
    selector: ([period]) => period,
    maxLength: 12,
  });
  fc.assert(
    fc.property(sent, (pairs) => {
      const holders = new Map<number, string[]>();
      for (const [period, figure] of pairs) {
        const to = daysBetween('2020-01-01', lastDayOf(period));
        for (let day = daysBetween('2020-01-01', firstDayOf(period)); day <= to; day++)
          if (figure > 0) holders.set(day, [...(holders.get(day) ?? []), period]);
      }
      const shared = new Set(
        [...holders.values()].filter(({ length }) => length > 1).map((two) => [...two].sort().join()),
      );
      const doubted = periodsDoubted(pairs.map(([period, figure]) => reported(period, figure)));
      const told = doubted.flatMap(([wide = '', ...within]) => within.map((one) => [wide, one].sort().join()));
      expect(told.sort()).toEqual([...shared].sort());
    }),
  );
});
