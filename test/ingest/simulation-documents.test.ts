import { describe, expect, it } from 'vitest';
import { SHANGHAI_2025, YUZHONG_2023 } from '../../ingest/simulation/demo.ts';
import type { Values } from './simulation-books.ts';
import { Books, matches, sum, TEN_G } from './simulation-books.ts';

describe('渝中区 at the end of October 2023', () => {
  const books = new Books({
    ...YUZHONG_2023.options,
    streams: ['pon-ports', 'sites-5g', 'subscribers', 'coverage', 'statistics'],
  });
  const end = YUZHONG_2023.asOf;

  it('has its 12,000 ports of 10G and a share of 36 %', () => {
    expect(books.portShare(end, TEN_G, { area: 'urban' })).toEqual({ fast: 12_600, all: 35_000 });
  });

  it('meets the rest, but for 500 Mbps by a hair and for the case of tower', () => {
    const residents = books.statistic('resident_population', end);
    expect(sum(books.rows('sites-5g', end), 'stations') / (residents / 10_000)).toBeCloseTo(35.23, 2);
    expect(books.lines500m(end, {})).toBeCloseTo(0.248, 4);
    const mobile = books.rows('subscribers', end, { service: 'mobile' });
    expect(
      sum(
        mobile.filter(({ row }) => row['generation'] === '5g'),
        'subscribers',
      ) / sum(mobile, 'subscribers'),
    ).toBeCloseTo(0.471, 4);
    expect(books.reach('key_place_5g', end, '500103')).toBeCloseTo(165 / 168, 9);
    expect(books.reach('household_gigabit', end, '500103')).toBe(1);
    expect(books.statistic('dual_gigabit_cases', end)).toBe(5);
    expect(
      books
        .rows('statistics', end, { statistic: 'dual_gigabit_cases', carrier: 'tower' })
        .map(({ row }) => row['value']),
    ).toEqual([0]);
  });
});

describe('the programmes of Shanghai', () => {
  it('upgrades over 800,000 lines in 2021, with three districts short of their task', () => {
    const books = new Books({
      ...SHANGHAI_2025.options,
      from: '2021-01-01',
      to: '2021-12-31',
      streams: ['programme-progress'],
    });
    const progress = books.latest('programme-progress', '2021-12-31').map(({ values }) => values);
    const completed = (where: Values): number =>
      progress
        .filter((values) => matches(values, where))
        .reduce((total, values) => total + Number(values['completed']), 0);
    expect(completed({})).toBeGreaterThan(800_000);
    expect(completed({})).toBeLessThan(820_000);
    expect(completed({ district: '310151' })).toBeLessThan(49_000);
    expect(completed({ district: '310109' })).toBeLessThan(29_000);
    expect(completed({ district: '310115' })).toBeGreaterThan(180_000);
  });

  it('lowers the tariff of small enterprises by over 10 % and has 60,000 outdoor stations in 2022', () => {
    const books = new Books({
      ...SHANGHAI_2025.options,
      from: '2022-01-01',
      to: '2022-12-31',
      streams: ['statistics', 'sites-5g'],
    });
    const tariff = (date: string): number => {
      const rows = books.rows('statistics', date, { statistic: 'sme_tariff' });
      return (
        rows.reduce((total, { row }) => total + Number(row['value']) * Number(row['weight']), 0) / sum(rows, 'weight')
      );
    };
    expect(tariff('2022-12-31') / tariff('2021-12-31') - 1).toBeCloseTo(-0.105, 3);
    expect(
      sum(
        books.rows('sites-5g', '2022-12-31').filter(({ row }) => row['placement'] === 'outdoor'),
        'stations',
      ),
    ).toBe(60_400);
  });

  it('accepts most of 1000 garages in 2023', () => {
    const books = new Books({
      ...SHANGHAI_2025.options,
      from: '2023-01-01',
      to: '2023-12-31',
      streams: ['acceptances'],
    });
    const garages = books.latest('acceptances', '2023-12-31').map(({ values }) => values);
    const good = garages.filter(
      (g) =>
        Number(g['positions_passed']) * 10 >= Number(g['positions_tested']) * 9 &&
        g['points_passed'] === g['points_tested'],
    );
    expect(garages.length).toBeGreaterThan(980);
    expect(garages.length).toBeLessThan(1_000);
    expect(good.length).toBeLessThan(garages.length);
    expect(good.length).toBeGreaterThan(970);
    expect(new Set(garages.map((g) => g['district'])).size).toBe(16);
  });
});
