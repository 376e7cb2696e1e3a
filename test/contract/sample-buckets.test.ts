import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';
import type { Asker } from '../../store/asker.ts';
import { remembering } from '../../store/asker.ts';
import type { SampleMeasure } from '../../store/measure.ts';
import { readFacts, readSamples } from '../../store/read-samples.ts';
import { bucketsTable } from '../../store/sample-tables.ts';
import type { SampleQuestion } from '../../store/samples.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore, locationOf, statements } from '../support/embedded.ts';
import { line, loadInto, raw, RECEIVED_AT } from '../support/load.ts';

const rules = shippedRules(shippedCatalogue());
const all: SampleMeasure = {
  kind: 'samples',
  stream: 'speed-samples',
  field: 'download_mbps',
  where: {},
  windowDays: 10,
};
const measures: readonly SampleMeasure[] = [
  all,
  { ...all, perTesterPerDay: 2 },
  {
    ...all,
    where: { service: { kind: 'one_of', words: ['fixed'] } },
    logarithms: true,
    hours: [{ from: 0, until: 12 }],
  },
  { ...all, field: 'latency_ms' },
];

function question(asOf: string): SampleQuestion {
  return {
    ...{ stream: speedSamples, measures, asOf, windowDays: 10, zone: 'Asia/Shanghai', knownAt: null },
    districts: ['310101', '310115'],
  };
}

/** Few ids, days and testers, so that duplicates, corrections, moves and ties are frequent. */
const message = fc
  .record({
    id: fc.nat({ max: 25 }),
    day: fc.integer({ min: 1, max: 20 }),
    hour: fc.nat({ max: 23 }),
    revision: fc.nat({ max: 2 }),
    district: fc.constantFrom('310101', '310115', '310104'),
    carrier: fc.constantFrom('telecom', 'mobile'),
    tester: fc.constantFrom('', 't-1', 't-2'),
    mbps: fc.integer({ min: 1, max: 99_999 }),
    latency: fc.option(fc.nat({ max: 50 })),
  })
  .map(({ id, day, hour, tester, mbps, latency, ...rest }) =>
    line({
      ...rest,
      id: `s-${String(id)}`,
      observed_at: `2025-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:30:00+08:00`,
      service: 'fixed',
      download_mbps: mbps / 100,
      ...(tester === '' ? {} : { tester }),
      ...(latency === null ? {} : { latency_ms: latency }),
    }),
  );

test('buckets say what the facts say, whatever arrives between two questions and whichever day is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(message, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 5, max: 20 }), { minLength: 4, maxLength: 4 }),
      async (batches, days) => {
        const store = await emptyStore();
        for (const [i, batch] of batches.entries()) {
          await loadInto(
            store,
            rules,
            batch.map((text) => raw('speed-samples', text, RECEIVED_AT + i)),
          );
          const asOf = `2025-03-${String(days[i] ?? 5).padStart(2, '0')}`;
          expect(await readSamples(store, question(asOf))).toEqual(await readFacts(store, question(asOf)));
        }
        const past = { ...question('2025-03-20'), knownAt: RECEIVED_AT };
        expect(await readSamples(store, past)).toEqual(await readFacts(store, past));
        const asOf = '2025-03-20';
        const before = await readSamples(store, question(asOf));
        expect(before).toEqual(await readFacts(store, question(asOf)));
        await statements(locationOf(), [`OPTIMIZE TABLE ${bucketsTable(speedSamples)} FINAL`]);
        expect(await readSamples(store, question(asOf))).toEqual(before);
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
}, 120_000);

/** Counts what a store is asked to derive. */
function counting(asker: Asker): { readonly asker: Asker; readonly derived: () => number } {
  let derived = 0;
  const counted: Asker = {
    ask: (query) => asker.ask(query),
    derive: (statement) => {
      derived += 1;
      return asker.derive(statement);
    },
  };
  return { asker: counted, derived: () => derived };
}

function sample(id: string, at: string, more: object = {}): ReturnType<typeof raw> {
  return raw('speed-samples', line({ id, observed_at: at, service: 'fixed', download_mbps: 100, ...more }));
}

test('a question that nothing has changed for derives nothing, and the same sample again changes no value', async () => {
  const store = await emptyStore();
  await loadInto(store, rules, [sample('a', '2025-03-05T12:00:00+08:00'), sample('b', '2025-03-06T12:00:00+08:00')]);
  const { asker, derived } = counting(remembering(store, store));
  const first = await readSamples(asker, question('2025-03-10'));
  const work = derived();
  expect(await readSamples(asker, question('2025-03-10'))).toEqual(first);
  expect(await readSamples(asker, question('2025-03-12'))).toHaveLength(first.length);
  expect(derived()).toBe(work);
  await loadInto(store, rules, [sample('a', '2025-03-05T12:00:00+08:00')]);
  expect(await readSamples(asker, question('2025-03-10'))).toEqual(first);
});

