import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { Access } from '../../api/access.ts';
import type { ApiKey } from '../../api/keys.ts';
import { buildServer } from '../../api/server.ts';
import { hashOf, toToken } from '../../api/tokens.ts';
import type { AuditEntry } from '../../store/audit.ts';
import { serverDeps } from '../support/server-deps.ts';

const SECRET = 'ab'.repeat(32);
const token = (id: string, secret = SECRET): string => toToken({ id, secret });
const bearer = (id: string, secret?: string): { readonly authorization: string } => ({
  authorization: `Bearer ${token(id, secret)}`,
});

const own: Omit<ApiKey, 'id' | 'role'> = { sha256: hashOf(SECRET), createdAt: '2026-01-01T00:00:00Z' };
const KEYS: readonly ApiKey[] = [
  { ...own, id: 'reader', role: 'read' },
  { ...own, id: 'regulator', role: 'regulator' },
  { ...own, id: 'operator', role: 'operator' },
  { ...own, id: 'telecom', role: 'upload', carrier: 'telecom' },
  { ...own, id: 'alerting', role: 'notify' },
  { ...own, id: 'pudong', role: 'regulator', district: { code: '310115', city: '310000' } },
  { ...own, id: 'yesterday', role: 'operator', expires: '2026-01-04' },
  { ...own, id: 'today', role: 'operator', expires: '2026-01-05' },
  { ...own, id: 'revoked', role: 'operator', revokedAt: '2026-01-02T00:00:00Z' },
];
const keys = { find: (id: string) => KEYS.find((one) => one.id === id) };

let server: FastifyInstance;

afterEach(() => server.close());

/** A server with one route for each kind of access, and what was recorded of the requests to it. */
async function serve(
  options: { readonly withKeys?: boolean; readonly perKey?: number; readonly perAddress?: number } = {},
): Promise<readonly AuditEntry[]> {
  const { withKeys = true, perKey = 1000, perAddress = 1000 } = options;
  const recorded: AuditEntry[] = [];
  server = await buildServer(
    serverDeps({ keys: withKeys ? keys : undefined, audit: { record: (entry) => recorded.push(entry) } }),
    { version: '1', rateLimits: { perKey, perAddress } },
  );
  for (const access of ['open', 'read', 'regulator', 'operator', 'upload', 'notify'] satisfies Access[]) {
    server.get(`/${access}`, { config: { access } }, () => 'done');
    server.post(`/${access}`, { config: { access } }, () => 'done');
  }
  server.get(
    '/filtered',
    { config: { access: 'read', forDistricts: true } },
    (request) => request.apiKey?.id ?? 'nobody',
  );
  await server.ready();
  return recorded;
}

async function statuses(headers: Record<string, string>): Promise<string> {
  const paths = ['open', 'read', 'regulator', 'operator', 'upload', 'notify', 'filtered'];
  const answers = await Promise.all(paths.map((path) => server.inject({ url: `/${path}`, headers })));
  return answers.map(({ statusCode }) => String(statusCode)).join(' ');
}

