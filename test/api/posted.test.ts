import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChallengeBook } from '../../app/evaluating/challenge-book.ts';
import { UploadDesk } from '../../app/serving/upload.ts';
import { scratch } from '../support/scratch.ts';
import { shippedRules } from '../support/catalogue.ts';
import type { OpenApi } from '../support/openapi.ts';
import { conformance } from '../support/openapi.ts';
import { catalogue, NOW, served, servedDeps } from '../support/served.ts';

let server: FastifyInstance;
let document: OpenApi;
let check: ReturnType<typeof conformance>['check'];

beforeAll(async () => {
  const deps = await servedDeps();
  const { evaluation, store } = deps;
  const profiles = [...catalogue.profiles.values()];
  server = await served({
    ...deps,
    evaluations: { ...deps.evaluations, at: () => Promise.resolve(evaluation) },
    challenges: new ChallengeBook({ store, asker: store, catalogue, profiles, now: () => NOW }),
    uploads: new UploadDesk({
      ...{ store, asker: store, rules: shippedRules(catalogue), folder: scratch(), topics: undefined },
      limits: { sentBytes: 100_000, plainBytes: 200_000 },
      now: () => NOW,
    }),
  });
  ({ document, check } = conformance(server));
});

afterAll(() => server.close());

const WORDS = fc.constantFrom(
  ...['shanghai', '310000', '310115', 'telecom', 'idc_racks', 'pon10g_port_share', '2025-12-31', '2025-02-30'],
  ...['sites-5g', 'pon-ports', 'wecom', "'; DROP TABLE values --", '../../etc/passwd', '', '\u0000', '__proto__'],
);
/** Fields as the routes know them, each with anything in it, and fields that none knows. */
const KNOWN = fc.record(
  {
    profile: WORDS,
    city: WORDS,
    district: WORDS,
    carrier: WORDS,
    indicator: WORDS,
    as_of: WORDS,
    known_at: WORDS,
    supersedes: fc.oneof(WORDS, fc.record({ id: WORDS, reason: WORDS })),
    reason: fc.oneof(WORDS, fc.string({ maxLength: 3_000 })),
    answer: fc.oneof(WORDS, fc.string({ maxLength: 3_000 })),
    scope: fc.record({ city: WORDS, district: WORDS }, { requiredKeys: [] }),
    alerts: fc.array(fc.record({ status: WORDS, labels: fc.dictionary(WORDS, WORDS) }), { maxLength: 3 }),
    status: fc.constantFrom('firing', 'resolved', 'x'),
    version: fc.constantFrom('4', 4),
  },
  { requiredKeys: [] },
);
const BODY = fc.oneof(
  { weight: 4, arbitrary: KNOWN.map((body) => JSON.stringify(body)) },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 500 }) },
  { weight: 1, arbitrary: fc.constantFrom('', 'null', '[]', '{"a":1', '[[[[[[', '{"__proto__":{"x":1}}', '\u0000') },
);
const TYPE = fc.oneof(
  { weight: 5, arbitrary: fc.constant('application/json') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('application/x-ndjson', 'text/csv', 'text/plain', 'multipart/form-data', 'a/b', ''),
  },
);
const ENCODING = fc.constantFrom(undefined, undefined, undefined, 'gzip', 'br', 'x');

describe('every route that takes something', () => {
  it('answers whatever it is sent as the document says, and never fails', async () => {
    const paths = Object.entries(document.paths).flatMap(([path, methods]) => ('post' in methods ? [path] : []));
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) {
      const parts = fc.array(WORDS, { minLength: 2, maxLength: 2 });
      await fc.assert(
        fc.asyncProperty(parts, BODY, TYPE, ENCODING, async (words, body, type, encoding) => {
          let i = 0;
          const url = path.replace(/\{\w+\}/g, () => encodeURIComponent(words[i++] ?? '') || '%20');
          const response = await server.inject({
            method: 'POST',
            url,
            payload: body,
            headers: {
              ...(type === '' ? {} : { 'content-type': type }),
              ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
            },
          });
          expect([url, body, response.statusCode >= 500, response.body]).toEqual([url, body, false, response.body]);
          check('POST', path, response);
        }),
        { numRuns: 80, seed: 7 },
      );
    }
  });
});
