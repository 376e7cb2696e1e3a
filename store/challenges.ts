import type { Asker } from './asker.ts';
import type { CompiledQuery, Insertion } from './query.ts';

/** One thing that happened to a challenge, as it is kept; what it means is not the store's business. */
export interface ChallengeRow {
  readonly challenge: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event: string;
  /** Of whom: a key's id. */
  readonly by: string;
  readonly indicator: string;
  readonly city: string;
  /** Empty where the value is the whole city's, or every carrier's. */
  readonly district: string;
  readonly carrier: string;
  /** YYYY-MM-DD, or empty. */
  readonly asOf: string;
  /** The reason or the answer. */
  readonly text: string;
  /** Exact, or null. */
  readonly value: string | null;
}

export const CHALLENGES_TABLE = `CREATE TABLE IF NOT EXISTS challenges (
  challenge String,
  at DateTime64(3, 'UTC'),
  event LowCardinality(String),
  by String,
  indicator LowCardinality(String),
  city LowCardinality(String),
  district LowCardinality(String),
  carrier LowCardinality(String),
  as_of String,
  text String,
  value Nullable(String)
) ENGINE = ReplacingMergeTree
ORDER BY (challenge, at, event)`;

const COLUMNS = [
  'challenge',
  'at',
  'event',
  'by',
  'indicator',
  'city',
  'district',
  'carrier',
  'as_of',
  'text',
  'value',
] as const;

export function insertChallenge(row: ChallengeRow): Insertion {
  const { challenge, at, event, by, indicator, city, district, carrier, asOf, text, value } = row;
  const cells = [challenge, at, event, by, indicator, city, district, carrier, asOf, text.toWellFormed(), value];
  return { table: 'challenges', columns: COLUMNS, rows: [JSON.stringify(cells)] };
}

const ALL: CompiledQuery = {
  sql: `SELECT challenge, toString(toUnixTimestamp64Milli(challenges.at)), ${COLUMNS.slice(2)
    .map((name) => `\`${name}\``)
    .join(', ')}
FROM challenges FINAL
ORDER BY challenges.at, challenge, event`,
  params: {},
  tables: ['challenges'],
};

/** Every event, the oldest first: people dispute numbers by the hundred, not by the million. */
export async function readChallengeRows(asker: Asker): Promise<readonly ChallengeRow[]> {
  const rows = await asker.ask(ALL);
  return rows.map((row) => {
    const [challenge, at, event, by, indicator, city, district, carrier, asOf, text, value] = row as [
      ...[string, string, string, string, string, string, string, string, string, string],
      string | null,
    ];
    return { challenge, at: Number(at), event, by, indicator, city, district, carrier, asOf, text, value };
  });
}
