import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiKey } from '../../api/keys.ts';
import { buildServer } from '../../api/server.ts';
import { hashOf, toToken } from '../../api/tokens.ts';
import { ChallengeBook } from '../../app/evaluating/challenge-book.ts';
import { UploadDesk } from '../../app/serving/upload.ts';
import type { Asker } from '../../store/asker.ts';
import type { AuditEntry } from '../../store/audit.ts';
import { scratch } from '../support/scratch.ts';
import { shippedRules } from '../support/catalogue.ts';
import type { OpenApi } from '../support/openapi.ts';
import { catalogue, NOW, servedDeps, smallStore } from '../support/served.ts';

const SECRET = '5a'.repeat(32);
const OTHER = 'b7'.repeat(32);
const own = { sha256: hashOf(SECRET), createdAt: '2026-01-01T00:00:00Z' };
const KEYS: readonly ApiKey[] = [
  { ...own, id: 'reader', role: 'read' },
  { ...own, id: 'regulator', role: 'regulator' },
  { ...own, id: 'operator', role: 'operator' },
  { ...own, id: 'telecom', role: 'upload', carrier: 'telecom' },
  { ...own, id: 'pudong', role: 'read', district: { code: '310115', city: '310000' } },
  { ...own, id: 'expired', role: 'operator', expires: '2026-01-31' },
];

const logged: string[] = [];
const audited: AuditEntry[] = [];
let server: FastifyInstance;
let port: number;
let document: OpenApi;
let asker: Asker;

