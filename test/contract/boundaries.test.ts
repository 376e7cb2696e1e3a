import { describe, expect, test } from 'vitest';
import type { Sent } from '../support/load.ts';
import { everywhere, Judged } from '../support/judged.ts';

const YEAR_END = '2025-12-31';
const observed_at = '2025-12-31T23:59:59+08:00';

/** `total` ports of one carrier and district, `modern` of them 10G. */
function ports(
  carrier: string,
  district: string,
  { modern, total, area = 'urban' }: { modern: number; total: number; area?: string },
): readonly Sent[] {
  return Array.from({ length: total }, (_, i) => ({
    stream: 'pon-ports',
    message: {
      carrier,
      district,
      observed_at,
      olt: `olt-${district}`,
      port: String(i),
      technology: i < modern ? 'xgs-pon' : 'gpon',
      area,
      status: 'in_service',
    },
  }));
}

/** 48 carriers' districts, so that nobody is missing: `modern` of 4,800 ports are 10G. */
function cityPorts(modern: number): readonly Sent[] {
  let left = modern;
  return everywhere('pon-ports', () => ({})).flatMap(({ message }) => {
    const here = Math.min(left, 100);
    left -= here;
    return ports(String(message['carrier']), String(message['district']), { modern: here, total: 100 });
  });
}

describe('超过 98 % of 4,800 ports', () => {
  test.each([
    [4703, 'missed'],
    [4704, 'missed'],
    [4705, 'met'],
  ])('of 4,800 ports, of which 4,704 are exactly 98 percent, %i are %s', async (modern, verdict) => {
    const judged = await Judged.from(cityPorts(modern));
    const one = await judged.verdict('shanghai-2025-action-plan pon10g-plus-port-share', { asOf: YEAR_END });
    expect(one).toMatchObject({
      verdict,
      comparison: 'more_than',
      target_value: 0.98,
      value: { value: modern / 4800, numerator: modern, denominator: 4800 },
    });
  });
});

describe('12 stations per 10,000 residents', () => {
  const city = (stations: number): readonly Sent[] => [
    ...everywhere('sites-5g', (_carrier, _district, i) => ({
      observed_at,
      rows: [{ placement: 'outdoor', generation: '5g', stations: i === 0 ? stations : 0 }],
    })),
    {
      stream: 'statistics',
      message: {
        carrier: 'authority',
        district: '310000',
        observed_at,
        statistic: 'resident_population',
        rows: [{ value: 10_000_000 }],
      },
    },
  ];
  test.each([
    [11_999, 'behind'],
    [12_000, 'met'],
  ])('%i stations for ten million residents: %s', async (stations, verdict) => {
    const judged = await Judged.from(city(stations));
    const one = await judged.verdict('national-gigabit-city g5-stations-per-10k', { asOf: YEAR_END });
    expect(one).toMatchObject({ verdict, value: { value: stations / 1000, numerator: stations, denominator: 1000 } });
  });
});

describe('shares roll up from their parts', () => {
  test('a city is the sum of its numerators over the sum of its denominators', async () => {
    const judged = await Judged.from([
      ...ports('telecom', '310101', { modern: 1, total: 1 }),
      ...ports('mobile', '310115', { modern: 1, total: 99 }),
    ]);
    const share = (scope: { district?: string; carrier?: string }): Promise<unknown> =>
      judged.value('pon10g_port_share', { asOf: YEAR_END, ...scope });
    expect(await share({})).toMatchObject({ value: 0.02, numerator: 2, denominator: 100 });
    expect(await share({ carrier: 'telecom' })).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
    expect(await share({ district: '310115' })).toMatchObject({ value: 1 / 99, numerator: 1, denominator: 99 });
    expect(await share({ district: '310115', carrier: 'telecom' })).toMatchObject({ value: null, reason: 'no_data' });
  });

  test('without an urban port there is no share, and that is no nought', async () => {
    const judged = await Judged.from(ports('telecom', '310101', { modern: 1, total: 1, area: 'rural' }));
    expect(await judged.value('pon10g_port_share', { asOf: YEAR_END })).toMatchObject({
      value: null,
      reason: 'zero_denominator',
      numerator: 0,
      denominator: 0,
    });
  });

  test('a coverage above 100 % is shown as it is and flagged', async () => {
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
    ]);
    expect(await judged.value('household_gigabit_coverage', { asOf: YEAR_END, district: '310115' })).toMatchObject({
      value: 1.004,
      flags: ['over_unity'],
    });
  });

  test('carriers that cover the same homes are not added up', async () => {
    const report = (carrier: string, covered: number, total: number, district = '310115'): Sent => ({
      stream: 'coverage',
      message: {
        carrier,
        district,
        observed_at,
        subject: 'household_gigabit',
        rows: [{ area: 'urban', covered, total }],
      },
    });
    const judged = await Judged.from([
      report('telecom', 70, 90),
      report('mobile', 60, 100),
      report('telecom', 10, 20, '310101'),
      report('authority', 15, 30, '310101'),
    ]);
    expect(await judged.value('household_gigabit_coverage', { asOf: YEAR_END, district: '310115' })).toMatchObject({
      numerator: 70,
      denominator: 100,
      flags: ['lower_bound'],
    });
    expect(await judged.value('household_gigabit_coverage', { asOf: YEAR_END, district: '310101' })).toMatchObject({
      numerator: 15,
      denominator: 30,
      flags: [],
    });
    expect(await judged.value('household_gigabit_coverage', { asOf: YEAR_END })).toMatchObject({
      numerator: 85,
      denominator: 130,
      flags: ['lower_bound'],
    });
    expect(await judged.value('household_gigabit_coverage', { asOf: YEAR_END, carrier: 'telecom' })).toMatchObject({
      numerator: 80,
      denominator: 110,
      flags: [],
    });
  });
});

