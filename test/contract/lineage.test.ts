import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findStream } from '../../ingest/streams.ts';
import type { Stream } from '../../ingest/stream.ts';
import type { Measure } from '../../store/measure.ts';
import { readSpans } from '../../store/read.ts';
import { readRefusals } from '../../store/refusals.ts';
import type { Report } from '../../store/reports.ts';
import { readReports } from '../../store/reports.ts';
import type { WaterfallQuestion } from '../../store/waterfall.ts';
import { readWaterfall } from '../../store/waterfall.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { sumAt } from '../support/fold.ts';
import { line, loadInto, raw } from '../support/load.ts';

const rules = shippedRules(shippedCatalogue());
const ZONE = 'Asia/Shanghai';
const DISTRICTS = ['310101', '310115'];
const FIRST = Date.parse('2026-02-01T00:00:00Z');
const LATER = Date.parse('2026-03-01T00:00:00Z');

function streamOf(name: string): Stream {
  const stream = findStream(name);
  if (stream === undefined) throw new Error(`no stream ${name}`);
  return stream;
}

type Sent = readonly [message: Readonly<Record<string, unknown>> | string, receivedAt?: number];

async function storeWith(stream: string, sent: readonly Sent[]): Promise<Awaited<ReturnType<typeof emptyStore>>> {
  const store = await emptyStore();
  const messages = sent.map(([message, receivedAt = FIRST]) =>
    raw(stream, typeof message === 'string' ? message : line(message), receivedAt),
  );
  await loadInto(store, rules, messages);
  return store;
}

const stations = (count: number): object => ({ rows: [{ placement: 'outdoor', generation: '5g', stations: count }] });
const port = (name: string, of: object = {}): Readonly<Record<string, unknown>> => ({
  ...{ olt: 'A', port: name, technology: 'xg-pon', area: 'urban', status: 'in_service' },
  ...of,
});
const progress = (period: string, completed: number, of: object = {}): Readonly<Record<string, unknown>> => ({
  ...{ programme: 'shanghai-2021-broadband-upgrade', period, completed },
  ...of,
});

describe('the reports in force', () => {
  const ask = async (
    measure: Measure,
    sent: readonly Sent[],
    { asOf = '2025-12-31', knownAt = null }: { asOf?: string; knownAt?: number | null } = {},
  ): Promise<readonly Report[]> =>
    readReports(await storeWith(measure.stream, sent), {
      ...{ stream: streamOf(measure.stream), measures: [measure], zone: ZONE },
      ...{ asOf, knownAt, districts: DISTRICTS },
    });
  const outdoor: Measure = { kind: 'sum', stream: 'sites-5g', field: 'stations', where: {} };

  test('of a stock are the latest one of each carrier and district, with its moment, revision, receipt and origin', async () => {
    const sent: readonly Sent[] = [
      [{ ...stations(5), observed_at: '2025-03-31T23:59:59+08:00' }],
      [{ ...stations(6), observed_at: '2025-03-31T23:59:59.5+08:00' }],
      [{ ...stations(7), observed_at: '2025-03-31T23:59:59.5+08:00', revision: 2 }, LATER],
    ];
    const common = { carrier: 'telecom', district: '310115', subject: '', part: '', from: '2025-03-31', entities: 1 };
    const observedAt = `${String(Date.parse('2025-03-31T15:59:59.5Z'))}000000`;
    expect(await ask(outdoor, sent)).toEqual([
      {
        ...common,
        ...{ observedAt, revision: 2, receivedAt: LATER, values: ['7'] },
        ...{ source: 'file:test.ndjson', partition: 0, offset: '0', line: 1 },
      },
    ]);
    expect(await ask(outdoor, sent, { knownAt: LATER - 1 })).toMatchObject([{ revision: 0, values: ['6'] }]);
    expect(await ask(outdoor, sent, { asOf: '2025-03-30' })).toEqual([]);
  });

  test('were received when their content first was, however often it came again', async () => {
    const again = { ...stations(5), id: 'same' };
    expect(
      await ask(outdoor, [
        [again, LATER],
        [again, FIRST],
        [again, LATER + 1],
      ]),
    ).toMatchObject([{ receivedAt: FIRST }]);
  });

  test('of a flow are the winner of each period', async () => {
    const measure: Measure = { kind: 'sum', stream: 'programme-progress', field: 'completed', where: {} };
    const sent: readonly Sent[] = [
      [progress('2021-02', 10)],
      [progress('2021-02', 12, { revision: 1 })],
      [progress('2021-03', 20, { segment: 'household' })],
    ];
    expect(await ask(measure, sent, { asOf: '2021-03-31' })).toMatchObject([
      { part: '2021-02', from: '2021-02-28', revision: 1, values: ['12'] },
      { part: '2021-03 household', from: '2021-03-31', revision: 0, values: ['20'] },
    ]);
    expect(await ask(measure, sent, { asOf: '2021-03-30' })).toHaveLength(1);
  });

  test('of an inventory are told of together, with the origin of the state observed last', async () => {
    const measure: Measure = {
      kind: 'count',
      stream: 'pon-ports',
      where: { status: { kind: 'one_of', words: ['in_service'] } },
    };
    const sent: readonly Sent[] = [
      [port('1')],
      [port('2', { observed_at: '2025-05-01T08:00:00+08:00' }), LATER],
      [port('3', { status: 'retired' })],
      [port('4', { district: '310101' })],
      [port('4', { district: '310115', observed_at: '2025-04-01T00:00:00+08:00' })],
    ];
    expect(await ask(measure, sent)).toMatchObject([
      { district: '310115', entities: 4, values: ['3'], from: '2025-05-01', receivedAt: LATER },
    ]);
  });

  test('of an acceptance begin on the day of acceptance', async () => {
    const measure: Measure = { kind: 'count', stream: 'acceptances', where: {} };
    const accepted = {
      ...{ programme: 'shanghai-2023-garage-coverage', item: 'G1', accepted_at: '2025-06-01' },
      ...{ positions_tested: 10, positions_passed: 10, points_tested: 1, points_passed: 1 },
    };
    expect(await ask(measure, [[accepted]], { asOf: '2025-05-31' })).toEqual([]);
    expect(await ask(measure, [[accepted]], { asOf: '2025-06-01' })).toMatchObject([{ from: '2025-06-01' }]);
  });
});