beforeAll(async () => {
  const deps = await servedDeps();
  const { evaluation } = deps;
  // The same store again: a process has but one.
  const store = await smallStore();
  asker = store;
  const profiles = [...catalogue.profiles.values()];
  const out = new Writable({
    write(chunk: Buffer, _, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  server = await buildServer(
    {
      ...deps,
      evaluations: { ...deps.evaluations, at: () => Promise.resolve(evaluation) },
      keys: { find: (id) => KEYS.find((one) => one.id === id) },
      audit: { record: (entry) => audited.push(entry) },
      challenges: new ChallengeBook({ store, asker: store, catalogue, profiles, now: () => NOW }),
      uploads: new UploadDesk({
        ...{ store, asker: store, rules: shippedRules(catalogue), folder: scratch(), topics: undefined },
        limits: { sentBytes: 3_000_000, plainBytes: 6_000_000 },
        now: () => NOW,
      }),
    },
    { version: '1', logger: pino({ level: 'info' }, out), rateLimits: { perKey: 1e6, perAddress: 1e6 }, slowMs: 300 },
  );
  await server.listen({ host: '127.0.0.1', port: 0 });
  port = (server.server.address() as { port: number }).port;
  document = (await server.inject('/openapi.json')).json();
});
afterAll(() => server.close());

const bearer = (id: string, secret = SECRET): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${toToken({ id, secret })}`,
});

async function get(url: string, id: string): Promise<{ readonly status: number; readonly body: string }> {
  const { statusCode, body } = await server.inject({ url, headers: bearer(id) });
  return { status: statusCode, body };
}

/** Every address that is read, its parameters filled in with a word. */
function addresses(word: string): readonly { readonly url: string; readonly access: string }[] {
  return Object.entries(document.paths).flatMap(([path, { get: operation }]) => {
    if (operation === undefined || !path.startsWith('/v1/')) return [];
    const filled = path.replaceAll(/\{\w+\}/g, encodeURIComponent(word));
    const names = (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
    return [filled, ...names.map((name) => `${filled}?${name}=${encodeURIComponent(word)}`)].map((url) => ({
      url,
      access: path,
    }));
  });
}

/** What comes back for raw bytes on a connection of their own, until it is closed. */
async function raw(bytes: string, more: (write: (text: string) => void) => void = () => undefined): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(bytes);
  more((extra) => {
    if (socket.writable) socket.write(extra);
  });
  await once(socket, 'close');
  return text;
}

const head = (line: string, headers: Readonly<Record<string, string>>): string =>
  `${line} HTTP/1.1\r\nhost: localhost\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

describe('whoever has not the right key', () => {
  it.each([
    ['none', {}, 401],
    ['a wrong one', bearer('operator', OTHER), 401],
    ['an expired one', bearer('expired'), 401],
    ['one that only uploads', bearer('telecom'), 403],
  ])('gets nothing from any route with %s, and is logged', async (_, headers, status) => {
    for (const { url } of addresses('1')) {
      logged.length = 0;
      const response = await server.inject({ url, headers });
      expect([url, response.statusCode]).toEqual([url, status]);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(logged.join('')).toContain('"msg":"refused"');
    }
  });

  it('writes nothing either', async () => {
    for (const id of ['reader', 'pudong']) {
      const answer = {
        method: 'POST',
        url: '/v1/challenges/c-000000000000/answer',
        headers: bearer(id),
        payload: { answer: 'x' },
      } as const;
      expect((await server.inject(answer)).statusCode).toBe(403);
      const upload = {
        method: 'POST',
        url: '/v1/measurements/sites-5g',
        payload: '{}',
        headers: { ...bearer(id), 'content-type': 'application/x-ndjson' },
      } as const;
      expect((await server.inject(upload)).statusCode).toBe(403);
    }
    for (const id of ['reader', 'regulator', 'pudong']) expect((await get('/v1/dead-letters', id)).status).toBe(403);
    expect(audited.some(({ key, status }) => key === 'pudong' && status === 403)).toBe(true);
  });
});

describe('a district’s key', () => {
  const others = [...catalogue.registries.districts]
    .filter(({ code, city }) => code !== '310115' && code !== city)
    .map(({ code }) => code);

  it('finds no other district in any list, whatever it asks for', async () => {
    let rows = 0;
    for (const path of ['verdicts', 'values', 'completeness', 'quality', 'challenges', 'tasks']) {
      for (const query of [
        '?limit=10000',
        '?limit=10000&district=310104',
        '?limit=10000&district=徐汇区',
        '?limit=10000&city=310000',
      ]) {
        const { status, body } = await get(`/v1/${path}${encodeURI(query)}`, 'pudong');
        if (status !== 200) continue;
        const { data } = JSON.parse(body) as { data: readonly { district_code?: string | null }[] };
        rows += data.length;
        for (const { district_code: code } of data)
          expect([path, query, others.includes(code ?? '')]).toEqual([path, query, false]);
      }
    }
    expect(rows).toBeGreaterThan(100);
  });

  it('does not get what another key was answered from memory', async () => {
    const url = '/v1/values?limit=10000&level=district';
    const { body: all } = await get(url, 'reader');
    const { headers, body } = await server.inject({ url, headers: bearer('pudong') });
    expect(body.length).toBeLessThan(all.length);
    const etag = String(headers.etag);
    const again = await server.inject({ url, headers: { ...bearer('reader'), 'if-none-match': etag } });
    expect(again.statusCode).toBe(200);
    expect(headers['cache-control'] ?? '').not.toContain('public');
  });
});

describe('hostile words', () => {
  const WORDS = [
    `'; DROP TABLE sites_5g; --`,
    `1) OR 1=1 --`,
    `\\'; SYSTEM SHUTDOWN; --`,
    `{p0:String}`,
    `../../etc/passwd`,
    `..%2f..%2fetc%2fpasswd`,
    `\u0000`,
    `\n\nINSERT INTO audit VALUES`,
    '😀\ud83d',
    `__proto__`,
  ];

  it('in any parameter of any route break nothing and reach no table', async () => {
    const count = async (): Promise<unknown> =>
      (await asker.ask({ sql: 'SELECT count() FROM sites_5g', params: {}, tables: [] }))[0];
    const before = await count();
    for (const word of WORDS) {
      for (const { url } of addresses(word.toWellFormed())) {
        const { status, body } = await get(url, 'operator');
        expect([url, status < 500]).toEqual([url, true]);
        expect(body).not.toMatch(/ {4}at |node_modules|root:x|DB::Exception/);
      }
    }
    expect(await count()).toEqual(before);
  });

  it('in a reason come out of a spreadsheet as text', async () => {
    const payload = {
      indicator: 'outdoor_5g_stations',
      scope: { city: '310000', district: '310115' },
      as_of: '2025-12-31',
      reason: '=HYPERLINK("http://evil.example","打开")',
    };
    expect(
      (await server.inject({ method: 'POST', url: '/v1/challenges', payload, headers: bearer('regulator') }))
        .statusCode,
    ).toBe(201);
    const { body } = await get('/v1/challenges?format=csv', 'reader');
    const cells = parse(body, { bom: true }).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.includes('HYPERLINK'))).toBe(true);
  });
});

it.each([
  '/v1/snapshots/../../../../etc/passwd',
  '/v1/snapshots/..%2f..%2f..%2fetc%2fpasswd',
  '/v1/snapshots/%2e%2e/%2e%2e/package.json',
  '/v1/snapshots/%00',
  '/v1/snapshots/a/diff/../../../package.json',
  '/docs/static/../../../../package.json',
  '/docs/static/..%2f..%2f..%2fpackage.json',
])('%s leads out of nowhere', async (path) => {
  const answer = await raw(head(`GET ${path}`, { ...bearer('operator'), connection: 'close' }));
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(answer).not.toMatch(/root:x|"dependencies"/);
});

it('a signed snapshot, which is whole, is nothing for a district’s key', async () => {
  for (const { url, access } of addresses('310000-20251231-0b54f8393109f06d'))
    if (access.startsWith('/v1/snapshots')) expect([url, (await get(url, 'pudong')).status]).toEqual([url, 403]);
  expect((await get('/metrics', 'pudong')).status).toBe(403);
});

describe('too much of anything', () => {
  it('in the address or the headers is refused', async () => {
    const long = await server.inject({ url: `/v1/values?indicator=${'x'.repeat(9_000)}`, headers: bearer('reader') });
    expect(long.statusCode).toBe(414);
    const flood = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`x-${String(i)}`, 'flood']));
    expect(await raw(head('GET /v1/values', flood))).toMatch(
      /^HTTP\/1\.1 431 .*application\/problem\+json.*headers_too_large/s,
    );
    expect(await raw('no HTTP at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
  });

  it('in a body is refused, packed or not, before it is in memory', async () => {
    const challenge = {
      method: 'POST',
      url: '/v1/challenges',
      headers: { ...bearer('regulator'), 'content-type': 'application/json' },
    } as const;
    expect((await server.inject({ ...challenge, payload: `{"reason":"${'x'.repeat(1_000_001)}"}` })).statusCode).toBe(
      413,
    );
    const upload = head('POST /v1/measurements/sites-5g', {
      ...bearer('telecom'),
      'content-type': 'application/x-ndjson',
      'transfer-encoding': 'chunked',
    });
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    const answer = await raw(upload, (write) => {
      for (let i = 0; i < 5; i += 1) write(chunk);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*connection: close.*too_large/is);
  });

  it('of a stranger’s body is not read at all', async () => {
    const answer = await raw(
      head('POST /v1/measurements/sites-5g', { 'content-type': 'application/x-ndjson', 'content-length': '200000000' }),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 .*connection: close/is);
  });

  it('of a packed body is not unpacked where no upload is expected', async () => {
    const headers = { ...bearer('regulator'), 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const { statusCode } = await server.inject({
      method: 'POST',
      url: '/v1/challenges',
      headers,
      payload: '\u001f\u008b',
    });
    expect(statusCode).toBe(400);
  });
});

describe('too little of anything', () => {
  it('of a body that nobody reads harms nobody', async () => {
    const headers = { ...bearer('regulator'), 'content-type': 'application/json', 'content-length': '2000000' };
    expect(await raw(`${head('POST /v1/challenges', headers)}{`)).toMatch(/^HTTP\/1\.1 413 /);
    const cutOff = connect(port, '127.0.0.1');
    cutOff.write(`${head('POST /v1/challenges', { ...headers, 'content-length': '50' })}{`);
    await once(cutOff, 'connect');
    cutOff.destroy();
    expect((await get('/v1/challenges', 'reader')).status).toBe(200);
  });

  it('of a body is given up, and told of', async () => {
    const slow = head('POST /v1/challenges', {
      ...bearer('regulator'),
      'content-type': 'application/json',
      'content-length': '500',
    });
    expect(await raw(`${slow}{"reason":`)).toMatch(/^HTTP\/1\.1 408 .*connection: close.*"code":"timeout"/is);
    const upload = head('POST /v1/measurements/sites-5g', {
      ...bearer('telecom'),
      'content-type': 'text/csv',
      'content-length': '500',
    });
    expect(await raw(`${upload}id,`)).toMatch(/^HTTP\/1\.1 408 .*"code":"timeout"/s);
  });
});

it('an upload brings nothing of another carrier', async () => {
  const line = (carrier: string): string =>
    JSON.stringify({
      id: `x-${carrier}`,
      carrier,
      district: '310115',
      observed_at: '2025-12-31T23:59:59+08:00',
      rows: [{ placement: 'outdoor', generation: '5g', stations: 1 }],
    });
  const headers = { ...bearer('telecom'), 'content-type': 'application/x-ndjson' };
  const upload = {
    method: 'POST',
    url: '/v1/measurements/sites-5g',
    headers,
    payload: ['telecom', 'mobile'].map(line).join('\n'),
  } as const;
  const response = await server.inject(upload);
  expect(response.json()).toMatchObject({ admitted: 1, rejected: 1, reasons: { wrong_carrier: 1 } });
  expect((await server.inject({ ...upload, url: `${upload.url}?carrier=mobile` })).statusCode).toBe(403);
  const rows = await asker.ask({ sql: `SELECT count() FROM sites_5g WHERE id = 'x-mobile'`, params: {}, tables: [] });
  expect(Number(rows[0]?.[0])).toBe(0);
});

it('no secret is in the log or in the audit', () => {
  for (const secret of [SECRET, OTHER]) {
    expect(logged.join('')).not.toContain(secret);
    expect(JSON.stringify(audited)).not.toContain(secret);
  }
  expect(audited.length).toBeGreaterThan(10);
});
