import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApiKey } from '../../../api/keys.ts';
import { buildServer } from '../../../api/server.ts';
import { hashOf, toToken } from '../../../api/tokens.ts';
import { ChallengeBook } from '../../../app/evaluating/challenge-book.ts';
import { evaluatePlace } from '../../../app/evaluating/evaluate-place.ts';
import type { ChallengeDocument } from '../../../indicators/challenge.ts';
import type { ClickHouseStore } from '../../../store/clickhouse.ts';
import { shippedCatalogue, shippedRules } from '../../support/catalogue.ts';
import { emptyStore, locationOf } from '../../support/embedded.ts';
import { loadInto, raw } from '../../support/load.ts';
import { serverDeps } from '../../support/server-deps.ts';
import { run } from '../run.ts';

const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);
const profiles = [...catalogue.profiles.values()];

const SECRET = '77'.repeat(32);
const own = { sha256: hashOf(SECRET), createdAt: '2026-01-01T00:00:00Z' };
const KEYS: readonly ApiKey[] = [
  { ...own, id: 'regulator', role: 'regulator' },
  { ...own, id: 'operator', role: 'operator' },
  { ...own, id: 'reader', role: 'read' },
  { ...own, id: 'pudong', role: 'read', district: { code: '310115', city: '310000' } },
];

let store: ClickHouseStore;
let server: FastifyInstance;
let book: ChallengeBook;
let now = 0;

const at = (text: string): number => Date.parse(`${text}+08:00`);

beforeEach(async () => {
  store = await emptyStore();
  now = at('2026-01-05T09:00:00');
  await report({ revision: 0, stations: 40, receivedAt: '2026-01-04T09:00:00' });
  book = new ChallengeBook({ store, asker: store, catalogue, profiles, now: () => now });
  server = await buildServer(
    serverDeps({ keys: { find: (id) => KEYS.find((one) => one.id === id) }, challenges: book, now: () => now }),
    { version: '1' },
  );
});
afterEach(() => server.close());

interface Sent {
  readonly revision: number;
  readonly stations: number;
  readonly receivedAt: string;
  readonly observed?: string;
}

/** Telecom's outdoor stations in Pudong. */
async function report({ revision, stations, receivedAt, observed = '2025-12-31' }: Sent): Promise<void> {
  const message = {
    id: `s-${observed}-${String(revision)}-${String(stations)}`,
    carrier: 'telecom',
    district: '310115',
    observed_at: `${observed}T23:59:59+08:00`,
    revision,
    rows: [{ placement: 'outdoor', generation: '5g', stations }],
  };
  await loadInto(store, rules, [raw('sites-5g', JSON.stringify(message), at(receivedAt))]);
}

async function ask(
  key: string,
  url: string,
  payload?: object,
): Promise<{ readonly status: number; readonly body: ChallengeDocument & { code: string; hint: string } }> {
  const headers = { authorization: `Bearer ${toToken({ id: key, secret: SECRET })}` };
  const { statusCode, body } = await server.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: statusCode, body: JSON.parse(body) as ChallengeDocument & { code: string; hint: string } };
}

const PUDONG = {
  indicator: 'outdoor_5g_stations',
  scope: { city: '310000', district: '310115' },
  as_of: '2025-12-31',
  reason: '与实地核查不符',
};

const dispute = (key = 'regulator', more: object = {}) => ask(key, '/v1/challenges', { ...PUDONG, ...more });

async function flagsOn(asOf: string, knownAt: number | null = null): Promise<readonly string[]> {
  const profile = profiles.find(({ city, district }) => city === '310000' && district === undefined);
  if (profile === undefined) throw new Error('no profile of Shanghai');
  const deps = { catalogue, asker: store, now: () => now };
  const { values, challenges } = await evaluatePlace(deps, profile, { asOf, knownAt });
  const value = values.find(
    ({ indicator, scope }) =>
      indicator.id === PUDONG.indicator && scope.district === PUDONG.scope.district && scope.carrier === undefined,
  );
  return [...(value?.flags ?? []), ...challenges.map(({ state }) => state)];
}

