import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PeriodFigure } from '../../../indicators/trust/overlapping-figures.ts';
import { overlapDoubts } from '../../../indicators/trust/overlapping-figures.ts';
import { daysBetween } from '../../../indicators/calendar.ts';
import { firstDayOf, lastDayOf } from '../../../ingest/period.ts';

const CITY = '310000';

function reported(period: string, figure: number | string, of: Partial<PeriodFigure['about']> = {}): PeriodFigure {
  const whose = { carrier: 'telecom', district: '310115', words: { segment: 'household' } };
  const about = { stream: 'programme-progress', subject: 'upgrade', ...whose, ...of };
  return { about, part: period, period, from: firstDayOf(period), to: lastDayOf(period), figure: String(figure) };
}

function periodsDoubted(figures: readonly PeriodFigure[]): readonly (readonly string[])[] {
  return overlapDoubts(figures, CITY).map(({ details = [] }) => details);
}

describe('periods that share days', () => {
  test('are told of under the one that holds the others, with what is added up twice', () => {
    const figures = [
      reported('2021-Q1', 300),
      reported('2021-02', 90),
      reported('2021-01', 110),
      reported('2021-04', 7),
    ];
    expect(overlapDoubts(figures, CITY)).toMatchObject([
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

describe('a whole beside its parts', () => {
  const all = { words: { segment: '' } };
  const business = { words: { segment: 'business' } };

  test('is told of where all segments stand beside some of them, and both are doubted', () => {
    const figures = [reported('2021-03', 100, all), reported('2021-03', 70), reported('2021-03', 20, business)];
    expect(overlapDoubts(figures, CITY)).toMatchObject([
      {
        kind: 'whole_beside_parts',
        day: '2021-03-31',
        figure: { n: 100n, d: 1n },
        against: { n: 90n, d: 1n },
        about: [{ words: { segment: '' } }, { words: { segment: 'household' } }, { words: { segment: 'business' } }],
      },
    ]);
    expect(overlapDoubts([reported('2021-Q1', 100, all), reported('2021-03', 70)], CITY)).toHaveLength(1);
    expect(overlapDoubts([reported('2021-Q1', 100, all), reported('2021-04', 70)], CITY)).toEqual([]);
    expect(overlapDoubts([reported('2021-03', 0, all), reported('2021-03', 70)], CITY)).toEqual([]);
  });

  test('is told of where the city stands beside its districts, and its own figure alone is doubted', () => {
    const [city, other] = [{ district: CITY }, { district: '310101' }];
    const figures = [
      reported('2021-Q1', 30, city),
      reported('2021-02', 3),
      reported('2021-03', 7),
      reported('2021-03', 15, other),
    ];
    expect(overlapDoubts(figures, CITY)).toMatchObject([
      {
        kind: 'whole_beside_parts',
        figure: { n: 30n, d: 1n },
        against: { n: 25n, d: 1n },
        about: [{ district: CITY, part: '2021-Q1' }],
        details: [CITY, '310115', '310101'],
      },
    ]);
    expect(overlapDoubts([reported('2021-03', 30, { ...city, ...all }), reported('2021-03', 10)], CITY)).toHaveLength(
      1,
    );
    expect(overlapDoubts([reported('2021-03', 30, { ...city, ...business }), reported('2021-03', 10)], CITY)).toEqual(
      [],
    );
    expect(overlapDoubts([reported('2021-03', 30, city), reported('2021-Q1', 10)], CITY)).toMatchObject([
      { about: [{ district: CITY, part: '2021-03' }], figure: { n: 10n }, against: { n: 30n } },
    ]);
    const mobile = { ...city, carrier: 'mobile' };
    expect(overlapDoubts([reported('2021-03', 30, mobile), reported('2021-03', 10)], CITY)).toEqual([]);
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