describe('two times', () => {
  const report = (month: string, rows: readonly object[], of: { revision?: number; receivedAt: string }): Sent => ({
    stream: 'sites-5g',
    message: { observed_at: `${month}T23:59:59+08:00`, revision: of.revision ?? 0, rows },
    receivedAt: Date.parse(of.receivedAt),
  });
  const outdoor = (stations: number): object => ({ placement: 'outdoor', generation: '5g', stations });
  const indoor = (stations: number): object => ({ placement: 'indoor', generation: '5g', stations });

  test('a late report counts for its own date once it is known, and not before', async () => {
    const judged = await Judged.from([
      report('2025-02-28', [outdoor(100)], { receivedAt: '2025-03-05T00:00:00Z' }),
      report('2025-03-31', [outdoor(120)], { receivedAt: '2025-04-20T00:00:00Z' }),
    ]);
    const stations = async (knownAt: string): Promise<unknown> =>
      (await judged.value('outdoor_5g_stations', { asOf: '2025-03-31', knownAt: Date.parse(knownAt) })).value;
    expect(await stations('2025-04-15T00:00:00Z')).toBe(100);
    expect(await stations('2025-04-20T00:00:00Z')).toBe(120);
  });

  test('a correction counts whether it arrives after its original or before', async () => {
    const original = report('2025-03-31', [outdoor(100)], { receivedAt: '2025-04-05T00:00:00Z' });
    const correction = report('2025-03-31', [outdoor(90)], { revision: 1, receivedAt: '2025-04-02T00:00:00Z' });
    for (const order of [
      [original, correction],
      [correction, original],
    ]) {
      const judged = await Judged.from(order);
      expect((await judged.value('outdoor_5g_stations', { asOf: '2025-03-31' })).value).toBe(90);
    }
  });

  test('a category that the next report no longer names is gone', async () => {
    const judged = await Judged.from([
      report('2025-02-28', [outdoor(100), indoor(50)], { receivedAt: '2025-03-05T00:00:00Z' }),
      report('2025-03-31', [indoor(60)], { receivedAt: '2025-04-05T00:00:00Z' }),
    ]);
    expect((await judged.value('outdoor_5g_stations', { asOf: '2025-03-30' })).value).toBe(100);
    expect((await judged.value('outdoor_5g_stations', { asOf: '2025-03-31' })).value).toBe(0);
  });

  test('a report of midnight belongs to the day that begins', async () => {
    const judged = await Judged.from([
      { stream: 'sites-5g', message: { observed_at: '2025-04-01T00:00:00+08:00', rows: [outdoor(7)] } },
    ]);
    expect((await judged.value('outdoor_5g_stations', { asOf: '2025-03-31' })).reason).toBe('no_data');
    expect((await judged.value('outdoor_5g_stations', { asOf: '2025-04-01' })).value).toBe(7);
  });

  test('a report older than one whole month is used and flagged', async () => {
    const judged = await Judged.from([report('2025-02-28', [outdoor(100)], { receivedAt: '2025-03-05T00:00:00Z' })]);
    expect(await judged.value('outdoor_5g_stations', { asOf: '2025-03-31' })).toMatchObject({ value: 100, flags: [] });
    expect(await judged.value('outdoor_5g_stations', { asOf: '2025-04-01' })).toMatchObject({
      value: 100,
      flags: ['stale'],
    });
  });
});