test('a disputed value is flagged from its day on until an operator answers', async () => {
  const { status, body } = await dispute();
  expect(status).toBe(201);
  expect(body).toMatchObject({ ...PUDONG, value: '40', state: 'open', opened_by: 'regulator' });
  expect(await flagsOn('2025-12-31')).toEqual(['challenged', 'open']);
  expect(await flagsOn('2025-12-30')).toEqual(['open']);
  expect(await flagsOn('2025-12-31', now - 1)).toEqual([]);

  const answered = await ask('operator', `/v1/challenges/${body.id}/answer`, { answer: '已复核，数据无误' });
  expect(answered).toMatchObject({ status: 200, body: { state: 'answered', closed_by: 'operator' } });
  expect(await flagsOn('2025-12-31')).toEqual(['answered']);
  expect((await ask('reader', `/v1/challenges/${body.id}`)).body).toEqual(answered.body);
  const again = await ask('operator', `/v1/challenges/${body.id}/answer`, { answer: 'again' });
  expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

test('the carrier’s correction closes it with the new value', async () => {
  const { body } = await dispute();
  now = at('2026-01-08T09:00:00');
  await report({ revision: 1, stations: 25, receivedAt: '2026-01-07T09:00:00' });
  await book.closeCorrected();
  await book.closeCorrected();
  const { body: closed } = await ask('reader', `/v1/challenges/${body.id}`);
  expect(closed).toMatchObject({ state: 'corrected', value: '40', corrected_value: '25', closed_by: 'gigacity' });
  expect(await flagsOn('2025-12-31')).toEqual(['corrected']);
});

test.each([
  ['a later revision that changes nothing', { revision: 1, stations: 40, receivedAt: '2026-01-07T09:00:00' }],
  [
    'a report about an earlier day',
    { revision: 1, stations: 3, receivedAt: '2026-01-07T09:00:00', observed: '2025-11-30' },
  ],
  [
    'a report about a later day',
    { revision: 1, stations: 3, receivedAt: '2026-01-07T09:00:00', observed: '2026-01-01' },
  ],
  ['another content of the same revision', { revision: 0, stations: 3, receivedAt: '2026-01-07T09:00:00' }],
])('%s leaves it open', async (_, sent) => {
  await dispute();
  now = at('2026-01-08T09:00:00');
  await report(sent);
  await book.closeCorrected();
  expect((await book.list()).map(({ state }) => state)).toEqual(['open']);
});

test('a regulator may dispute any value, a district its own, another reader none', async () => {
  expect((await dispute('pudong')).status).toBe(201);
  expect((await dispute('pudong', { scope: { city: '310000' } })).status).toBe(403);
  expect((await dispute('pudong', { scope: { city: '310000', district: '310104' } })).status).toBe(403);
  expect((await dispute('reader')).status).toBe(403);
  expect((await dispute('regulator', { scope: { city: '310000' } })).status).toBe(201);
});

test('a district does not see what is disputed of another, and answers nothing', async () => {
  const { body } = await dispute('regulator', { scope: { city: '310000', district: '310104' } });
  expect((await ask('pudong', `/v1/challenges/${body.id}`)).status).toBe(404);
  expect((await ask('pudong', `/v1/challenges/${body.id}/answer`, { answer: 'x' })).status).toBe(403);
});

test('the same party disputes a value once at a time', async () => {
  const { body } = await dispute();
  const again = await dispute();
  expect(again).toMatchObject({ status: 409, body: { hint: `see /v1/challenges/${body.id}` } });
  expect((await dispute('pudong')).status).toBe(201);
});

test.each([
  ['an unknown indicator', { indicator: 'outdoor_5g_station' }, 422],
  ['an unknown district', { scope: { city: '310000', district: '999999' } }, 422],
  [
    'a level that the indicator does not have',
    { indicator: 'g5_density_rank', scope: { city: '310000', carrier: 'telecom' } },
    422,
  ],
  ['a day that does not exist', { as_of: '2025-02-30' }, 400],
  ['no reason', { reason: '   ' }, 400],
  ['a reason of a megabyte', { reason: 'x'.repeat(900_000) }, 400],
  ['SQL for an indicator', { indicator: "'; DROP TABLE challenges; --" }, 400],
  ['a field too many', { state: 'answered' }, 400],
])('%s is refused', async (_, more, status) => {
  expect((await dispute('regulator', more)).status).toBe(status);
  expect(await book.list()).toEqual([]);
});

test('gigacity challenges lists, shows and answers, and finds corrections by itself', async () => {
  const first = await dispute();
  now += 1;
  const second = await dispute('pudong');
  const location = locationOf();
  const data = location.kind === 'embedded' ? location.directory : '';
  const asked = (...args: string[]) =>
    run(['challenges', ...args, '--data', data], { now: '2026-01-08T09:00:00+08:00' });

  expect((await asked('list')).out).toContain('与实地核查不符');
  expect((await asked('answer', first.body.id)).exit).toBe(2);
  expect(await asked('answer', first.body.id, '--text', '已复核')).toMatchObject({ exit: 0 });
  expect((await asked('answer', first.body.id, '--text', '已复核')).err).toContain('closed already');
  await report({ revision: 1, stations: 25, receivedAt: '2026-01-07T09:00:00' });
  const { out } = await asked('list', '--json');
  expect(JSON.parse(out)).toMatchObject({
    challenges: [{ state: 'answered' }, { state: 'corrected', corrected_value: '25' }],
  });
  expect(JSON.parse((await asked('list', '--state', 'open', '--json')).out)).toEqual({ challenges: [] });
  expect((await asked('show', second.body.id)).out).toContain('25');
  expect((await asked('show', 'c-1')).exit).toBe(2);
  expect((await asked('lst')).err).toContain('list, show or answer');
});
