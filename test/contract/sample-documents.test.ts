import { expect, test } from 'vitest';
import { evaluateValues } from '../../app/evaluating/evaluate.ts';
import { toValueDocument } from '../../indicators/documents/documents.ts';
import type { ValueDocument } from '../../indicators/documents/documents.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { emptyStore } from '../support/embedded.ts';
import { everywhere, SHANGHAI } from '../support/judged.ts';
import { line, loadInto, raw } from '../support/load.ts';

const catalogue = shippedCatalogue();

async function values(id: string, lines: readonly string[]): Promise<readonly ValueDocument[]> {
  const store = await emptyStore();
  await load(store, lines);
  return valuesIn(store, id);
}

async function load(store: ClickHouseStore, lines: readonly string[], receivedAt?: number): Promise<void> {
  const messages = lines.map((text) => raw('speed-samples', text, receivedAt));
  await loadInto(store, shippedRules(catalogue), messages);
}

async function valuesIn(
  store: ClickHouseStore,
  id: string,
  knownAt: number | null = null,
): Promise<readonly ValueDocument[]> {
  const indicator = catalogue.indicators.get(id);
  if (indicator === undefined) throw new Error(`no indicator ${id}`);
  const found = await evaluateValues({ catalogue, asker: store, now: () => 0 }, SHANGHAI, {
    ...{ asOf: '2025-03-31', knownAt },
    indicators: [indicator],
    levels: ['city', 'district'],
  });
  return found.map((value) => toValueDocument(value, null));
}

const fixed = { service: 'fixed', download_mbps: 500 };

test('a value of samples tells of every message that it does not rest on', async () => {
  const [city, ...districts] = await values('fixed_download_mbps', [
    ...Array.from({ length: 40 }, () => line(fixed)),
    line({ ...fixed, id: 'twice' }),
    line({ ...fixed, id: 'twice', revision: 1, download_mbps: 600 }),
    line({ ...fixed, download_mbps: -1 }),
    line({ ...fixed, download_mbps: -1, district: '310101' }),
    line({ ...fixed, download_mbps: -1, observed_at: '2024-06-30T12:00:00+08:00' }),
    '{"id":',
  ]);
  const waterfall = { superseded: 1, thinned: 0, used: 41 };
  // A message that cannot be read belongs to the day of its receipt, which lies behind the window here.
  expect(city?.sample?.waterfall).toEqual({ ...waterfall, received: 44, rejected: 2 });
  const own = districts.find(({ scope }) => scope.district === '310115');
  expect(own?.sample?.waterfall).toEqual({ ...waterfall, received: 43, rejected: 1 });
});

test('districts are ranked by their index, those that samples do not tell apart together, with every component', async () => {
  const speeds = (district: string): number => (district === '310101' ? 450 : district === '310104' ? 100 : 275);
  const samples = Array.from({ length: 12 }, (_, i) =>
    everywhere('speed-samples', (_carrier, district) => ({
      ...{ service: 'mobile', generation: '5g', latency_ms: 20 },
      place: i % 2 === 0 ? 'indoor' : 'outdoor',
      download_mbps: speeds(district) + i,
    })),
  );
  const lines = [...samples, ...samples].flat().map(({ message }) => line(message));
  const [, ...districts] = await values('g5_experience_index', lines);
  const rank = (code: string): number | undefined =>
    districts.find(({ scope }) => scope.district === code)?.index?.rank;
  expect([rank('310101'), rank('310104')]).toEqual([1, districts.length]);
  expect(new Set(['310105', '310106', '310115'].map(rank))).toEqual(new Set([2]));
  const [first] = districts;
  expect(first?.index?.components.map(({ id }) => id)).toEqual([
    'outdoor_download',
    'indoor_download',
    'latency',
    'outdoor_100m_share',
    'indoor_100m_share',
  ]);
  const sum = first?.index?.components.reduce((all, { score, weight }) => all + (score ?? 0) * weight, 0) ?? 0;
  expect(first?.value).toBeCloseTo(sum, 9);
  expect(first?.index?.ci_low ?? 0).toBeLessThanOrEqual(first?.value ?? 0);
  expect(first?.index?.ci_high ?? 0).toBeGreaterThanOrEqual(first?.value ?? 0);
});

test('each component of an index tells of the messages that it does not rest on', async () => {
  const indoor = { service: 'mobile', generation: '5g', place: 'indoor', download_mbps: 300 };
  const [city] = await values('g5_experience_index', [
    ...Array.from({ length: 35 }, () => line({ ...indoor, latency_ms: 20 })),
    ...Array.from({ length: 25 }, () => line({ ...indoor, tester: 't-1' })),
    line({ ...indoor, id: 'twice' }),
    line({ ...indoor, id: 'twice', revision: 1 }),
  ]);
  const waterfalls = city?.index?.components.map(({ id, waterfall }) => [id, waterfall]);
  const all = { received: 62, rejected: 0, superseded: 1, thinned: 5, used: 56 };
  expect(waterfalls).toEqual([
    ['outdoor_download', undefined],
    ['indoor_download', all],
    ['latency', { ...all, received: 35, superseded: 0, thinned: 0, used: 35 }],
    ['outdoor_100m_share', undefined],
    ['indoor_100m_share', all],
  ]);
});

test('what was known at a moment stays the same document, whatever arrives after it', async () => {
  const indoor = { service: 'mobile', generation: '5g', place: 'indoor', download_mbps: 300, latency_ms: 20 };
  const outdoor = { ...indoor, place: 'outdoor' };
  const sent = [indoor, outdoor, { service: 'fixed', download_mbps: 500 }];
  const store = await emptyStore();
  const before = Date.parse('2025-04-05T00:00:00+08:00');
  const after = before + 1;
  await load(
    store,
    sent.flatMap((one, i) => Array.from({ length: 31 }, (_, j) => line({ ...one, id: `${String(i)}-${String(j)}` }))),
    before,
  );
  const known = async (): Promise<unknown> => [
    await valuesIn(store, 'fixed_download_mbps', before),
    await valuesIn(store, 'g5_experience_index', before),
  ];
  const then = await known();
  await load(
    store,
    sent.flatMap((one, i) => [
      line({ ...one, id: `new-${String(i)}`, district: '310101' }),
      line({ ...one, id: `${String(i)}-0`, revision: 1, download_mbps: 1 }),
      line({ ...one, download_mbps: -1 }),
    ]),
    after,
  );
  expect(await known()).toEqual(then);
});
