import { createConfig, lintFromString } from '@redocly/openapi-core';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenApi, Operation, Parameter, Schema } from '../support/openapi.ts';
import { conformance } from '../support/openapi.ts';
import { served, servedDeps } from '../support/served.ts';

// `npx vitest run test/api/openapi.test.ts -u` writes the document anew.

let server: FastifyInstance;
let document: OpenApi;
let check: ReturnType<typeof conformance>['check'];
let words: readonly string[];

beforeAll(async () => {
  const deps = await servedDeps();
  const { evaluation } = deps;
  // Any day is that of the small store: what is asked here is how requests are answered, not with which numbers.
  server = await served({ ...deps, evaluations: { ...deps.evaluations, at: () => Promise.resolve(evaluation) } });
  ({ document, check } = conformance(server));
  const { registries, indicators, plans } = evaluation.catalogue;
  words = [
    ...registries.carriers.flatMap(({ code, name }) => [code, name.zh]),
    ...registries.districts.flatMap(({ code, name }) => [code, name.zh]).slice(0, 30),
    ...indicators.keys(),
    ...plans.keys(),
    ...['2025-12-31', '2025-12', '2025-Q4', '2025-04-15T09:00:00+08:00', 'subscribers', 'schema', '1', '10000'],
  ];
});

afterAll(() => server.close());

function operations(): readonly (readonly [string, string, Operation])[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method, path, operation] as const),
  );
}

describe('the OpenAPI document', () => {
  it('changes on purpose alone', async () => {
    const response = await server.inject('/openapi.json');
    await expect(`${JSON.stringify(response.json(), undefined, 2)}\n`).toMatchFileSnapshot('../golden/openapi.json');
  });

  it('has nothing to complain of for a linter', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      // Health has nothing to refuse, and the server is wherever it runs.
      rules: { 'operation-4xx-response': 'off', 'no-server-example.com': 'off' },
    });
    const source = JSON.stringify(document);
    const problems = await lintFromString({ source, config, absoluteRef: 'openapi.json' });
    expect(
      problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer ?? ''} ${message}`),
    ).toEqual([]);
  });

  it('describes every operation and parameter in both languages, and says who may use it', () => {
    for (const [method, path, operation] of operations()) {
      const where = `${method} ${path}`;
      expect([where, operation.summary]).toEqual([where, expect.stringMatching(/\p{Script=Han}.*[a-z]/u)]);
      expect([where, operation.tags?.length, operation.operationId]).toEqual([where, 1, expect.any(String)]);
      expect([where, operation.security]).toEqual([where, expect.any(Array)]);
      for (const { name, in: place, description } of operation.parameters ?? [])
        if (place === 'query')
          expect([where, name, description]).toEqual([where, name, expect.stringMatching(/\p{Script=Han}.*[a-z]/u)]);
    }
  });

  it('documents every problem as application/problem+json', () => {
    for (const [, , { responses }] of operations())
      for (const [status, { content }] of Object.entries(responses))
        if (Number(status) >= 400 && content?.['application/json'] === undefined)
          expect([status, Object.keys(content ?? {})]).toEqual([status, ['application/problem+json']]);
  });
});

describe('every route that is read', () => {
  it('answers whatever is asked as the document says, and never fails', async () => {
    for (const [method, path, operation] of operations()) {
      if (method !== 'get') continue;
      const urls = urlsOf(path, operation);
      await fc.assert(
        fc.asyncProperty(
          urls,
          fc.constantFrom(undefined, 'text/csv', 'a/b', '*/*', 'application/json;q=x'),
          async (url, accept) => {
            const response = await server.inject({ url, headers: accept === undefined ? {} : { accept } });
            expect([url, response.statusCode >= 500]).toEqual([url, false]);
            check('GET', path, response);
          },
        ),
        { numRuns: 60, seed: 5 },
      );
    }
  });

  it('answers what is asked in the right words with 200, 304 and 400 as it should', async () => {
    for (const [method, path] of operations()) {
      if (method !== 'get' || path.includes('{')) continue;
      const response = await server.inject(path);
      check('GET', path, response);
      const { etag } = response.headers;
      if (etag === undefined) continue;
      const again = await server.inject({ url: path, headers: { 'if-none-match': etag } });
      expect([path, again.statusCode]).toEqual([path, 304]);
      check('GET', path, again);
      const unknown = await server.inject(`${path}?nonsense=1`);
      expect([path, unknown.statusCode]).toEqual([path, 400]);
      check('GET', path, unknown);
    }
  });
});

/** Addresses with right, wrong and hostile values of declared and undeclared parameters. */
function urlsOf(path: string, { parameters = [] }: Operation): fc.Arbitrary<string> {
  const query = parameters.filter((one) => one.in === 'query');
  const pairs = query.map((one) =>
    fc
      .option(fc.array(valueOf(one.schema), { minLength: 1, maxLength: 3 }), {
        freq: one.required === true ? 10 : 1,
        nil: [],
      })
      .map((values) => values.map((value): [string, string] => [one.name, value])),
  );
  const stray = fc.option(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 8 }), HOSTILE), {
    freq: 1,
    nil: undefined,
  });
  return fc.tuple(fc.tuple(...pairs), stray, pathOf(path, parameters)).map(([own, extra, asked]) => {
    const all = [...own.flat(), ...(extra === undefined ? [] : [extra])];
    return `${asked}${all.length === 0 ? '' : '?'}${new URLSearchParams(all).toString()}`;
  });
}

function pathOf(path: string, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const own = parameters.filter((one) => one.in === 'path');
  return fc
    .tuple(...own.map(() => fc.oneof(WORD, HOSTILE)))
    .map((values) =>
      own.reduce((text, { name }, i) => text.replace(`{${name}}`, encodeURIComponent(values[i] ?? '') || '%20'), path),
    );
}

const HOSTILE = fc.oneof(
  fc.constantFrom(
    "'; DROP TABLE values --",
    '../../etc/passwd',
    '%00',
    '\u0000',
    '=cmd()',
    '-1',
    '1e400',
    '__proto__',
    '，',
    ',',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.toWellFormed()),
);
const WORD = fc.nat().map((i) => words[i % words.length] ?? '');

function valueOf(schema: Schema): fc.Arbitrary<string> {
  const inner = schema.items ?? schema;
  const right = inner.enum === undefined ? WORD : fc.constantFrom(...inner.enum);
  const number = inner.type === 'integer' ? [{ weight: 4, arbitrary: fc.nat(10_000).map(String) }] : [];
  const date =
    inner.format === 'date'
      ? [{ weight: 6, arbitrary: fc.constantFrom('2025-10-01', '2025-12-31', '2025-02-30') }]
      : [];
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: HOSTILE }, ...number, ...date);
}
