import { describe, expect, test } from 'vitest';
import type { Sent } from '../support/load.ts';
import { everywhere, Judged } from '../support/judged.ts';

const END = '2025-12-31';
const monthEnd = (month: number): string => `2025-${String(month).padStart(2, '0')}-28T12:00:00+08:00`;

function stations(figures: readonly number[], of: object = {}): readonly Sent[] {
  return figures.map((figure, i) => ({
    stream: 'sites-5g',
    message: {
      observed_at: monthEnd(i + 1),
      rows: [{ placement: 'outdoor', generation: '5g', stations: figure }],
      ...of,
    },
  }));
}

describe('a report in the wrong unit', () => {
  const sent = stations([1000, 1010, 1020, 1030, 1040, 10_500_000]);

  test('is accepted, listed with its reason, and flags the values that rest on it', async () => {
    const judged = await Judged.from(sent);
    expect(await judged.doubts({ asOf: END })).toMatchObject([
      {
        kind: 'unit_slip',
        rule: 'stations-history',
        about: [{ stream: 'sites-5g', carrier: 'telecom', district: '310115' }],
        observed_on: '2025-06-28',
        figure: 10_500_000,
        against: 1040,
      },
    ]);
    const value = (of: object): Promise<unknown> => judged.value('outdoor_5g_stations', { asOf: END, ...of });
    expect(await value({})).toMatchObject({ value: 10_500_000, flags: ['stale', 'questioned'] });
    expect(await value({ district: '310115' })).toMatchObject({ flags: ['stale', 'questioned'] });
    expect(await judged.value('outdoor_5g_stations', { asOf: '2025-05-31' })).toMatchObject({ value: 1040, flags: [] });
  });

  test('is no longer doubted once a higher revision has put it right', async () => {
    const judged = await Judged.from([...sent, ...stations([1050], { observed_at: monthEnd(6), revision: 1 })]);
    expect(await judged.doubts({ asOf: END })).toEqual([]);
    expect((await judged.value('outdoor_5g_stations', { asOf: END })).value).toBe(1050);
  });

  test('flags nobody else’s value', async () => {
    const judged = await Judged.from([...sent, ...stations([7], { district: '310101', carrier: 'mobile' })]);
    const flags = async (of: object): Promise<readonly string[]> =>
      (await judged.value('outdoor_5g_stations', { asOf: '2025-06-30', ...of })).flags;
    expect(await flags({ district: '310101' })).not.toContain('questioned');
    expect(await flags({ carrier: 'mobile' })).not.toContain('questioned');
    expect(await flags({ carrier: 'telecom' })).toContain('questioned');
  });
});

test('Kbps for Mbps is found in the first report already, by the limit of the profile', async () => {
  const judged = await Judged.from([
    {
      stream: 'subscribers',
      message: {
        service: 'fixed',
        rows: [{ segment: 'household', area: 'urban', subscribed_mbps: 500_000, subscribers: 1 }],
      },
    },
    {
      stream: 'speed-samples',
      message: { service: 'fixed', download_mbps: 300_000, observed_at: '2025-12-01T12:00:00+08:00' },
    },
    {
      stream: 'speed-samples',
      message: { service: 'fixed', download_mbps: 300, observed_at: '2025-12-01T12:00:00+08:00' },
    },
    {
      stream: 'speed-samples',
      message: { service: 'fixed', download_mbps: 300_000, observed_at: '2025-01-01T12:00:00+08:00' },
    },
  ]);
  expect(await judged.doubts({ asOf: END })).toMatchObject([
    { kind: 'unit_slip', about: [{ stream: 'subscribers', subject: 'fixed' }], figure: 500_000, against: 50_000 },
    {
      kind: 'unit_slip',
      about: [{ stream: 'speed-samples' }],
      figure: 300_000,
      details: ['download_mbps', 'n=1'],
    },
  ]);
});

test('conflicting contents of one revision are listed, the one that counts first', async () => {
  const judged = await Judged.from([...stations([100]), ...stations([90]), ...stations([100])]);
  const [tie, ...others] = await judged.doubts({ asOf: END });
  expect(others).toEqual([]);
  expect(tie).toMatchObject({ kind: 'tie', figure: 2, observed_on: '2025-01-28' });
  const figures = tie?.details.map((content) => (JSON.parse(content) as Record<string, unknown>)['rows.stations']);
  const { value } = await judged.value('outdoor_5g_stations', { asOf: END });
  expect(figures?.map(String).sort()).toEqual(['100', '90']);
  expect(String(figures?.[0])).toBe(String(value));
});

describe('one stream against another', () => {
  const observed_at = `${END}T23:59:59+08:00`;

  test('a district with far fewer ports to a line than the others does not fit', async () => {
    const lines = everywhere('subscribers', (_carrier, district) => ({
      observed_at,
      service: 'fixed',
      rows: [
        { segment: 'household', area: 'urban', subscribed_mbps: 500, subscribers: district === '310151' ? 2100 : 100 },
      ],
    }));
    const ports = everywhere('pon-ports', (_carrier, district) => ({
      observed_at,
      olt: `olt-${district}`,
      port: '1',
      technology: 'xgs-pon',
      area: 'urban',
      status: 'in_service',
    }));
    const judged = await Judged.from([...lines, ...ports]);
    const doubts = await judged.doubts({ asOf: END });
    expect(doubts.map(({ kind, rule }) => [kind, rule])).toEqual(
      Array.from({ length: 3 }, () => ['cross_check', 'ports-against-subscribers']),
    );
    expect(doubts[0]?.about).toEqual([
      { stream: 'pon-ports', district: '310151', carrier: 'telecom' },
      { stream: 'subscribers', subject: 'fixed', district: '310151', carrier: 'telecom' },
    ]);
  });

  test('ten times more homes than residents can fill do not fit, and more covered than there are neither', async () => {
    const judged = await Judged.from([
      {
        stream: 'coverage',
        message: {
          carrier: 'authority',
          observed_at,
          subject: 'household_gigabit',
          rows: [{ area: 'urban', covered: 1004, total: 1000 }],
        },
      },
      {
        stream: 'statistics',
        message: { carrier: 'authority', observed_at, statistic: 'resident_population', rows: [{ value: 260 }] },
      },
    ]);
    expect((await judged.doubts({ asOf: END })).map(({ kind, rule }) => [kind, rule])).toEqual([
      ['cross_check', 'homes-against-residents'],
      ['cross_check', 'homes-against-residents'],
      ['over_unity', 'homes-covered-over-total'],
    ]);
  });
});