describe('programmes', () => {
  const upgrade = (period: string, completed: number, of: object = {}): Sent => ({
    stream: 'programme-progress',
    message: {
      observed_at: `${period}-28T12:00:00+08:00`,
      programme: 'shanghai-2021-broadband-upgrade',
      period,
      completed,
      ...of,
    },
  });

  test('a month counts from its last day on, in its highest revision', async () => {
    const judged = await Judged.from([
      upgrade('2021-02', 10),
      upgrade('2021-03', 20),
      upgrade('2021-03', 25, { revision: 1 }),
      upgrade('2021-03', 5, { carrier: 'mobile' }),
    ]);
    const completed = async (asOf: string): Promise<unknown> =>
      (await judged.value('broadband_upgrades', { asOf })).value;
    expect(await completed('2021-03-30')).toBe(10);
    expect(await completed('2021-03-31')).toBe(40);
  });

  test('the quarters of 2021 are judged by what was completed since the year began', async () => {
    const judged = await Judged.from([upgrade('2021-01', 190_000), upgrade('2021-06', 379_999)]);
    const verdict = async (asOf: string): Promise<unknown> =>
      await judged.verdict('shanghai-2021-broadband-upgrade city', { asOf });
    expect(await verdict('2021-03-31')).toMatchObject({
      verdict: 'on_track',
      milestone: { date: '2021-03-31', value: 190_000, basis: 'increment' },
    });
    expect(await verdict('2021-06-30')).toMatchObject({
      verdict: 'behind',
      milestone: { date: '2021-06-30', value: 570_000 },
    });
    expect(await verdict('2021-09-30')).toMatchObject({ verdict: 'missed', gap: 230_001 });
  });

  test('a garage counts once it is accepted, and only if nine positions in ten and every point passed', async () => {
    const garage = (item: string, passed: number, points: number, accepted_at = '2023-03-20'): Sent => ({
      stream: 'acceptances',
      message: {
        carrier: 'authority',
        observed_at: '2023-03-21T12:00:00+08:00',
        programme: 'shanghai-2023-garage-coverage',
        item,
        positions_tested: 100,
        positions_passed: passed,
        points_tested: 5,
        points_passed: points,
        accepted_at,
      },
    });
    const judged = await Judged.from([
      garage('nine-tenths', 90, 5),
      garage('less', 89, 5),
      garage('a-point-failed', 100, 4),
      garage('not-yet', 100, 5, '2023-04-01'),
    ]);
    expect((await judged.value('garages_covered', { asOf: '2023-03-31' })).value).toBe(1);
    expect((await judged.value('garages_covered', { asOf: '2023-04-01' })).value).toBe(2);
  });
});

describe('who has not reported', () => {
  const months = ['2025-10-31', '2025-11-30', '2025-12-31'];
  const fixed = (month: string): readonly Sent[] =>
    everywhere('subscribers', () => ({
      observed_at: `${month}T23:59:59+08:00`,
      service: 'fixed',
      rows: [{ segment: 'household', area: 'urban', subscribed_mbps: 500, subscribers: 10 }],
    }));
  const withoutUnicom = (sent: readonly Sent[]): readonly Sent[] =>
    sent.filter(({ message }) => message['carrier'] !== 'unicom');
  const share = async (sent: readonly Sent[], now = '2026-02-01T00:00:00Z'): Promise<unknown> =>
    (await Judged.from(sent)).verdict('national-gigabit-city users-500m-plus', {
      asOf: YEAR_END,
      now: Date.parse(now),
    });

  test('a month without one carrier is incomplete once its report is overdue', async () => {
    const sent = months.flatMap((month, i) => (i === 2 ? withoutUnicom(fixed(month)) : fixed(month)));
    expect(await share(sent)).toMatchObject({
      verdict: 'incomplete',
      missing: expect.arrayContaining([
        expect.objectContaining({ carrier: 'unicom', district: '310151', why: 'not_yet', last: '2025-11-30' }),
      ]) as unknown,
    });
    expect(await share(sent, '2026-01-10T00:00:00Z')).toMatchObject({ verdict: 'met' });
  });

  test('a carrier that never reported is incomplete', async () => {
    expect(await share(months.flatMap((month) => withoutUnicom(fixed(month))))).toMatchObject({
      verdict: 'incomplete',
      rule: 'reports_missing',
    });
  });

  test('a city that reported nothing has no data', async () => {
    expect(await share([])).toMatchObject({ verdict: 'no_data', value: { value: null, reason: 'no_data' } });
  });
});
