import { expect, test } from 'vitest';
import { findStream } from '../../ingest/streams.ts';
import type { SampleMeasure } from '../../store/measure.ts';
import { readFacts, readSamples } from '../../store/read-samples.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { loadInto, raw, RECEIVED_AT } from '../support/load.ts';

const rules = shippedRules(shippedCatalogue());
const measure: SampleMeasure = {
  kind: 'samples',
  stream: 'speed-samples',
  field: 'download_mbps',
  where: { service: { kind: 'one_of', words: ['fixed'] } },
  windowDays: 90,
};

interface Speed {
  readonly id: string;
  readonly mbps: string;
  readonly at?: string;
  readonly revision?: number;
  readonly district?: string;
  readonly tester?: string;
}

async function distributions(
  speeds: readonly Speed[],
  { asOf = '2025-03-31', knownAt = null as number | null, changes = {} } = {},
): Promise<
  readonly {
    scope: string;
    count: number;
    sum: string;
    parts: readonly object[];
    quantiles: unknown[];
    waterfall: object;
  }[]
> {
  const stream = findStream('speed-samples');
  if (stream === undefined) throw new Error('no stream');
  const store = await emptyStore();
  const lines = speeds.map(
    ({ id, mbps, at = '2025-03-15T12:00:00+08:00', revision = 0, district = '310115', tester }) =>
      `{"id":"${id}","carrier":"telecom","district":"${district}","observed_at":"${at}","revision":${String(revision)},"service":"fixed","download_mbps":${mbps}${tester === undefined ? '' : `,"tester":"${tester}"`}}`,
  );
  expect(await loadInto(store, rules, [raw('speed-samples', lines.join('\n'))])).toEqual({
    admitted: lines.length,
    rejected: 0,
  });
  const question = {
    stream,
    measures: [{ ...measure, ...changes }],
    windowDays: 90,
    asOf,
    zone: 'Asia/Shanghai',
    knownAt,
    districts: ['310101', '310115'],
  };
  const rows = await readSamples(store, question);
  expect(await readFacts(store, question)).toEqual(rows);
  return rows.map(({ district, carrier, distribution: { count, parts, p10, p50, p90, ...waterfall } }) => ({
    scope: `${district}/${carrier}`,
    count,
    sum: parts[0]?.sum ?? '',
    parts,
    quantiles: [p10, p50, p90],
    waterfall,
  }));
}

test('a sum of decimals is exact, to every digit that was sent', async () => {
  const [all] = await distributions([
    { id: 'a', mbps: '0.1' },
    { id: 'b', mbps: '0.2' },
    { id: 'c', mbps: '523.4100000000001' },
    { id: 'd', mbps: '0.000000000000000001' },
  ]);
  expect(all).toMatchObject({ scope: '/', count: 4, sum: '523.710000000000100001' });
});

test('the window is ninety whole days in Shanghai, its last day included', async () => {
  const [all] = await distributions(
    [
      { id: 'first moment', mbps: '1', at: '2025-01-01T00:00:00+08:00' },
      { id: 'a second too early', mbps: '10', at: '2024-12-31T23:59:59+08:00' },
      { id: 'last moment', mbps: '100', at: '2025-03-31T23:59:59.999+08:00' },
      { id: 'a moment too late', mbps: '1000', at: '2025-04-01T00:00:00+08:00' },
    ].map((speed) => ({ ...speed, id: speed.id.replaceAll(' ', '-') })),
  );
  expect(all).toMatchObject({ count: 2, sum: '101' });
});

test('an id counts once, in its greatest revision, even where the correction moved it out of the window', async () => {
  const [all] = await distributions([
    { id: 'kept', mbps: '1' },
    { id: 'corrected', mbps: '10' },
    { id: 'corrected', mbps: '20', revision: 2 },
    { id: 'corrected', mbps: '15', revision: 1 },
    { id: 'moved', mbps: '100' },
    { id: 'moved', mbps: '100', revision: 1, at: '2024-06-01T12:00:00+08:00' },
    { id: 'corrected-later', mbps: '1000' },
    { id: 'corrected-later', mbps: '9999', revision: 1, at: '2025-04-02T12:00:00+08:00' },
  ]);
  expect(all).toMatchObject({ count: 3, sum: '1021' });
});

test('quantiles lie between neighbours in order of size, and every scope has its own distribution', async () => {
  const rows = await distributions(
    [1, 2, 3, 4].map((mbps) => ({
      id: `s${String(mbps)}`,
      mbps: String(mbps),
      district: mbps < 4 ? '310115' : '310101',
    })),
  );
  expect(rows.map(({ scope, count }) => [scope, count])).toEqual([
    ['/', 4],
    ['/telecom', 4],
    ['310101/', 1],
    ['310101/telecom', 1],
    ['310115/', 3],
    ['310115/telecom', 3],
  ]);
  expect(rows[0]?.quantiles).toEqual([
    { low: 1, high: 2, tenths: 3 },
    { low: 2, high: 3, tenths: 5 },
    { low: 3, high: 4, tenths: 7 },
  ]);
  expect(rows[2]?.quantiles).toEqual(Array.from({ length: 3 }, () => ({ low: 4, high: 4, tenths: 0 })));
});

test('a percentile is the number that was sent, whatever its digits', async () => {
  const sent = ['25576', '432.4518', '755766.207', '27.94893312467', '523.4100000000001', '0.000000000000000001'];
  for (const mbps of sent) {
    const [all] = await distributions([{ id: 'a', mbps }]);
    expect(all?.quantiles[1]).toEqual({ low: Number(mbps), high: Number(mbps), tenths: 0 });
  }
});