describe('what became of the messages', () => {
  const question = (stream: string, of: Partial<WaterfallQuestion> = {}): WaterfallQuestion => ({
    ...{ stream: streamOf(stream), asOf: '2025-12-31', zone: ZONE, knownAt: null },
    ...{ districts: DISTRICTS, carriers: null, subjects: null },
    ...of,
  });

  test('each counts once, as the first of what keeps it out', async () => {
    const sent: readonly Sent[] = [
      [{ ...stations(1), id: 'a' }],
      [{ ...stations(1), id: 'b' }, LATER],
      [{ ...stations(2), revision: 1 }],
      [{ ...stations(3), revision: 2 }, LATER],
      [{ ...stations(4), observed_at: '2026-01-01T00:00:00+08:00' }],
      [{ ...stations(5), carrier: 'mobile' }],
      [{ ...stations(5), district: '310104' }],
    ];
    const store = await storeWith('sites-5g', sent);
    expect(await readWaterfall(store, question('sites-5g', { knownAt: FIRST }))).toEqual({
      ...{ admitted: 5, notKnown: 1, notObserved: 1, superseded: 1, inForce: 2 },
    });
    expect(await readWaterfall(store, question('sites-5g', { carriers: ['telecom'] }))).toEqual({
      ...{ admitted: 4, notKnown: 0, notObserved: 1, superseded: 2, inForce: 1 },
    });
  });

  test('a port that moved to another district is superseded in the one and in force in the other', async () => {
    const store = await storeWith('pon-ports', [
      [port('1', { district: '310101' })],
      [port('1', { district: '310115', observed_at: '2025-04-01T00:00:00+08:00' })],
    ]);
    expect(await readWaterfall(store, question('pon-ports', { districts: ['310101'] }))).toMatchObject({
      ...{ admitted: 1, superseded: 1, inForce: 0 },
    });
    expect(await readWaterfall(store, question('pon-ports', { districts: ['310115'] }))).toMatchObject({
      ...{ admitted: 1, superseded: 0, inForce: 1 },
    });
  });

  test('refused lines are counted by code, but for those that speak of another scope', async () => {
    const store = await storeWith('subscribers', [
      ['not json'],
      [{ service: 'fixed', rows: [{ segment: 'household', area: 'urban', subscribed_mbps: 100, subscribers: -1 }] }],
      [{ service: 'mobile', rows: 3 }],
      [{ service: 'fixed', carrier: 'mobile', rows: 3 }],
      [{ service: 'fixed', district: '310104', rows: 3 }],
      ['{', LATER],
    ]);
    const scope = question('subscribers', { carriers: ['telecom'], subjects: ['fixed'], knownAt: FIRST });
    expect(await readRefusals(store, scope)).toEqual([
      { code: 'not_json', count: 1, notKnown: 1 },
      { code: 'range', count: 1, notKnown: 0 },
    ]);
    expect(await readRefusals(store, question('subscribers'))).toEqual([
      { code: 'not_json', count: 2, notKnown: 0 },
      { code: 'range', count: 1, notKnown: 0 },
      { code: 'schema', count: 2, notKnown: 0 },
    ]);
  });
});