test('a correction that moves a sample to another day is seen on both, also after both were read', async () => {
  const store = await emptyStore();
  const count = async (asOf: string): Promise<number> =>
    (await readSamples(store, question(asOf)))[0]?.distribution.count ?? 0;
  await loadInto(store, rules, [sample('a', '2025-03-15T12:00:00+08:00'), sample('b', '2025-03-15T13:00:00+08:00')]);
  expect([await count('2025-03-15'), await count('2025-03-20')]).toEqual([2, 2]);
  await loadInto(store, rules, [sample('a', '2025-03-01T12:00:00+08:00', { revision: 1 })]);
  expect([await count('2025-03-05'), await count('2025-03-15'), await count('2025-03-20')]).toEqual([1, 1, 1]);
  await loadInto(store, rules, [sample('b', '2025-03-18T12:00:00+08:00', { revision: 1 })]);
  expect([await count('2025-03-15'), await count('2025-03-20')]).toEqual([1, 1]);
});

/** Each id once, so that every day is settled; amounts that lie on the edges of bins, beyond all of them, or together. */
const settled = fc
  .array(
    fc.record({
      day: fc.integer({ min: 1, max: 4 }),
      hour: fc.nat({ max: 23 }),
      district: fc.constantFrom('310101', '310115', '310104'),
      carrier: fc.constantFrom('telecom', 'mobile'),
      mbps: fc.oneof(
        fc.integer({ min: 1, max: 99_999 }).map((hundredths) => hundredths / 100),
        fc.integer({ min: 93_000, max: 93_100 }).map((hundredths) => hundredths / 100),
        fc.constantFrom(0.000001, 0.5, 1, 1.999999, 2, 64, 1024, 2 ** 20, 2 ** 21, 9_999_999),
      ),
      latency: fc.option(fc.constantFrom(0, 0.001, 5, 5.5, 70_000)),
    }),
    { minLength: 1, maxLength: 150 },
  )
  .map((samples) =>
    samples.map(({ day, hour, mbps, latency, ...rest }, i) =>
      sample(`s-${String(i)}`, `2025-03-0${String(day)}T${String(hour).padStart(2, '0')}:30:00+08:00`, {
        ...{ ...rest, download_mbps: mbps },
        ...(latency === null ? {} : { latency_ms: latency }),
      }),
    ),
  );

test('percentiles of settled days are those of all amounts, and no fact is read for them', async () => {
  await fc.assert(
    fc.asyncProperty(settled, async (messages) => {
      const store = await emptyStore();
      await loadInto(store, rules, messages);
      const read: string[] = [];
      const asker: Asker = {
        ask: (query) => {
          if (query.isPassing !== true) read.push(...query.tables);
          return store.ask(query);
        },
        derive: (statement) => store.derive(statement),
      };
      const bucketed = await readSamples(asker, question('2025-03-05'));
      expect(read).not.toContain('speed_samples');
      expect(bucketed).toEqual(await readFacts(store, question('2025-03-05')));
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);

test('buckets that are replaced between the two looks at them are seen through', async () => {
  const store = await emptyStore();
  const at = (day: number): string => `2025-03-0${String(day)}T12:00:00+08:00`;
  await loadInto(
    store,
    rules,
    [100, 200, 300, 400].map((mbps, i) => sample(`s-${String(mbps)}`, at(1 + i), { download_mbps: mbps })),
  );
  await readSamples(store, question('2025-03-05'));
  let looks = 0;
  const asker: Asker = {
    ask: async (query) => {
      if (query.isPassing !== true && query.tables.includes(bucketsTable(speedSamples))) looks += 1;
      if (looks === 2) {
        looks += 1;
        await loadInto(store, rules, [sample('another', at(2), { download_mbps: 210 })]);
        await readSamples(store, question('2025-03-05'));
        await statements(locationOf(), [`OPTIMIZE TABLE ${bucketsTable(speedSamples)} FINAL`]);
      }
      return store.ask(query);
    },
    derive: (statement) => store.derive(statement),
  };
  const read = await readSamples(asker, question('2025-03-05'));
  expect(looks).toBeGreaterThan(3);
  expect(read).toEqual(await readFacts(store, question('2025-03-05')));
  expect(read[0]?.distribution).toMatchObject({ count: 5, p50: { low: 210 } });
});

test.each([2, 3])('of %i samples of a tester, a settled day counts two', async (count) => {
  const store = await emptyStore();
  const sent = Array.from({ length: count }, (_, i) =>
    sample(`s-${String(i)}`, '2025-03-05T10:00:00+08:00', { tester: 't-1', carrier: 'telecom', district: '310115' }),
  );
  await loadInto(store, rules, sent);
  const rows = await readSamples(store, question('2025-03-10'));
  const limited = rows.filter(({ measure, district, carrier }) => measure === 1 && district === '' && carrier === '');
  expect(limited.map(({ distribution }) => [distribution.count, distribution.thinned])).toEqual([[2, count - 2]]);
});
