import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiKey } from '../../../api/keys.ts';
import { buildServer } from '../../../api/server.ts';
import { hashOf, toToken } from '../../../api/tokens.ts';
import { replay } from '../../../app/kafka/replay.ts';
import { UploadDesk } from '../../../app/serving/upload.ts';
import { topicWriter } from '../../../app/kafka/upload-topic.ts';
import { IngestCounters } from '../../../ingest/counters.ts';
import type { OutgoingMessage } from '../../../ingest/kafka-producer.ts';
import type { ClickHouseStore } from '../../../store/clickhouse.ts';
import { readDeadLetters } from '../../../store/dead-letters.ts';
import { shippedCatalogue, shippedRules } from '../../support/catalogue.ts';
import { emptyStore } from '../../support/embedded.ts';
import { GOOD } from '../../support/refusals.ts';
import { serverDeps } from '../../support/server-deps.ts';
import { scratch } from '../../support/scratch.ts';

const SECRET = '12'.repeat(32);
const KEY: ApiKey = {
  id: 'telecom',
  role: 'upload',
  carrier: 'telecom',
  sha256: hashOf(SECRET),
  createdAt: '2026-01-01T00:00:00Z',
};
const NOW = Date.parse('2026-01-05T09:00:00+08:00');
const rules = shippedRules(shippedCatalogue());
const folder = scratch();
const URL = '/v1/measurements/sites-5g';

/** One report of a carrier and district. */
const line = (id: string, carrier = 'telecom', stations = '3'): string =>
  GOOD.replace('"a"', `"${id}"`).replace('telecom', carrier).replace('"stations":3', `"stations":${stations}`);
const MIXED = [line('a'), line('b', 'telecom', '-3'), line('c', 'mobile'), 'broken', ''].join('\n');

let store: ClickHouseStore;
let server: FastifyInstance | undefined;

beforeEach(async () => {
  await server?.close();
  store = await emptyStore();
});
afterAll(() => server?.close());

interface World {
  readonly counters?: IngestCounters;
  readonly withKeys?: boolean;
  readonly limits?: { readonly sentBytes: number; readonly plainBytes: number };
  readonly appended?: OutgoingMessage[];
}

async function serve({
  withKeys = true,
  limits = { sentBytes: 1e6, plainBytes: 2e6 },
  appended,
  counters,
}: World = {}) {
  const append = (message: OutgoingMessage) =>
    Promise.resolve(void appended?.push(message)).then(() => ({ offset: 0 }));
  const topics = appended && { measurements: topicWriter({ append }, { prefix: 'gigacity' }), deadLetters: store };
  server = await buildServer(
    serverDeps({
      keys: withKeys ? { find: (id) => (id === KEY.id ? KEY : undefined) } : undefined,
      uploads: new UploadDesk({ store, asker: store, rules, folder, limits, topics, counters, now: () => NOW }),
    }),
    { version: '1' },
  );
  return async (payload: string | Buffer, own: Omit<InjectOptions, 'method'> = {}) => {
    const headers = {
      authorization: `Bearer ${toToken({ id: KEY.id, secret: SECRET })}`,
      'content-type': 'application/x-ndjson',
      ...own.headers,
    };
    const response = await server?.inject({ method: 'POST', url: URL, payload, ...own, headers });
    return { status: response?.statusCode, body: response?.json<Record<string, unknown>>() };
  };
}

async function facts(): Promise<readonly unknown[]> {
  return store.ask({ sql: 'SELECT id, carrier, source, line FROM sites_5g FINAL ORDER BY id', params: {}, tables: [] });
}

