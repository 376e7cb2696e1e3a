import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupBy } from '../../indicators/group-by.ts';
import { lastDayOf } from '../../ingest/period.ts';
import type { Stream } from '../../ingest/stream.ts';
import { streamNamed } from '../../ingest/streams.ts';
import type { Measure } from '../../store/measure.ts';
import { readReceipts } from '../../store/read-receipts.ts';
import { readSpans } from '../../store/read.ts';
import type { Receipt } from '../../store/receipts.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import type { Received } from '../support/fold.ts';
import { fold, sumAt } from '../support/fold.ts';
import { loadInto, raw } from '../support/load.ts';

const rules = shippedRules(shippedCatalogue());

/** Moments around a month end, a quarter end and midnight in Shanghai (16:00 in UTC). */
const moments = [
  '2025-02-28T15:59:59Z',
  '2025-02-28T16:00:00Z',
  '2025-03-15T08:00:00+08:00',
  '2025-03-31T23:59:59+08:00',
  '2025-04-01T00:00:00+08:00',
  '2025-05-01T00:00:00+08:00',
];
const days = ['2025-02-27', '2025-02-28', '2025-03-01', '2025-03-31', '2025-04-01', '2025-12-31'];
const receipts = [1_746_200_000_000, 1_746_300_000_000, 1_746_400_000_000];

const common = {
  carrier: fc.constantFrom('telecom', 'mobile'),
  district: fc.constantFrom('310101', '310115'),
  observed_at: fc.constantFrom(...moments),
  revision: fc.nat({ max: 2 }),
};

const cases: readonly { readonly measure: Measure; readonly messages: fc.Arbitrary<Received['message']> }[] = [
  {
    measure: {
      kind: 'count',
      stream: 'pon-ports',
      where: {
        area: { kind: 'one_of', words: ['urban'] },
        technology: { kind: 'one_of', words: ['xg-pon', 'xgs-pon'] },
        status: { kind: 'one_of', words: ['in_service'] },
      },
    },
    messages: fc.record({
      ...common,
      olt: fc.constantFrom('A', 'B'),
      port: fc.constantFrom('1', '2', '3'),
      technology: fc.constantFrom('gpon', 'xg-pon', 'xgs-pon'),
      area: fc.constantFrom('urban', 'rural'),
      status: fc.constantFrom('in_service', 'retired'),
    }),
  },
  {
    measure: {
      kind: 'sum',
      stream: 'sites-5g',
      field: 'stations',
      where: { placement: { kind: 'one_of', words: ['outdoor'] } },
    },
    messages: fc.record({
      ...common,
      rows: fc.array(
        fc.record({
          placement: fc.constantFrom('outdoor', 'indoor'),
          generation: fc.constantFrom('5g', '5g-a'),
          stations: fc.nat({ max: 1000 }),
        }),
        { maxLength: 3 },
      ),
    }),
  },
  {
    measure: {
      kind: 'sum',
      stream: 'programme-progress',
      field: 'completed',
      where: { programme: { kind: 'one_of', words: ['shanghai-2021-broadband-upgrade'] } },
    },
    messages: fc.record({
      ...common,
      programme: fc.constant('shanghai-2021-broadband-upgrade'),
      period: fc.constantFrom('2025-02', '2025-03', '2025-04'),
      completed: fc.nat({ max: 1000 }),
    }),
  },
];

test.each(cases)(
  '$measure.stream: values at any day and any known-at moment are those of a naive fold',
  async ({ measure, messages }) => {
    const stream = streamNamed(measure.stream);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ message: messages, receivedAt: fc.constantFrom(...receipts) }), { maxLength: 40 }),
        async (sent) => {
          const received = withoutTies(
            sent,
            stream.kind === 'flow' ? [...stream.key, 'revision'] : [...stream.key, 'observed_at', 'revision'],
          );
          const store = await emptyStore();
          await loadInto(
            store,
            rules,
            received.map(({ message, receivedAt }, i) =>
              raw(stream.name, JSON.stringify({ id: `m${String(i)}`, ...message }), receivedAt),
            ),
          );
          for (const knownAt of [null, ...receipts]) {
            const spans = await readSpans(store, { stream, measures: [measure], zone: 'Asia/Shanghai', knownAt });
            for (const asOf of days)
              expect(withoutZeros(sumAt(spans, asOf)), `as of ${asOf}, known at ${String(knownAt)}`).toEqual(
                withoutZeros(fold(received, measure, { asOf, knownAt })),
              );
          }
        },
      ),
      { numRuns: 12 },
    );
  },
  120_000,
);

