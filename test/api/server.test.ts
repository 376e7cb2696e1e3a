import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServer } from '../../api/server.ts';
import type { Readiness } from '../../api/ports.ts';
import { serverDeps } from '../support/server-deps.ts';

let server: FastifyInstance;
let parts: Readiness['parts'] = [];

beforeAll(async () => {
  server = await buildServer(serverDeps({ readiness: () => Promise.resolve({ parts }) }), { version: '1.2.3' });
  await server.ready();
});

afterAll(() => server.close());

describe('the server', () => {
  it('says that it lives', async () => {
    const response = await server.inject('/healthz');
    expect([response.statusCode, response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('is ready when every part is, and says in the language asked for why it is not', async () => {
    parts = [{ name: 'store', ready: true }];
    expect((await server.inject('/readyz')).json()).toEqual({ status: 'ready', parts });

    parts = [{ name: 'store', ready: false, reason: { zh: '连不上', en: 'down' } }];
    const response = await server.inject({ url: '/readyz', headers: { 'accept-language': 'zh-CN,zh;q=0.9' } });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({
      status: 'not_ready',
      parts: [{ name: 'store', ready: false, reason: '连不上' }],
    });
  });

  it('answers readers while a part leaves something undone, and says what', async () => {
    parts = [
      { name: 'store', ready: true },
      { name: 'ingest', ready: true, reason: { zh: '已暂停', en: 'held back' } },
    ];
    const response = await server.inject('/readyz');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      status: 'degraded',
      parts: [
        { name: 'store', ready: true },
        { name: 'ingest', ready: true, reason: 'held back' },
      ],
    });
  });

  it('compresses its metrics for whoever takes that, and for nobody who says that they do not', async () => {
    const encodingFor = async (accepted: string): Promise<unknown> =>
      (await server.inject({ url: '/metrics', headers: { 'accept-encoding': accepted } })).headers['content-encoding'];
    expect(await encodingFor('gzip, deflate')).toBe('gzip');
    expect(await encodingFor('gzip;q=0, identity')).toBeUndefined();
  });

  it('describes itself in OpenAPI 3.1 and shows it without loading anything from elsewhere', async () => {
    const document: { openapi: string; paths: object } = (await server.inject('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/healthz');
    const page = await server.inject('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page.body).not.toMatch(/fastify|swagger ui/i);
    expect(page.headers['content-security-policy']).not.toMatch(/https?:/);
  });

  it('answers an unknown address and a wrong method with a problem', async () => {
    const unknown = await server.inject('/v1/nowhere');
    expect(unknown.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(unknown.json()).toMatchObject({ status: 404, code: 'not_found', instance: '/v1/nowhere' });
    const wrong = await server.inject({ method: 'DELETE', url: '/healthz' });
    expect(wrong.json()).toMatchObject({ status: 405, code: 'method_not_allowed', hint: 'allowed: GET, HEAD' });
  });

  it('names the methods of an address, also of one with a part that varies, in Allow', async () => {
    const allowed = async (method: 'DELETE' | 'OPTIONS', url: string): Promise<readonly [number, unknown]> => {
      const { statusCode, headers } = await server.inject({ method, url });
      return [statusCode, headers.allow];
    };
    expect(await allowed('DELETE', '/v1/indicators/users_1000m')).toEqual([405, 'GET, HEAD']);
    expect(await allowed('DELETE', '/v1/snapshots/')).toEqual([405, 'GET, HEAD, POST']);
    expect(await allowed('OPTIONS', '/v1/measurements/pon-ports?x=1')).toEqual([204, 'POST']);
    expect(await allowed('OPTIONS', '/v1/nowhere')).toEqual([404, undefined]);
  });

  it('tells in both languages what is wrong with a body', async () => {
    const told = async (body: string, type: string, language: string): Promise<unknown> => {
      const headers = { 'content-type': type, 'accept-language': language };
      const { statusCode, json } = await server.inject({ method: 'POST', url: '/v1/snapshots', body, headers });
      return [statusCode, json<{ detail: string }>().detail];
    };
    expect(await told('{', 'application/json', 'zh')).toEqual([400, '请求内容不是有效的 JSON']);
    expect(await told('{', 'application/json', 'en')).toEqual([400, 'the body is not valid JSON']);
    expect(await told('a=1', 'text/plain', 'zh')).toEqual([415, '不支持内容类型“text/plain”']);
    expect(await told('[]', 'application/json', 'zh')).toEqual([400, '应为对象']);
  });
});
