import { describe, expect, test } from 'vitest';
import { indicatorNamed, Judged } from '../support/judged.ts';
import type { Sent } from '../support/load.ts';

const UPGRADES = 'shanghai-2021-broadband-upgrade';
const GARAGES = 'shanghai-2023-garage-coverage';

function upgrade(of: { carrier: string; district: string; completed: number }): Sent {
  const period = { programme: UPGRADES, period: '2021-03', observed_at: '2021-03-31T23:59:59+08:00' };
  return { stream: 'programme-progress', message: { ...period, ...of } };
}

function garage(item: string, of: Readonly<Record<string, unknown>> = {}): Sent {
  const message = {
    carrier: 'authority',
    district: '310115',
    observed_at: '2023-03-20T17:00:00+08:00',
    programme: GARAGES,
    item,
    positions_tested: 100,
    positions_passed: 95,
    points_tested: 5,
    points_passed: 5,
    accepted_at: '2023-03-20',
  };
  return { stream: 'acceptances', message: { ...message, ...of } };
}

describe('a programme with tables', () => {
  test('has a verdict in every printed cell, and the whole is the sum of its parts', async () => {
    const judged = await Judged.from([
      upgrade({ carrier: 'telecom', district: '310115', completed: 117_000 }),
      upgrade({ carrier: 'mobile', district: '310115', completed: 37_999 }),
      upgrade({ carrier: 'unicom', district: '310101', completed: 2_000 }),
    ]);
    const verdicts = await judged.verdicts(UPGRADES, { asOf: '2021-09-30' });
    // The city, three carriers, sixteen districts, and each carrier in each district.
    expect(verdicts).toHaveLength(1 + 3 + 16 + 48);
    const of = (target: string): unknown => {
      const one = verdicts.find((verdict) => verdict.target === target);
      return [one?.value.value, one?.verdict, one?.derived];
    };
    expect(of('districts.310115.telecom')).toEqual([117_000, 'met', false]);
    expect(of('districts.310115.mobile')).toEqual([37_999, 'missed', false]);
    expect(of('districts.310101.unicom')).toEqual([2_000, 'met', false]);
    expect(of('districts.310115')).toEqual([154_999, 'missed', false]);
    expect(of('carriers.telecom')).toEqual([117_000, 'missed', false]);
    expect(of('city')).toEqual([156_999, 'missed', false]);
    expect(of('districts.310104')).toEqual([null, 'no_data', false]);
  });
  test("shows a district's share by quarter on request alone, and marks it", async () => {
    const judged = await Judged.from([upgrade({ carrier: 'telecom', district: '310115', completed: 42_749 })]);
    const asOf = '2021-03-31';
    expect((await judged.verdicts(UPGRADES, { asOf })).some(({ derived }) => derived)).toBe(false);
    const derived = (await judged.verdicts(UPGRADES, { asOf, derive: true })).filter((one) => one.derived);
    expect(derived).toHaveLength(2 * (16 + 48));
    expect(derived.find(({ target }) => target === 'districts.310115@2021-03-31')).toMatchObject({
      verdict: 'missed',
      target_value: 42_750,
      gap: 1,
      due: '2021-03-31',
      derived: true,
    });
  });
});

describe('an acceptance', () => {
  const failures = async (sent: readonly Sent[], asOf = '2023-03-31', district?: string): Promise<unknown> =>
    (await Judged.from(sent)).failures('garages_covered', { asOf, ...(district === undefined ? {} : { district }) });

  test('that fails is listed with what it lacks', async () => {
    const sent = [
      garage('good'),
      garage('weak', { positions_passed: 89 }),
      garage('no-gate', { points_passed: 4 }),
      garage('untested', { positions_tested: 0, positions_passed: 0, points_tested: 0, points_passed: 0 }),
    ];
    expect(await failures(sent)).toMatchObject([
      {
        entity: [GARAGES, 'no-gate'],
        failed: [{ field: 'points_passed', value: '4', of: '5' }],
      },
      { entity: [GARAGES, 'untested'], failed: [{ field: 'positions_tested', value: '0' }] },
      {
        district: '310115',
        entity: [GARAGES, 'weak'],
        observed: '2023-03-20',
        failed: [{ field: 'positions_passed', value: '89', of: '100', condition: { bound: '0.9' } }],
      },
    ]);
    expect(await failures(sent, '2023-03-31', '310101')).toEqual([]);
  });
  test('is no failure before its day, nor once the item was tested again and passed', async () => {
    const sent = [
      garage('later', { positions_passed: 50, accepted_at: '2023-04-01' }),
      garage('mended', { positions_passed: 50 }),
      garage('mended', { observed_at: '2023-03-28T17:00:00+08:00', accepted_at: '2023-03-28' }),
    ];
    expect(await failures(sent)).toEqual([]);
    expect(await failures(sent, '2023-03-27')).toMatchObject([{ entity: [GARAGES, 'mended'] }]);
    expect(await failures(sent, '2023-04-01')).toMatchObject([{ entity: [GARAGES, 'later'] }]);
  });
});

describe('a base', () => {
  const stations = (day: string, count: number, of: { revision?: number; receivedAt: string }): Sent => ({
    stream: 'sites-5g',
    message: {
      observed_at: `${day}T23:59:59+08:00`,
      revision: of.revision ?? 0,
      rows: [{ placement: 'outdoor', generation: '5g-a', stations: count }],
    },
    receivedAt: Date.parse(of.receivedAt),
  });
  const sent = [
    stations('2024-12-31', 1_000, { receivedAt: '2025-01-05T00:00:00Z' }),
    stations('2024-12-31', 1_500, { revision: 1, receivedAt: '2025-06-01T00:00:00Z' }),
    stations('2025-12-31', 9_000, { receivedAt: '2026-01-05T00:00:00Z' }),
  ];
  const asOf = '2025-12-31';

  test('is known as of the same moment as the figure, where the definition says nothing', async () => {
    expect(await (await Judged.from(sent)).value('new_5ga_stations', { asOf })).toMatchObject({
      value: 7_500,
      current: 9_000,
      base: { as_of: '2024-12-31', known_at: null, value: 1_500 },
    });
  });
  test('that names its own moment is not moved by a later correction', async () => {
    const shipped = indicatorNamed('new_5ga_stations');
    if (shipped.formula.kind !== 'difference') throw new Error('expected a difference');
    const fixed = { ...shipped, formula: { ...shipped.formula, baseKnownAt: '2025-01-31' } };
    const judged = await Judged.from(sent);
    expect(await judged.value(fixed, { asOf })).toMatchObject({
      value: 8_000,
      base: { as_of: '2024-12-31', known_at: '2025-01-31', value: 1_000 },
    });
    // Asked as known before that moment, nothing later is known of the base either.
    const early = Date.parse('2025-01-04T00:00:00Z');
    expect(await judged.value(fixed, { asOf: '2024-12-31', knownAt: early })).toMatchObject({ reason: 'no_data' });
  });
  test('that was never reported leaves no value, and says so', async () => {
    const judged = await Judged.from(sent.slice(2));
    expect(await judged.value('new_5ga_stations', { asOf })).toMatchObject({ value: null, reason: 'no_base' });
  });
});
