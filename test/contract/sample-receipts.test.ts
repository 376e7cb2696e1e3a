import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateCompleteness } from '../../app/evaluating/completeness.ts';
import { toCompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { readReceipts } from '../../store/read-receipts.ts';
import type { Receipt } from '../../store/receipts.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { SHANGHAI } from '../support/judged.ts';
import { loadInto, raw, RECEIVED_AT } from '../support/load.ts';

const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);

interface Sample {
  readonly id: string;
  readonly carrier: string;
  readonly district: string;
  readonly observed_at: string;
  readonly revision: number;
  readonly download_mbps: number;
}

interface Arrival {
  readonly sample: Sample;
  readonly receivedAt: number;
}

/** Few ids, days and speeds, so that the same sample comes often, and corrections and ties of it too. */
const sample: fc.Arbitrary<Sample> = fc
  .record({
    id: fc.constantFrom('a', 'b'),
    carrier: fc.constant('telecom'),
    district: fc.constantFrom('310101', '310115'),
    day: fc.integer({ min: 1, max: 2 }),
    revision: fc.constantFrom(0, 0, 0, 1),
    download_mbps: fc.constantFrom(100, 100, 100, 200),
  })
  .map(({ day, ...rest }) => ({ ...rest, observed_at: `2025-03-0${String(day)}T12:00:00+08:00` }));

const arrivals = fc
  .array(fc.record({ sample, hours: fc.nat({ max: 240 }) }), { minLength: 10, maxLength: 40 })
  .map((all): readonly Arrival[] =>
    all.map(({ hours, ...one }) => ({ ...one, receivedAt: RECEIVED_AT + hours * 3_600_000 })),
  );

/** The naive reading of the law: the same content received twice is one fact, and counts from its first receipt. */
function expectedReceipts(all: readonly Arrival[]): readonly Receipt[] {
  const facts = new Map<string, Arrival>();
  for (const arrival of all) {
    const held = facts.get(JSON.stringify(arrival.sample));
    if (held === undefined || arrival.receivedAt < held.receivedAt) facts.set(JSON.stringify(arrival.sample), arrival);
  }
  const receipts = new Map<string, Receipt>();
  for (const { sample: one, receivedAt } of facts.values()) {
    const { district, carrier, observed_at, revision } = one;
    const held = receipts.get(`${district}/${carrier}`);
    const day = observed_at.slice(0, 10);
    receipts.set(`${district}/${carrier}`, {
      ...{ district, carrier, subject: '', month: '2025-03-31' },
      lastDay: held === undefined || held.lastDay < day ? day : held.lastDay,
      first: Math.min(held?.first ?? Infinity, receivedAt),
      latest: Math.max(held?.latest ?? 0, receivedAt),
      revision: Math.max(held?.revision ?? 0, revision),
    });
  }
  return [...receipts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, receipt]) => receipt);
}

const question = { stream: speedSamples, measures: [], zone: SHANGHAI.zone, knownAt: null };

async function documentOf(store: ClickHouseStore): Promise<string> {
  const deps = { catalogue, asker: store, now: () => RECEIVED_AT };
  const { duties } = await evaluateCompleteness(deps, SHANGHAI, {
    period: { name: '2025-03', from: '2025-03-01', to: '2025-03-31' },
    stream: 'speed-samples',
    knownAt: null,
  });
  return JSON.stringify(toCompletenessDocument(SHANGHAI, duties, { period: '2025-03', knownAt: null }));
}

test('samples count from their first receipt, in whatever order their copies come and are read', async () => {
  const runs = arrivals.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
      cuts: fc.array(fc.nat({ max: all.length }), { minLength: 2, maxLength: 4 }),
    }),
  );
  const load = (store: ClickHouseStore, piece: readonly Arrival[]): Promise<unknown> =>
    loadInto(
      store,
      rules,
      piece.map((one) => raw('speed-samples', JSON.stringify({ ...one.sample, service: 'fixed' }), one.receivedAt)),
    );
  await fc.assert(
    fc.asyncProperty(runs, async ({ all, order, cuts }) => {
      const store = await emptyStore();
      await load(store, all);
      const expected = await documentOf(store);
      await emptyStore();
      const bounds = [0, ...[...cuts].sort((a, b) => a - b), order.length];
      for (const [i, start] of bounds.entries()) {
        await load(store, order.slice(start, bounds[i + 1]));
        // What is kept of days on the way must not show at the end.
        await readReceipts(store, question);
      }
      expect(await readReceipts(store, question)).toEqual(expectedReceipts(all));
      expect(await documentOf(store)).toBe(expected);
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 120_000);