describe('with keys', () => {
  it('each role may do what those before it may; upload brings measurements alone, notify alerts alone', async () => {
    await serve();
    expect(await statuses(bearer('reader'))).toBe('200 200 403 403 403 403 200');
    expect(await statuses(bearer('regulator'))).toBe('200 200 200 403 403 403 200');
    expect(await statuses(bearer('operator'))).toBe('200 200 200 200 200 200 200');
    expect(await statuses(bearer('telecom'))).toBe('200 403 403 403 200 403 403');
    expect(await statuses(bearer('alerting'))).toBe('200 403 403 403 403 200 403');
  });

  it('a district’s key may use only what leaves out other districts', async () => {
    await serve();
    expect(await statuses(bearer('pudong'))).toBe('200 403 403 403 403 403 200');
  });

  it('a key is valid to the end of its last day', async () => {
    await serve();
    expect(await statuses(bearer('today'))).toBe('200 200 200 200 200 200 200');
    const { headers, body } = await server.inject({ url: '/read', headers: bearer('yesterday') });
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(JSON.parse(body)).toMatchObject({
      status: 401,
      code: 'unauthorized',
      detail: 'the key was valid until 2026-01-04',
    });
  });

  it.each([
    ['no key', {}],
    ['a wrong secret', bearer('operator', 'cd'.repeat(32))],
    ['an unknown key', bearer('nobody')],
    ['a revoked key', bearer('revoked')],
    ['another scheme', { authorization: `Basic ${Buffer.from(token('operator')).toString('base64')}` }],
    ['two tokens', { authorization: `Bearer ${token('operator')} ${token('operator')}` }],
    ['an empty secret', { authorization: 'Bearer gck_operator_' }],
    ['a name of the prototype', { authorization: `Bearer gck_constructor_${SECRET}` }],
    ['a key in a cookie', { cookie: `key=${token('operator')}` }],
  ])('refuses %s', async (_, headers) => {
    await serve();
    expect(await statuses(headers)).toBe('200 401 401 401 401 401 401');
    const { body } = await server.inject({ url: '/read', headers: { ...headers, 'accept-language': 'zh' } });
    expect(JSON.parse(body)).toMatchObject({ title: '需要有效的密钥' });
    expect(body).not.toContain(SECRET);
  });

  it('takes a key as a browser’s password, for reading alone', async () => {
    await serve();
    const basic = (user: string, password: string): { readonly authorization: string } => ({
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    });
    const status = async (method: 'GET' | 'HEAD' | 'POST', headers: Record<string, string>): Promise<number> =>
      (await server.inject({ method, url: '/read', headers })).statusCode;
    expect(await status('GET', basic('anybody', token('reader')))).toBe(200);
    expect(await status('HEAD', basic('', token('operator')))).toBe(200);
    expect(await status('GET', basic(token('reader'), ''))).toBe(401);
    expect(await status('GET', basic('reader', token('revoked')))).toBe(401);
    expect(await status('POST', basic('operator', token('operator')))).toBe(401);
    expect(await status('POST', bearer('operator'))).toBe(200);
  });

  it('lets a browser ask its user, and no program', async () => {
    await serve();
    const asked = async (accept: string): Promise<unknown> =>
      (await server.inject({ url: '/read', headers: { accept } })).headers['www-authenticate'];
    expect(await asked('text/html,application/xhtml+xml')).toEqual([
      'Bearer',
      'Basic realm="gigacity", charset="UTF-8"',
    ]);
    expect(await asked('*/*')).toBe('Bearer');
  });

  it('does not take a key from the address', async () => {
    await serve();
    expect((await server.inject(`/read?access_token=${token('operator')}`)).statusCode).toBe(401);
  });

  it('counts requests by key, tells how many are left, and refuses more with when to come back', async () => {
    await serve({ perKey: 2 });
    const ask = async (id: string): Promise<Record<string, unknown>> => {
      const { statusCode, headers } = await server.inject({ url: '/read', headers: bearer(id) });
      return { statusCode, limit: headers['ratelimit-limit'], left: headers['ratelimit-remaining'] };
    };
    expect(await ask('reader')).toEqual({ statusCode: 200, limit: '2', left: '1' });
    expect(await ask('reader')).toMatchObject({ statusCode: 200, left: '0' });
    expect(await ask('reader')).toMatchObject({ statusCode: 429, left: '0' });
    expect(await ask('operator')).toMatchObject({ statusCode: 200, left: '1' });
    const { headers, body } = await server.inject({ url: '/read', headers: bearer('reader') });
    expect(JSON.parse(body)).toMatchObject({ code: 'too_many_requests', detail: 'at most 2 requests a minute' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('counts guesses by address, and refuses them before the key is looked at', async () => {
    await serve({ perAddress: 2 });
    const guess = async (): Promise<number> =>
      (await server.inject({ url: '/read', headers: bearer('operator', 'ee'.repeat(32)) })).statusCode;
    expect([await guess(), await guess(), await guess()]).toEqual([401, 401, 429]);
    expect((await server.inject({ url: '/read', headers: bearer('operator') })).statusCode).toBe(200);
  });

  it('records who asked for what and what came of it, without secrets', async () => {
    const recorded = await serve();
    await server.inject({ url: '/regulator?as_of=2025-12-31', headers: bearer('regulator') });
    await server.inject({ url: '/operator', headers: bearer('reader') });
    await server.inject({ url: '/operator' });
    expect(recorded).toMatchObject([
      {
        key: 'regulator',
        role: 'regulator',
        method: 'GET',
        path: '/regulator',
        query: 'as_of=2025-12-31',
        status: 200,
        bytes: 4,
      },
      { key: 'reader', role: 'read', path: '/operator', query: '', status: 403, address: '127.0.0.1' },
    ]);
    expect(JSON.stringify(recorded)).not.toContain(SECRET);
  });
});

describe('without keys', () => {
  it('whoever is on this machine may do everything, and what an operator does is recorded', async () => {
    const recorded = await serve({ withKeys: false });
    for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080', '127.0.0.5'])
      expect(await statuses({ host })).toBe('200 200 200 200 200 200 200');
    expect(recorded.slice(0, 4)).toMatchObject([
      { key: '', role: 'operator', path: '/regulator' },
      { key: '', role: 'operator', path: '/operator' },
      { key: '', role: 'operator', path: '/upload' },
      { key: '', role: 'operator', path: '/notify' },
    ]);
  });

  it.each([
    ['a name that was made to lead here', { host: 'evil.example:8080' }],
    ['a name that begins like an address', { host: '127.0.0.1.evil.example' }],
    ['an address of the network', { host: '192.168.1.5:8080' }],
    ['another site', { host: 'localhost:8080', origin: 'https://evil.example' }],
    ['another port of this machine', { host: 'localhost:8080', origin: 'http://localhost:3000' }],
    ['a page without an origin', { host: 'localhost:8080', origin: 'null' }],
    ['a proxy', { host: 'localhost:8080', 'x-forwarded-for': '203.0.113.7' }],
  ])('refuses %s', async (_, headers) => {
    const recorded = await serve({ withKeys: false });
    expect(await statuses(headers)).toBe('403 403 403 403 403 403 403');
    expect(recorded).toEqual([]);
  });

  it('answers its own page', async () => {
    await serve({ withKeys: false });
    expect(await statuses({ host: 'localhost:8080', origin: 'http://localhost:8080' })).toBe(
      '200 200 200 200 200 200 200',
    );
  });
});

it('sends the headers that keep a browser from being turned against it', async () => {
  await serve({ withKeys: false });
  const { headers } = await server.inject('/open');
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['access-control-allow-origin']).toBeUndefined();
});
