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

describe('a stock of the whole city beside its districts', () => {
  const districts = [...stations([100]), ...stations([50], { district: '310101' })];
  const asOf = '2025-01-31';
  const flags = async (judged: Judged, of: object = {}): Promise<unknown> =>
    (await judged.value('outdoor_5g_stations', { asOf, ...of })).flags;

  test('is added up as it was sent, and doubted where one carrier sent both', async () => {
    const judged = await Judged.from([...districts, ...stations([150], { district: '310000' })]);
    expect(await judged.doubts({ asOf })).toMatchObject([
      {
        kind: 'whole_beside_parts',
        rule: 'stations-of-city-beside-districts',
        about: [{ stream: 'sites-5g', carrier: 'telecom', district: '310000' }],
        observed_on: '2025-01-28',
        figure: 150,
        against: 150,
        details: ['310000', '310101', '310115'],
      },
    ]);
    expect(await judged.value('outdoor_5g_stations', { asOf })).toMatchObject({ value: 300, flags: ['questioned'] });
    expect(await flags(judged, { carrier: 'telecom' })).toEqual(['questioned']);
    expect(await flags(judged, { district: '310115' })).toEqual([]);
  });

  test('is not where another carrier sent it, where it was taken back, or where the districts come later', async () => {
    const city = { district: '310000' };
    const ofMobile = await Judged.from([...districts, ...stations([150], { ...city, carrier: 'mobile' })]);
    expect(await ofMobile.doubts({ asOf })).toEqual([]);
    const back = stations([0], { ...city, revision: 1 });
    expect(await (await Judged.from([...districts, ...stations([150], city), ...back])).doubts({ asOf })).toEqual([]);
    const before = await Judged.from([...districts, ...stations([150], city)]);
    expect(await before.doubts({ asOf: '2025-01-27' })).toEqual([]);
  });

  test('is not of residents, of whom the city’s figure stands for its districts’', async () => {
    const residents = (district: string, value: number): Sent => ({
      stream: 'statistics',
      message: {
        carrier: 'authority',
        ...{ district, observed_at: '2024-12-31T23:59:59+08:00', statistic: 'resident_population', rows: [{ value }] },
      },
    });
    const judged = await Judged.from([residents('310000', 24_802_600), residents('310115', 5_800_000)]);
    expect(await judged.doubts({ asOf })).toEqual([]);
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
