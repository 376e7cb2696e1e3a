import { beforeEach, expect, test } from 'vitest';
import { readAudit } from '../../store/audit.ts';
import type { AuditEntry } from '../../store/audit.ts';
import { insertAudit } from '../../store/audit.ts';
import type { ChallengeRow } from '../../store/challenges.ts';
import { insertChallenge, readChallengeRows } from '../../store/challenges.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { emptyStore } from '../support/embedded.ts';

let store: ClickHouseStore;

beforeEach(async () => {
  store = await emptyStore();
});

const HOSTILE = `'; DROP TABLE challenges; --\n\n{}\t"\\ 千兆 😀 \u0000`;

const row: ChallengeRow = {
  challenge: 'c-1',
  at: 1_767_000_000_123,
  event: 'opened',
  by: 'k1',
  indicator: 'pon10g_ports',
  city: '310000',
  district: '310115',
  carrier: '',
  asOf: '2025-12-31',
  text: HOSTILE,
  value: '1/3',
};

test('a challenge’s events come back as they were kept, the oldest first, each once', async () => {
  const answer = { ...row, event: 'answered', at: row.at + 1, value: null };
  for (const one of [answer, row, row]) await store.insert(insertChallenge(one));
  expect(await readChallengeRows(store)).toEqual([row, answer]);
});

const entry: AuditEntry = {
  at: 1_767_000_000_123,
  request: 'r-1',
  key: 'k1',
  role: 'regulator',
  method: 'GET',
  path: '/v1/values',
  query: HOSTILE,
  status: 200,
  etag: '"abc"',
  bytes: 5_000_000_000,
  address: '127.0.0.1',
};

test('audit entries come back, the latest first, by key and by moment', async () => {
  const later = { ...entry, at: entry.at + 1000, request: 'r-2', key: HOSTILE };
  await store.insert(insertAudit([entry, later]));
  expect(await readAudit(store, { limit: 10 })).toEqual([later, entry]);
  expect(await readAudit(store, { limit: 1 })).toEqual([later]);
  expect(await readAudit(store, { limit: 10, since: entry.at + 1 })).toEqual([later]);
  expect(await readAudit(store, { limit: 10, since: entry.at, key: 'k1' })).toEqual([entry]);
  expect(await readAudit(store, { limit: 10, key: HOSTILE })).toEqual([later]);
});
