import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Doubt } from '../../../indicators/trust/doubt.ts';
import { isInForce } from '../../../indicators/trust/doubt.ts';
import { historyDoubts } from '../../../indicators/trust/history-doubts.ts';
import { PLAUSIBILITY } from '../../../indicators/profile.ts';
import type { HistoryRule } from '../../../indicators/trust/quality-rule.ts';

const STATIONS: HistoryRule = {
  kind: 'history',
  id: 'stations',
  name: { zh: '基站', en: 'Stations' },
  of: { kind: 'sum', stream: 'sites-5g', field: 'stations', where: {} },
  cumulative: false,
  jumps: true,
  slips: [10_000],
};

/** What is doubted in a monthly series, all of its reports still looked at as they were in force. */
function doubts(figures: readonly (number | string)[], of: Partial<HistoryRule> = {}): readonly (Doubt['kind'] | '')[] {
  return figures.map((_, month) => {
    const until = figures.slice(0, month + 1);
    return inForce(until, of)?.kind ?? '';
  });
}

function inForce(figures: readonly (number | string)[], of: Partial<HistoryRule> = {}): Doubt | undefined {
  const day = (month: number): string =>
    `20${String(20 + Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}-28`;
  const spans = figures.map((figure, month) => ({
    district: '310115',
    carrier: 'telecom',
    subject: '',
    from: day(month),
    until: month + 1 < figures.length ? day(month + 1) : null,
    values: [String(figure)],
  }));
  const asOf = day(figures.length - 1);
  const found = historyDoubts({ ...STATIONS, ...of }, { spans, column: 0, plausibility: PLAUSIBILITY });
  return found.find((doubt) => isInForce(doubt, asOf));
}

describe('a jump', () => {
  test('is a change far from the usual ones, once enough of them are known', () => {
    expect(doubts([1000, 1010, 1020, 1030, 1040, 2000])).toEqual(['', '', '', '', '', 'jump']);
    expect(doubts([1000, 1010, 2000])).toEqual(['', '', '']);
  });

  test('does not make a suspect of the report that returns to normal', () => {
    expect(doubts([1000, 1010, 1020, 1030, 1040, 2000, 1060])).toEqual(['', '', '', '', '', 'jump', '']);
  });

  test('is believed once a second report confirms it', () => {
    expect(doubts([1000, 1010, 1020, 1030, 1040, 2000, 2010, 2020])).toEqual(['', '', '', '', '', 'jump', '', '']);
  });

  test('is no more than usual for a figure that always moves as much', () => {
    expect(doubts([1000, 1600, 1300, 2000, 1200, 1900, 1400, 1000]).every((kind) => kind === '')).toBe(true);
  });

  test('says nothing of small counts, but does of measured values', () => {
    expect(doubts([2, 2, 2, 2, 2, 1])).toEqual(['', '', '', '', '', '']);
    expect(doubts([1.31, 1.32, 1.31, 1.32, 1.31, 2.61]).at(-1)).toBe('jump');
  });

  test('is measured from the usual change: a fall of 19 % lies 26 % off a usual rise of 7 %', () => {
    expect(doubts([800, 834, 800, 887, 983, 800])).toEqual(['', '', '', '', '', 'jump']);
    expect(doubts([800, 834, 800, 887, 983, 810])).toEqual(['', '', '', '', '', '']);
  });

  test('never comes of a change that is off the usual one by no more than the share that the profile lets pass', () => {
    // Changes of at most 12 % either way are at most 24 % off each other.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 880, max: 1000 }), { minLength: 2, maxLength: 20 }), (figures) => {
        expect(inForce(figures)).toBeUndefined();
      }),
    );
  });
});

describe('a wrong unit', () => {
  test('is told from a jump by its factor, either way, from the second report on', () => {
    expect(doubts([1000, 10_100_000])).toEqual(['', 'unit_slip']);
    expect(doubts([10_100_000, 1000])).toEqual(['', 'unit_slip']);
    expect(doubts([1000, 1_000_000], { slips: [1000] })).toEqual(['', 'unit_slip']);
  });

  test('stays doubtful however often it is sent', () => {
    expect(doubts([1000, 10_000_000, 10_000_000, 10_000_000])).toEqual(['', 'unit_slip', 'unit_slip', 'unit_slip']);
  });

  test('names the figure and what it was held against', () => {
    expect(inForce([1000, 1010, 10_200_000])).toMatchObject({
      rule: { id: 'stations' },
      about: [{ stream: 'sites-5g', carrier: 'telecom', district: '310115' }],
      figure: { n: 10_200_000n, d: 1n },
      against: { n: 1010n, d: 1n },
    });
  });
});

test('a cumulative count that falls is doubtful, by however little', () => {
  expect(doubts([1000, 1001, 1000], { cumulative: true })).toEqual(['', '', 'falling']);
  expect(doubts([1000, 1001, 1000])).toEqual(['', '', '']);
});

test('what follows a report never changes what is thought of it', () => {
  const figure = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(
      fc.array(figure, { minLength: 1, maxLength: 12 }),
      fc.array(figure, { maxLength: 5 }),
      (before, after) => {
        expect(doubts([...before, ...after], { cumulative: true }).slice(0, before.length)).toEqual(
          doubts(before, { cumulative: true }),
        );
      },
    ),
  );
});
