import { expect, test } from 'vitest';
import { Judged } from '../support/judged.ts';
import type { Sent } from '../support/load.ts';

const PLAN = 'shanghai-2021-broadband-upgrade';
const END = '2021-03-31';

function completed(period: string, figure: number, of: object = {}): Sent {
  const observed = { programme: PLAN, observed_at: '2021-03-31T23:59:59+08:00' };
  return { stream: 'programme-progress', message: { ...observed, period, completed: figure, ...of } };
}

const MONTHS = [completed('2021-01', 100), completed('2021-02', 200), completed('2021-03', 300)];
const QUARTER = completed('2021-Q1', 610);

async function flags(
  judged: Judged,
  of: { asOf?: string; district?: string; carrier?: string } = {},
): Promise<unknown> {
  return (await judged.value('broadband_upgrades', { asOf: END, ...of })).flags;
}

test('a quarter sent beside its months counts as it is, is listed, and questions values and verdicts', async () => {
  const judged = await Judged.from([...MONTHS, QUARTER, completed('2021-03', 50, { district: '310101' })]);
  expect(await judged.doubts({ asOf: END })).toEqual([
    {
      profile: 'shanghai',
      kind: 'overlapping_periods',
      rule: null,
      about: [{ stream: 'programme-progress', subject: PLAN, carrier: 'telecom', district: '310115' }],
      observed_on: END,
      figure: 610,
      against: 600,
      reason: 'periods that share days: what those brought is added up more than once',
      details: ['2021-Q1', '2021-01', '2021-02', '2021-03'],
    },
  ]);
  expect(await judged.value('broadband_upgrades', { asOf: END })).toMatchObject({ value: 1260, flags: ['questioned'] });
  expect(await flags(judged, { district: '310115', carrier: 'telecom' })).toEqual(['questioned']);
  expect(await flags(judged, { district: '310101' })).toEqual([]);
  const verdicts = await judged.verdicts(PLAN, { asOf: END });
  const questioned = verdicts.filter(({ value }) => value.flags.includes('questioned')).map(({ target }) => target);
  expect(questioned.sort()).toEqual(['carriers.telecom', 'city', 'districts.310115', 'districts.310115.telecom']);
});

test('explain marks the reports that overlap, and no others', async () => {
  const judged = await Judged.from([...MONTHS.slice(1), QUARTER, completed('2020-12', 9)]);
  const { reports } = await judged.explained('broadband_upgrades', { asOf: END });
  expect(Object.fromEntries(reports.map(({ report, doubts }) => [report.part, doubts]))).toEqual({
    '2020-12': [],
    '2021-02': ['overlapping_periods'],
    '2021-03': ['overlapping_periods'],
    '2021-Q1': ['overlapping_periods'],
  });
});

test('all segments beside one of them, or the city beside its districts, count as they are and are doubted', async () => {
  const household = completed('2021-03', 70, { segment: 'household' });
  const judged = await Judged.from([completed('2021-03', 100), household]);
  expect(await judged.doubts({ asOf: END })).toMatchObject([
    { kind: 'whole_beside_parts', rule: null, figure: 100, against: 70, details: ['2021-03', '2021-03 household'] },
  ]);
  expect(await judged.value('broadband_upgrades', { asOf: END })).toMatchObject({ value: 170, flags: ['questioned'] });

  const business = completed('2021-Q1', 20, { segment: 'business' });
  expect(await (await Judged.from([household, business])).doubts({ asOf: END })).toEqual([]);

  const ofCity = await Judged.from([household, completed('2021-03', 70, { district: '310000' })]);
  expect(await ofCity.doubts({ asOf: END })).toMatchObject([
    { kind: 'whole_beside_parts', about: [{ carrier: 'telecom', district: '310000' }], details: ['310000', '310115'] },
  ]);
  expect(await ofCity.value('broadband_upgrades', { asOf: END })).toMatchObject({ value: 140, flags: ['questioned'] });
  expect(await flags(ofCity, { carrier: 'telecom' })).toEqual(['questioned']);
  expect(await flags(ofCity, { carrier: 'telecom', district: '310115' })).toEqual([]);
});

test('until the quarter has ended only the months count, and nothing is doubted', async () => {
  const judged = await Judged.from([...MONTHS, QUARTER]);
  expect(await judged.doubts({ asOf: '2021-03-30' })).toEqual([]);
  expect(await flags(judged, { asOf: '2021-02-28' })).toEqual([]);
});

test('a period that is corrected, or sent by others, overlaps with nothing', async () => {
  const judged = await Judged.from([
    ...MONTHS,
    completed('2021-03', 310, { revision: 1 }),
    completed('2021-Q1', 5, { carrier: 'mobile' }),
    completed('2021-Q1', 5, { district: '310101' }),
    completed('2021-Q1', 5, { programme: 'shanghai-2023-garage-coverage' }),
    completed('2020-Q4', 5),
  ]);
  expect(await judged.doubts({ asOf: END })).toEqual([]);
});

test('the sender ends the doubt by revising one of the two to nought; who asks what was known before still hears of it', async () => {
  const later = Date.parse('2026-01-01T00:00:00Z');
  const judged = await Judged.from([
    ...[...MONTHS, QUARTER].map((sent) => ({ ...sent, receivedAt: later - 1 })),
    { ...completed('2021-Q1', 0, { revision: 1 }), receivedAt: later },
  ]);
  expect(await judged.doubts({ asOf: END })).toEqual([]);
  expect(await judged.doubts({ asOf: END, knownAt: later - 1 })).toMatchObject([{ kind: 'overlapping_periods' }]);
});