/** Keeps the first of messages that the law leaves to the content hash; the fold knows no hash. */
function withoutTies(sent: readonly Received[], identity: readonly string[]): readonly Received[] {
  const seen = new Set<string>();
  return sent.filter(({ message }) => {
    const key = identity
      .map((name) => (name === 'observed_at' ? Date.parse(String(message[name])) : JSON.stringify(message[name])))
      .join('|');
    return seen.has(key) ? false : seen.add(key);
  });
}

function withoutZeros(sums: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...sums].filter(([, sum]) => sum !== 0).sort());
}

/** The naive reading of the law: one content is one message, and counts from its first receipt. */
function expectedReceipts(sent: readonly Received[], stream: Stream): readonly Receipt[] {
  const first = new Map<string, Received>();
  for (const one of sent) {
    const held = first.get(JSON.stringify(one.message));
    if (held === undefined || one.receivedAt < held.receivedAt) first.set(JSON.stringify(one.message), one);
  }
  const months = groupBy([...first.values()], ({ message }) =>
    [message['district'], message['carrier'], subjectOf(message, stream), dayOf(message).slice(0, 7)].join('/'),
  );
  return [...months.values()]
    .map((own) => {
      const [district = '', carrier = '', subject = ''] = own.flatMap(({ message }) => [
        String(message['district']),
        String(message['carrier']),
        subjectOf(message, stream),
      ]);
      const lastDay = own.map(({ message }) => dayOf(message)).reduce((a, b) => (a > b ? a : b));
      return {
        ...{ district, carrier, subject, lastDay, month: lastDayOf(lastDay.slice(0, 7)) },
        first: Math.min(...own.map(({ receivedAt }) => receivedAt)),
        latest: Math.max(...own.map(({ receivedAt }) => receivedAt)),
        revision: Math.max(...own.map(({ message }) => Number(message['revision']))),
      };
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ district, carrier, subject, month }: Receipt): string {
  return [district, carrier, subject, month].join('/');
}

function subjectOf(message: Received['message'], { subject }: Stream): string {
  return subject === undefined ? '' : String(message[subject]);
}

function dayOf(message: Received['message']): string {
  const { period } = message;
  if (typeof period === 'string') return lastDayOf(period);
  return new Date(Date.parse(String(message['observed_at'])) + 8 * 3_600_000).toISOString().slice(0, 10);
}

test.each(cases)(
  '$measure.stream: receipts are those of a naive reading, whatever came twice or in two contents',
  async ({ measure, messages }) => {
    const stream = streamNamed(measure.stream);
    const sent = fc.array(fc.record({ message: messages, receivedAt: fc.constantFrom(...receipts) }), {
      maxLength: 20,
    });
    // Copies are rare by chance alone; those of one insert become one row before anybody reads them.
    const batches = fc
      .tuple(sent, sent)
      .map(([all, again]) => [all, again.map((one, i) => ({ ...one, message: (all[i] ?? one).message }))] as const);
    await fc.assert(
      fc.asyncProperty(fc.oneof(batches, fc.tuple(sent, sent)), async ([one, other]) => {
        const store = await emptyStore();
        for (const [i, batch] of [one, other].entries())
          await loadInto(
            store,
            rules,
            batch.map(({ message, receivedAt }, j) =>
              raw(stream.name, JSON.stringify({ id: `m${String(i)}-${String(j)}`, ...message }), receivedAt),
            ),
          );
        const all = [...one, ...other];
        const [early = 0] = receipts;
        const atFirst = all.filter(({ receivedAt }) => receivedAt <= early);
        for (const [knownAt, known] of [[null, all] as const, [early, atFirst] as const]) {
          const found = await readReceipts(store, { stream, measures: [measure], zone: 'Asia/Shanghai', knownAt });
          expect([...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))).toEqual(expectedReceipts(known, stream));
        }
      }),
      { numRuns: 12 },
    );
  },
  120_000,
);