test('what was received later is not known before', async () => {
  expect(await distributions([{ id: 'a', mbps: '1' }], { knownAt: RECEIVED_AT })).toHaveLength(6 - 2);
  expect(await distributions([{ id: 'a', mbps: '1' }], { knownAt: RECEIVED_AT - 1 })).toMatchObject([
    { scope: '/', count: 0, sum: '0', waterfall: { received: 1, late: 1, superseded: 0, thinned: 0 } },
    { scope: '/telecom', count: 0 },
    { scope: '310115/', count: 0 },
    { scope: '310115/telecom', count: 0 },
  ]);
});

test('every fact is counted once in the waterfall, under its own district', async () => {
  const rows = await distributions([
    { id: 'a', mbps: '1' },
    { id: 'a', mbps: '1' },
    { id: 'b', mbps: '2', district: '310101' },
    { id: 'b', mbps: '2', revision: 1 },
  ]);
  const shown = rows.map(({ scope, count, waterfall }) => [scope, count, waterfall]);
  expect(shown).toContainEqual(['/', 2, { received: 3, late: 0, superseded: 1, thinned: 0 }]);
  expect(shown).toContainEqual(['310101/', 0, { received: 1, late: 0, superseded: 1, thinned: 0 }]);
  expect(shown).toContainEqual(['310115/', 2, { received: 2, late: 0, superseded: 0, thinned: 0 }]);
});

test('one heavy tester counts for so many samples a day; samples that name no tester all count', async () => {
  const heavy = Array.from({ length: 50 }, (_, i) => ({ id: `h${String(i)}`, mbps: '900', tester: 'heavy' }));
  const light = Array.from({ length: 5 }, (_, i) => ({ id: `l${String(i)}`, mbps: '100', tester: `l${String(i)}` }));
  const unnamed = Array.from({ length: 5 }, (_, i) => ({ id: `u${String(i)}`, mbps: '100' }));
  const tomorrow = { ...heavy[0], id: 'next', mbps: '900', at: '2025-03-16T12:00:00+08:00', tester: 'heavy' };
  const [all] = await distributions([...heavy, ...light, ...unnamed, tomorrow], { changes: { perTesterPerDay: 2 } });
  expect(all).toMatchObject({ count: 13, sum: '3700', waterfall: { received: 61, thinned: 48 } });
});

test('which of a tester count does not depend on the order of arrival', async () => {
  const speeds = Array.from({ length: 20 }, (_, i) => ({ id: `h${String(i)}`, mbps: String(i + 1), tester: 'heavy' }));
  const changes = { perTesterPerDay: 3 };
  const [forwards] = await distributions(speeds, { changes });
  const [backwards] = await distributions([...speeds].reverse(), { changes });
  expect(forwards).toEqual(backwards);
  expect(forwards).toMatchObject({ count: 3 });
});

test('a share is of the very samples that count', async () => {
  const days = Array.from({ length: 9 }, (_, i) => ({ at: `2025-03-0${String(i + 1)}T12:00:00+08:00`, tester: 't' }));
  const speeds = days.flatMap((day, i) => [
    { ...day, id: `fast-${String(i)}`, mbps: '900' },
    { ...day, id: `slow-${String(i)}`, mbps: '99.9' },
  ]);
  const [all] = await distributions(speeds, { changes: { perTesterPerDay: 1 } });
  const share = { kind: 'at_least', bound: '100' };
  const [fast] = await distributions(speeds, { changes: { perTesterPerDay: 1, share } });
  const count = Number(fast?.sum);
  expect([count * 900 + (9 - count) * 99.9, fast?.count]).toEqual([Number(all?.sum), 9]);
  expect(count).toBeLessThan(9);
});

test('a sample that was corrected does not use up its tester', async () => {
  const [all] = await distributions(
    [
      { id: 'a', mbps: '1', tester: 't' },
      { id: 'a', mbps: '2', tester: 't', revision: 1 },
      { id: 'b', mbps: '10', tester: 't' },
    ],
    { changes: { perTesterPerDay: 2 } },
  );
  expect(all).toMatchObject({ count: 2, sum: '12', waterfall: { received: 3, superseded: 1, thinned: 0 } });
});

test('logarithms are summed exactly, and a sample of 0 has none', async () => {
  const [all] = await distributions(
    [
      { id: 'a', mbps: '1' },
      { id: 'b', mbps: '10' },
      { id: 'c', mbps: '100' },
    ],
    { changes: { logarithms: true } },
  );
  expect(all?.count).toBe(3);
  expect(Math.exp(Number(all?.sum) / 3)).toBeCloseTo(10, 10);
  expect(all?.quantiles[1]).toMatchObject({ low: 10, tenths: 0 });
});

test('parts of the day are summed apart by the hour in Shanghai, an hour that none names in the last', async () => {
  const [all] = await distributions(
    [
      { id: 'busy-first', mbps: '1', at: '2025-03-15T19:00:00+08:00' },
      { id: 'busy-last', mbps: '10', at: '2025-03-15T21:59:59.999+08:00' },
      { id: 'idle', mbps: '100', at: '2025-03-15T22:00:00+08:00' },
    ],
    { changes: { hours: [{ from: 19, until: 22 }] } },
  );
  expect(all).toMatchObject({
    count: 3,
    parts: [
      { count: 2, sum: '11', sumOfSquares: '101' },
      { count: 1, sum: '100' },
    ],
  });
});