describe('an upload', () => {
  it('is taken in line by line; what is refused is told of with its line and kept', async () => {
    const upload = await serve();
    const { status, body } = await upload(MIXED);
    const source = body?.['source'];
    expect(status).toBe(200);
    expect(body).toMatchObject({ stream: 'sites-5g', carrier: 'telecom', admitted: 1, rejected: 3, duplicate: 0 });
    expect(body).toMatchObject({
      reasons: { range: 1, wrong_carrier: 1, not_json: 1 },
      refusals: [
        { line: 2, code: 'range', reason: 'rows[0].stations: expected a whole number ≥ 0, got -3' },
        { line: 3, code: 'wrong_carrier' },
        { line: 4, code: 'not_json' },
      ],
    });
    expect(source).toMatch(/^upload:[0-9a-f]{64}$/);
    expect(await facts()).toEqual([['a', 'telecom', source, 1]]);
    const letters = await readDeadLetters(store, { all: false, limit: 10 });
    expect(letters.map(({ carrier, origin }) => [carrier, origin.source, origin.line])).toEqual(
      [2, 3, 4].map((n) => ['telecom', source, n]),
    );
    expect(await store.ask({ sql: 'SELECT source, admitted, rejected FROM loads', params: {}, tables: [] })).toEqual([
      [source, 1, 3],
    ]);
  });

  it('sent again, packed or not, changes nothing', async () => {
    const upload = await serve();
    const { body: first } = await upload(MIXED);
    const { body: again } = await upload(gzipSync(MIXED), { headers: { 'content-encoding': 'gzip' } });
    expect(again).toEqual({ ...first, duplicate: 1 });
    expect(await facts()).toHaveLength(1);
    expect(await readDeadLetters(store, { all: false, limit: 10 })).toHaveLength(3);
  });

  it('may be CSV, whose neighbouring lines of one id are one report', async () => {
    const upload = await serve();
    const csv = [
      'id,carrier,district,observed_at,rows.placement,rows.generation,rows.stations',
      'a,telecom,310115,2025-03-31T23:59:59+08:00,outdoor,5g,3',
      'a,telecom,310115,2025-03-31T23:59:59+08:00,indoor,5g,4',
    ].join('\n');
    const { body } = await upload(csv, { headers: { 'content-type': 'text/csv; charset=utf-8' } });
    expect(body).toMatchObject({ admitted: 1, rejected: 0 });
  });

  it('is counted for Prometheus by stream, carrier and outcome', async () => {
    const counters = new IngestCounters();
    const upload = await serve({ counters });
    await upload(MIXED);
    await upload(line('a'));
    const feed = { stream: 'sites-5g', carrier: 'telecom' };
    expect(counters).toMatchObject({
      feeds: [{ ...feed, admitted: 1, rejected: 3, duplicate: 1 }],
      deadLetters: [
        { ...feed, code: 'range', count: 1 },
        { ...feed, code: 'wrong_carrier', count: 1 },
        { ...feed, code: 'not_json', count: 1 },
      ],
    });
  });

  it('of another carrier’s lines does not get in by a replay either', async () => {
    const upload = await serve();
    await upload(line('c', 'mobile'));
    const letters = await readDeadLetters(store, { all: false, limit: 10 });
    expect(await replay({ store, rules, topicPrefix: 'gigacity' }, letters)).toMatchObject({ admitted: [] });
    expect(await facts()).toEqual([]);
  });

  it('without keys is bound to the carrier that it names, or to none', async () => {
    const upload = await serve({ withKeys: false });
    expect((await upload(line('a', 'mobile'), { url: `${URL}?carrier=telecom` })).body).toMatchObject({
      admitted: 0,
      rejected: 1,
    });
    expect((await upload(line('a', 'mobile'))).body).toMatchObject({ carrier: null, admitted: 1 });
  });

  it('with brokers goes to the topic of its carrier, keyed by what must stay in order', async () => {
    const appended: OutgoingMessage[] = [];
    const upload = await serve({ appended });
    expect((await upload(MIXED)).body).toMatchObject({ admitted: 1, rejected: 3, duplicate: null });
    const port = `{"id":"p1","carrier":"telecom","district":"310115","observed_at":"2025-03-31T23:59:59+08:00","olt":"o1","port":"7","technology":"xgs-pon","area":"urban","status":"in_service"}`;
    await upload(port, { url: '/v1/measurements/pon-ports' });
    expect(appended.map(({ topic, key, value }) => [topic, key, Buffer.from(value ?? []).toString()])).toEqual([
      ['gigacity.sites-5g.telecom', '310115', line('a')],
      ['gigacity.pon-ports.telecom', 'telecom/o1/7', port],
    ]);
    expect(await facts()).toEqual([]);
    expect(await readDeadLetters(store, { all: false, limit: 10 })).toHaveLength(3);
  });
});

describe('an upload is refused whole, and leaves nothing,', () => {
  const packed = gzipSync(`${line('a')}\n`.repeat(200));
  it.each([
    [
      'where its gzip is cut off',
      packed.subarray(0, packed.length - 9),
      { 'content-encoding': 'gzip' },
      422,
      'unprocessable',
    ],
    ['where it is no gzip', line('a'), { 'content-encoding': 'gzip' }, 422, 'unprocessable'],
    ['where it is packed otherwise', line('a'), { 'content-encoding': 'br' }, 415, 'unsupported_media_type'],
    ['where it is of another type', line('a'), { 'content-type': 'application/xml' }, 415, 'unsupported_media_type'],
    ['where it is JSON', line('a'), { 'content-type': 'application/json' }, 415, 'unsupported_media_type'],
    ['where it is larger than may be sent', 'x'.repeat(1_000_001), {}, 413, 'too_large'],
    [
      'where it unpacks to more than it may',
      gzipSync('x'.repeat(2_000_001)),
      { 'content-encoding': 'gzip' },
      413,
      'too_large',
    ],
  ])('%s', async (_, payload, headers, status, code) => {
    const upload = await serve();
    const answer = await upload(payload, { headers });
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(await facts()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['where the stream is unknown', '/v1/measurements/site-5g', 404, 'did you mean "sites-5g"?'],
    ['where the carrier is another’s', `${URL}?carrier=mobile`, 403, undefined],
  ])('%s', async (_, url, status, hint) => {
    const upload = await serve();
    expect(await upload(line('a'), { url })).toMatchObject({ status, body: hint === undefined ? {} : { hint } });
    expect(await facts()).toEqual([]);
  });

  it('and is told of where its CSV cannot be read on', async () => {
    const upload = await serve();
    const { status, body } = await upload('id,carrier\n"a,telecom\n', { headers: { 'content-type': 'text/csv' } });
    expect({ status, code: body?.['code'] }).toEqual({ status: 422, code: 'unprocessable' });
  });
});
