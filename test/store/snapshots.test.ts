import { expect, test } from 'vitest';
import { findStream } from '../../ingest/streams.ts';
import { compileLineage, readLineage, readLoadedFiles } from '../../store/lineage.ts';
import type { KeptSnapshot } from '../../store/snapshots.ts';
import { findSnapshot, readSigningKeys, readSnapshots, writeSnapshot } from '../../store/snapshots.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { line, loadInto, raw, RECEIVED_AT } from '../support/load.ts';

const rules = shippedRules(shippedCatalogue());
const stream = findStream('sites-5g');
if (stream === undefined) throw new Error('no stream sites-5g');
const rows = [{ placement: 'outdoor', generation: '5g', stations: 3 }];

function kept(own: Partial<KeptSnapshot>): KeptSnapshot {
  return {
    ...{ id: '310000-20251231-0123456789abcdef', profile: 'shanghai', asOf: '2025-12-31', knownAt: 5, createdAt: 10 },
    ...{ engine: '0.1.0', isSimulated: true, supersedes: null, sha256: 'ab', publicKey: 'x' },
    signatures: { ed25519: 'e', minisign: 'm\nn', jws: 'h..s' },
    content: '{"text":"引号\\" 反斜\\\\ 😀 <tab>\t"}',
    ...own,
  };
}

test('what came twice, or for another place, or later, is no part of where the figures came from', async () => {
  const store = await emptyStore();
  const [one, two, elsewhere] = ['310115', '310104', '500103'].map((district) => line({ district, rows }));
  const at = (text: string | undefined, offset: number, receivedAt = RECEIVED_AT): ReturnType<typeof raw> => ({
    ...raw('sites-5g', text ?? '', receivedAt),
    origin: { source: 'gigacity.sites-5g.telecom', partition: 1, offset, line: 1 },
  });
  const later = line({ district: '310115', rows, revision: 1 });
  await loadInto(store, rules, [at(one, 4), at(two, 7), at(one, 9, RECEIVED_AT + 1), at(elsewhere, 11)]);
  await loadInto(store, rules, [at(later, 12, RECEIVED_AT + 60_000)]);
  const question = { stream, knownAt: RECEIVED_AT + 1, districts: ['310000', '310104', '310115'] };
  const [span, ...others] = await readLineage(store, question);
  expect(others).toEqual([]);
  expect(span).toMatchObject({ source: 'gigacity.sites-5g.telecom', partition: 1, messages: 2 });
  expect(span).toMatchObject({ firstOffset: '4', lastOffset: '7', firstReceived: RECEIVED_AT });
  expect(span?.content).toMatch(/^[0-9a-f]{32}$/);
  const [more] = await readLineage(store, { ...question, knownAt: RECEIVED_AT + 60_000 });
  expect([more?.messages, more?.content === span?.content]).toEqual([3, false]);
});

test('the question binds all its values', () => {
  const { sql, params } = compileLineage({ stream, knownAt: 5, districts: ["'; DROP TABLE"] });
  expect(sql).not.toContain('DROP');
  expect(Object.values(params)).toEqual([5, ["'; DROP TABLE"]]);
});

test('a file is named by its content, unless its load was cut short', async () => {
  const store = await emptyStore();
  const load = { stream: 'sites-5g', bytes: 9, admitted: 1, rejected: 0, receivedAt: 5 };
  await store.recordLoad({ ...load, source: 'file:a', sha256: 'aa' });
  await store.recordLoad({ ...load, source: 'file:b', sha256: '' });
  const asked = { sources: ['file:a', 'file:b'], knownAt: 5 };
  expect(await readLoadedFiles(store, asked)).toEqual([{ source: 'file:a', sha256: 'aa', bytes: 9 }]);
  expect(await readLoadedFiles(store, { ...asked, knownAt: 4 })).toEqual([]);
});

test('a snapshot comes back to the byte, and the first of an id stays', async () => {
  const store = await emptyStore();
  await writeSnapshot(store, kept({}));
  await writeSnapshot(store, kept({ createdAt: 20, content: '{}', publicKey: 'y' }));
  expect(await findSnapshot(store, kept({}).id)).toEqual(kept({}));
  expect(await findSnapshot(store, 'another')).toBeUndefined();
  expect(await readSigningKeys(store)).toEqual([{ publicKey: 'x', first: 10, last: 10 }]);
});

test('snapshots are listed with the latest first, of some places or of all', async () => {
  const store = await emptyStore();
  await writeSnapshot(store, kept({}));
  const correction = { id: kept({}).id, reason: '漏报' };
  await writeSnapshot(store, kept({ id: 'b', createdAt: 30, profile: 'yuzhong', supersedes: correction }));
  const all = await readSnapshots(store, { limit: 10 });
  expect(all.map(({ id, supersedes }) => [id, supersedes])).toEqual([
    ['b', correction],
    [kept({}).id, null],
  ]);
  expect(await readSnapshots(store, { profiles: ['shanghai'], limit: 10 })).toHaveLength(1);
  expect(await readSnapshots(store, { limit: 1 })).toHaveLength(1);
});
