import { expect, test } from 'vitest';
import { STREAMS } from '../../ingest/streams.ts';
import { onCluster } from '../../store/cluster.ts';
import { MIGRATIONS_TABLE, migrations } from '../../store/migrations.ts';
import { emptyStore } from '../support/embedded.ts';

// `npx vitest run test/golden -u` writes the file anew.

const statements = [
  ...onCluster(MIGRATIONS_TABLE, 'city'),
  ...migrations(STREAMS, 'city').flatMap((migration) => migration.statements),
];

test('the tables of a cluster are replicated, spread by what a fact is about, and named as on one server', async () => {
  await expect(`${statements.join(';\n\n')};\n`).toMatchFileSnapshot('tables/cluster.sql');
});

test('no version of a fact is told from another by its shard', () => {
  const keys = statements.flatMap((statement) => /sipHash64\((.*)\)\)$/.exec(statement)?.[1] ?? []);
  expect(keys).toHaveLength(
    statements.filter((statement) => /^CREATE TABLE .*_local ON CLUSTER/.test(statement)).length,
  );
  for (const key of keys) {
    expect(key).not.toBe('');
    expect(key).not.toMatch(/observed_at|revision|content_hash|received_at|offset|raw_hash/);
  }
});

test('the engine reads every statement', async () => {
  const store = await emptyStore();
  for (const statement of statements) {
    const rows = await store.ask({ sql: `EXPLAIN AST ${statement}`, params: {}, tables: [] });
    expect(rows.length).toBeGreaterThan(2);
  }
});
