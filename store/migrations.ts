import type { Stream } from '../ingest/stream.ts';
import { AUDIT_TABLE } from './audit.ts';
import { CHALLENGES_TABLE } from './challenges.ts';
import { onCluster } from './cluster.ts';
import {
  createSampleTables,
  renewBucketsTable,
  replaceBucketsTable,
  replaceDailyTable,
  replaceDaysTable,
} from './sample-tables.ts';
import { ANSWERS_TABLE, createTable, DEAD_LETTERS_TABLE, LOADS_TABLE, REPLAYS_TABLE } from './schema.ts';
import { SNAPSHOTS_TABLE } from './snapshots.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS migrations (
  number UInt32,
  name String,
  applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
) ENGINE = ReplacingMergeTree
ORDER BY number`;

/** The streams that came after the first release, by the migration that brought each its table. */
const LATER: Readonly<Record<string, number>> = { 'task-completions': 2 };

/** What brings an empty database to today's tables, in order; a number once released is never changed. */
export function migrations(streams: readonly Stream[], cluster?: string): readonly Migration[] {
  const single = migrationsOfOneServer(streams);
  if (cluster === undefined) return single;
  return single.map(({ statements, ...migration }) => ({
    ...migration,
    statements: statements.flatMap((statement) => onCluster(statement, cluster)),
  }));
}

function migrationsOfOneServer(streams: readonly Stream[]): readonly Migration[] {
  const tablesOf = (number: number): readonly string[] =>
    streams.filter(({ name }) => (LATER[name] ?? 1) === number).map(createTable);
  return [
    {
      number: 1,
      name: 'one table per stream, dead letters, loads, answers',
      statements: [...tablesOf(1), DEAD_LETTERS_TABLE, LOADS_TABLE, ANSWERS_TABLE],
    },
    { number: 2, name: 'completions of tasks', statements: tablesOf(2) },
    {
      number: 3,
      name: 'samples: arrivals, ids, days and buckets',
      statements: streams.filter(({ kind }) => kind === 'sample').flatMap(createSampleTables),
    },
    { number: 4, name: 'replays of dead letters', statements: [REPLAYS_TABLE] },
    { number: 5, name: 'snapshots', statements: [SNAPSHOTS_TABLE] },
    { number: 6, name: 'audit and challenges', statements: [AUDIT_TABLE, CHALLENGES_TABLE] },
    {
      number: 7,
      name: 'samples: ties among what days are searched for; completions can be withdrawn',
      statements: [
        ...streams.filter(({ kind }) => kind === 'sample').flatMap(replaceDaysTable),
        // New tables have it already. A withdrawal has a revision of its own, so no content hash needs it.
        'ALTER TABLE task_completions ADD COLUMN IF NOT EXISTS `status` LowCardinality(String) AFTER `by`',
      ],
    },
    {
      number: 8,
      name: 'samples: what is kept of a day is of the whole day',
      statements: streams.filter(({ kind }) => kind === 'sample').flatMap(replaceDailyTable),
    },
    {
      number: 9,
      name: 'samples: amounts in order of size, counted by bins',
      statements: streams.filter(({ kind }) => kind === 'sample').flatMap(replaceBucketsTable),
    },
    {
      number: 10,
      name: 'samples: amounts are the binary numbers nearest to what was sent',
      statements: streams.filter(({ kind }) => kind === 'sample').flatMap(renewBucketsTable),
    },
  ];
}