const moments = [
  '2025-02-28T15:59:59Z',
  '2025-02-28T16:00:00Z',
  '2025-03-31T23:59:59+08:00',
  '2025-04-01T00:00:00+08:00',
];
const common = {
  carrier: fc.constantFrom('telecom', 'mobile'),
  district: fc.constantFrom(...DISTRICTS),
  observed_at: fc.constantFrom(...moments),
  revision: fc.nat({ max: 2 }),
};
const cases: readonly {
  readonly measure: Measure;
  readonly messages: fc.Arbitrary<Readonly<Record<string, unknown>>>;
}[] = [
  {
    measure: { kind: 'count', stream: 'pon-ports', where: { technology: { kind: 'one_of', words: ['xg-pon'] } } },
    messages: fc
      .record({ ...common, port: fc.constantFrom('1', '2'), technology: fc.constantFrom('gpon', 'xg-pon') })
      .map((of) => port('1', of)),
  },
  {
    measure: { kind: 'sum', stream: 'sites-5g', field: 'stations', where: {} },
    messages: fc
      .record({ ...common, stations: fc.nat({ max: 9 }) })
      .map(({ stations: count, ...of }) => ({ ...of, ...stations(count) })),
  },
  {
    measure: { kind: 'sum', stream: 'programme-progress', field: 'completed', where: {} },
    messages: fc
      .record({ ...common, period: fc.constantFrom('2025-02', '2025-03', '2025-04'), completed: fc.nat({ max: 9 }) })
      .map((of) => progress('', 0, of)),
  },
];

test.each(cases)(
  '$measure.stream: the reports of any day add up to its figures, and the waterfall to all that was admitted',
  async ({ measure, messages }) => {
    const stream = streamOf(measure.stream);
    const sent = fc.array(fc.tuple(messages, fc.constantFrom(FIRST, LATER)), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(sent, async (all) => {
        const store = await storeWith(stream.name, all);
        for (const knownAt of [null, FIRST]) {
          const spans = await readSpans(store, { stream, measures: [measure], zone: ZONE, knownAt });
          for (const asOf of ['2025-02-28', '2025-03-01', '2025-04-01', '2025-12-31']) {
            const question = { stream, asOf, zone: ZONE, knownAt, districts: DISTRICTS };
            const reports = await readReports(store, { ...question, measures: [measure] });
            const sums = new Map<string, number>();
            for (const { district, carrier, values } of reports)
              sums.set(`${district}/${carrier}`, (sums.get(`${district}/${carrier}`) ?? 0) + Number(values[0]));
            const withoutZeros = (of: ReadonlyMap<string, number>): unknown =>
              [...of].filter(([, sum]) => sum !== 0).sort();
            expect(withoutZeros(sums)).toEqual(withoutZeros(sumAt(spans, asOf)));
            const { admitted, notKnown, notObserved, superseded, inForce } = await readWaterfall(store, {
              ...{ ...question, carriers: null, subjects: null },
            });
            expect(notKnown + notObserved + superseded + inForce).toBe(admitted);
            expect(inForce).toBe(reports.reduce((sum, { entities }) => sum + entities, 0));
          }
        }
      }),
      { numRuns: 10 },
    );
  },
  120_000,
);
