import { describe, expect, it } from 'vitest';
import { SHANGHAI_2025 } from '../../ingest/simulation/demo.ts';
import { Books, sum, TEN_G, TEN_G_PLUS } from './simulation-books.ts';

describe('Shanghai at the end of 2025', () => {
  const books = new Books({
    ...SHANGHAI_2025.options,
    streams: ['pon-ports', 'sites-5g', 'subscribers', 'coverage', 'statistics'],
  });
  const end = SHANGHAI_2025.asOf;
  const residents = books.statistic('resident_population', end, { district: '310000' });
  const districts = books
    .rows('statistics', end, { statistic: 'resident_population' })
    .map(({ about }) => String(about['district']))
    .filter((code) => code !== '310000')
    .sort();

  it.each([0.01, 0.02, 0.037, 0.1])(
    'misses "more than 98 %" of ports at 10G or faster by a hair at scale %d',
    (scale) => {
      for (const seed of [1, 2025]) {
        const { fast, all } = new Books({ ...SHANGHAI_2025.options, scale, seed, streams: ['pon-ports'] }).portShare(
          end,
          TEN_G_PLUS,
        );
        expect(fast / all).toBeGreaterThanOrEqual(0.979);
        expect(fast / all).toBeLessThan(0.98);
        expect(Math.abs(all - 1_000_000 * scale)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('has deployed over 10,000 stations of 5G-A in the year', () => {
    const stations = (date: string): number =>
      sum(
        books.rows('sites-5g', date).filter(({ row }) => row['generation'] === '5g-a'),
        'stations',
      );
    expect(stations('2024-12-31')).toBe(4_180);
    expect(stations(end) - stations('2024-12-31')).toBe(10_282);
  });

  it('meets what it meets', () => {
    expect(books.statistic('otn_sites', end) / (residents / 10_000)).toBeCloseTo(4.53, 2);
    expect(books.statistic('idc_racks', end)).toBe(623_400);
    expect(books.statistic('otn_capacity', end)).toBe(1_652);
    expect(books.statistic('compute_intelligent', end) / books.statistic('compute_total', end)).toBeCloseTo(0.661, 3);
    expect(books.statistic('ipv6_active_users', end) / books.statistic('internet_users', end)).toBeCloseTo(0.812, 3);
    expect(books.statistic('mobile_traffic_5g', end) / books.statistic('mobile_traffic', end)).toBeCloseTo(0.713, 3);
    expect(books.statistic('g5_factories', end) / books.statistic('g5_factories', '2024-12-31')).toBe(1.2);
    const newCentres = books
      .rows('statistics', end, { statistic: 'pue' })
      .filter(({ row }) => String(row['commissioned']) >= '2025');
    expect(newCentres).toHaveLength(3);
    expect(Math.max(...newCentres.map(({ row }) => Number(row['value'])))).toBe(1.243);
  });

  it('misses the latency of one link', () => {
    const links = books
      .rows('statistics', end, { statistic: 'compute_latency' })
      .filter(({ row }) => Number(row['value']) > 1);
    expect(links.map(({ row }) => [row['item'], row['value']])).toEqual([['崇明-临港', 1.03]]);
  });

  it('lacks the fixed subscribers of unicom for December, and reaches 470 Mbps with those of November', () => {
    const rows = books.rows('subscribers', end, { service: 'fixed' });
    const days = (carrier: string): Set<unknown> =>
      new Set(
        rows
          .filter(({ about }) => about['carrier'] === carrier)
          .map(({ about }) => String(about['observed_at']).slice(0, 10)),
      );
    expect(days('unicom')).toEqual(new Set(['2025-11-30']));
    expect(days('telecom')).toEqual(new Set([end]));
    const mean =
      rows.reduce((total, { row }) => total + Number(row['subscribed_mbps']) * Number(row['subscribers']), 0) /
      sum(rows, 'subscribers');
    expect(mean).toBeGreaterThan(470);
    expect(mean).toBeLessThan(474);
  });

  it('is behind the national criteria in 崇明区 and 金山区, and nowhere else', () => {
    const behind = (value: (district: string) => number, criterion: number): readonly string[] =>
      districts.filter((district) => value(district) < criterion);
    expect(districts).toHaveLength(16);
    expect(behind((district) => books.reach('key_place_5g', end, district), 0.8)).toEqual(['310151']);
    expect(behind((district) => books.reach('household_gigabit', end, district), 0.8)).toEqual(['310151']);
    expect(behind((district) => books.lines500m(end, { district }), 0.25)).toEqual(['310116', '310151']);
    expect(behind((district) => books.statistic('dual_gigabit_cases', end, { district }), 5)).toEqual([]);
    expect(
      behind(
        (district) =>
          (10_000 * sum(books.rows('sites-5g', end, { district }), 'stations')) /
          books.statistic('resident_population', end, { district }),
        12,
      ),
    ).toEqual([]);
    expect(books.reach('household_gigabit', end, '310106')).toBeGreaterThan(1);
  });

  it('has ports in every district that are slower than 10G at the start of the year', () => {
    const { fast, all } = books.portShare('2024-12-31', TEN_G, { area: 'urban' });
    expect(fast / all).toBeGreaterThan(0.9);
    expect(fast / all).toBeLessThan(0.95);
  });
});
