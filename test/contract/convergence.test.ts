import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateValues } from '../../app/evaluating/evaluate.ts';
import { toValueDocument } from '../../indicators/documents/documents.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import { SHANGHAI_2025 } from '../../ingest/simulation/demo.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';
import type { RawMessage } from '../../ingest/measurement.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { loadInto, raw } from '../support/load.ts';

const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);
const profile = catalogue.profiles.get('shanghai');

/** Corrections that move a sample between days, one of them back again, and an id that two days share by mistake. */
const moves = [
  ['m-1', '2025-03-10', 0],
  ['m-1', '2025-02-10', 1],
  ['m-2', '2025-02-11', 0],
  ['m-2', '2025-03-11', 1],
  ['m-2', '2025-02-11', 2],
  ['m-3', '2025-01-20', 0],
  ['m-3', '2025-03-20', 0],
] as const;

function moved(id: string, day: string, revision: number): string {
  return JSON.stringify({
    ...{ id, carrier: 'telecom', district: '310115', observed_at: `${day}T12:00:00+08:00`, revision },
    ...{ service: 'mobile', generation: '5g', place: 'outdoor', download_mbps: 1000 + revision, tester: 't-1' },
  });
}

/** Three months of every stream, with corrections, late reports, duplicates and bad messages, and some ties on top. */
const feed: readonly RawMessage[] = [
  ...[...simulate({ ...SHANGHAI_2025.options, from: '2025-01-01', to: '2025-03-31', scale: 0.0005 })].map(
    ({ stream, line, receivedAt }) => raw(stream, line, receivedAt),
  ),
  ...moves.map(([id, day, revision]) => raw('speed-samples', moved(id, day, revision), 1_743_000_000_000)),
  ...[1, 2, 3].map((stations) => raw('sites-5g', tie(stations), 1_743_000_000_000 + stations)),
];

/** The same report of the same moment with another figure: a sender's fault that must not depend on the order. */
function tie(stations: number): string {
  return JSON.stringify({
    id: `tie-${String(stations)}`,
    carrier: 'telecom',
    district: '310115',
    observed_at: '2025-03-31T12:00:00+08:00',
    revision: 7,
    rows: [{ placement: 'outdoor', generation: '5g', stations }],
  });
}

async function indicatorsJson(
  store: ClickHouseStore,
  times: { asOf: string; knownAt: number | null },
  id?: string,
): Promise<string> {
  if (profile === undefined) throw new Error('the profile of Shanghai is not shipped');
  const values = await evaluateValues({ catalogue, asker: store, now: () => 0 }, profile, {
    ...times,
    indicators: [...catalogue.indicators.values()].filter((one) => id === undefined || one.id === id),
    levels: LEVELS,
  });
  return JSON.stringify(values.map((value) => toValueDocument(value, null)));
}

/** The feed's order, which messages come twice, and where the load is cut in pieces. */
const arrivals = fc.record({
  order: fc.shuffledSubarray(
    feed.map((_, i) => i),
    { minLength: feed.length, maxLength: feed.length },
  ),
  twice: fc.array(fc.nat({ max: feed.length - 1 }), { maxLength: 200 }),
  cuts: fc.array(fc.nat({ max: feed.length - 1 }), { maxLength: 4 }),
});

test('the same messages in any order, repeated and split, give the same values to the last byte', async () => {
  const times = [
    { asOf: '2025-03-31', knownAt: null },
    { asOf: '2025-02-28', knownAt: Date.parse('2025-03-08T00:00:00Z') },
  ];
  const first = await emptyStore();
  await loadInto(first, rules, feed);
  const expected = await Promise.all(times.map((time) => indicatorsJson(first, time)));
  expect(expected[0]).not.toBe(expected[1]);

  await fc.assert(
    fc.asyncProperty(arrivals, async ({ order, twice, cuts }) => {
      const store = await emptyStore();
      const indices = [...order, ...twice];
      const bounds = [0, ...[...cuts].sort((a, b) => a - b), indices.length];
      for (const [i, start] of bounds.entries()) {
        const piece = indices.slice(start, bounds[i + 1]).flatMap((index) => feed[index] ?? []);
        await loadInto(store, rules, piece);
        // What is read on the way must not show in what is read at the end.
        await indicatorsJson(store, { asOf: '2025-03-15', knownAt: null }, 'outdoor_5g_download_mbps');
      }
      expect(await Promise.all(times.map((time) => indicatorsJson(store, time)))).toEqual(expected);
    }),
    // Making a shuffled feed smaller takes hours and shows nothing.
    { numRuns: 8, endOnFailure: true },
  );
}, 240_000);
