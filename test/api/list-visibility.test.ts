import Fastify from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import accepts from '@fastify/accepts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ListServer } from '../../api/lists/serve.ts';
import { values } from '../../api/routes/values.ts';
import { verdicts } from '../../api/routes/verdicts.ts';
import { validatorCompiler } from '../../api/validate.ts';
import type { ApiKey } from '../../api/keys.ts';
import { servedDeps } from '../support/served.ts';

const server = Fastify();
let key: ApiKey | null = null;

beforeAll(async () => {
  const { evaluations } = await servedDeps();
  server.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  await server.register(accepts);
  server.decorateRequest('apiKey', null);
  server.addHook('onRequest', (request, _reply, done) => {
    request.apiKey = key;
    done();
  });
  const lists = new ListServer(evaluations);
  for (const list of [values, verdicts]) lists.register(server, list);
  await server.ready();
});

afterAll(() => server.close());

it('a key of one district is shown its own rows and its city’s totals, from the cache too', async () => {
  const districts = async (): Promise<ReadonlySet<unknown>> => {
    const { data } = (await server.inject('/v1/values?limit=10000')).json<{ data: Record<string, unknown>[] }>();
    return new Set(data.map((row) => row['district_code']));
  };
  expect((await districts()).size).toBe(17);
  key = {
    id: 'one',
    role: 'read',
    district: { code: '310115', city: '310000' },
    sha256: '',
    createdAt: '2025-01-01T00:00:00Z',
  };
  expect(await districts()).toEqual(new Set([null, '310115']));
  key = null;
  expect((await districts()).size).toBe(17);
});
