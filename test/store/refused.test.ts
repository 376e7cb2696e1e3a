import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeadLetter } from '../../ingest/measurement.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { remedyFor, StatementRefused } from '../../store/remedy.ts';
import { StoreProcess } from '../support/store-process.ts';
import { scratch } from '../support/scratch.ts';

const LETTER: DeadLetter = {
  stream: 'pon-ports',
  carrier: 'telecom',
  origin: { source: 't', partition: 0, offset: 0, line: 1 },
  receivedAt: 0,
  raw: new Uint8Array(),
  reasons: [],
};

let server: StoreProcess;
let store: ClickHouseStore;
const directory = scratch();
beforeAll(async () => {
  server = await StoreProcess.start(directory);
  store = await ClickHouseStore.open({ kind: 'server', url: server.url }, STREAMS);
});
afterAll(async () => {
  await store.close();
  await server.kill();
});

test.each([
  ['bad-gateway', 'HTTP_502', 'retry'],
  ['too-many-parts', '252', 'retry'],
  ['refuse-rows', '117', 'bisect'],
] as const)('an insert that is answered by %s is refused with %s: %s', async (kind, code, remedy) => {
  await server.fail({ kind, match: 'dead_letters', times: 1 });
  const refusal: unknown = await store.bury([LETTER]).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code });
  expect(remedyFor(refusal)).toBe(remedy);
  await store.bury([LETTER]);
});

test.each([
  [503, 'retry'],
  [429, 'retry'],
  [403, 'stop'],
  [404, 'stop'],
] as const)('whoever answers %i without a code of ClickHouse’s: %s', (status, remedy) => {
  expect(remedyFor(new StatementRefused({ status, code: undefined, text: '' }))).toBe(remedy);
});
