import type { Stream } from '../ingest/stream.ts';
import { ANSWERS_TABLE, createTable, DEAD_LETTERS_TABLE, LOADS_TABLE } from './schema.ts';

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

/** What brings an empty database to today's tables, in order; a number once released is never changed. */
export function migrations(streams: readonly Stream[]): readonly Migration[] {
  return [
    {
      number: 1,
      name: 'one table per stream, dead letters, loads, answers',
      statements: [...streams.map(createTable), DEAD_LETTERS_TABLE, LOADS_TABLE, ANSWERS_TABLE],
    },
  ];
}
