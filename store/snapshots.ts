import type { Asker } from './asker.ts';
import type { Inserter } from './query.ts';

/** Snapshots that were made: only ever added to, and of one id the first stays. */
export const SNAPSHOTS_TABLE = `CREATE TABLE IF NOT EXISTS snapshots (
  id String,
  profile LowCardinality(String),
  as_of Date,
  known_at DateTime64(3, 'UTC'),
  created_at DateTime64(3, 'UTC'),
  engine LowCardinality(String),
  simulated UInt8,
  supersedes String,
  reason String,
  sha256 String,
  public_key LowCardinality(String),
  ed25519 String,
  minisign String,
  jws String,
  content String CODEC(ZSTD(3)),
  creation_order UInt64 MATERIALIZED 18446744073709551615 - toUnixTimestamp64Milli(created_at)
) ENGINE = ReplacingMergeTree(creation_order)
ORDER BY id
SETTINGS index_granularity = 1`;

/** All of a kept snapshot but its content. */
export interface SnapshotEntry {
  readonly id: string;
  readonly profile: string;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  /** Epoch milliseconds. */
  readonly knownAt: number;
  readonly createdAt: number;
  readonly engine: string;
  readonly isSimulated: boolean;
  /** The snapshot that this one corrects, and why. */
  readonly supersedes: { readonly id: string; readonly reason: string } | null;
  /** Of the content's bytes, hex. */
  readonly sha256: string;
  /** Ed25519, 32 bytes as base64url. */
  readonly publicKey: string;
  readonly signatures: { readonly ed25519: string; readonly minisign: string; readonly jws: string };
}

export interface KeptSnapshot extends SnapshotEntry {
  /** Canonical JSON. */
  readonly content: string;
}

const COLUMNS = [
  ...['id', 'profile', 'as_of', 'known_at', 'created_at', 'engine', 'simulated', 'supersedes', 'reason'],
  ...['sha256', 'public_key', 'ed25519', 'minisign', 'jws', 'content'],
];

export async function writeSnapshot(inserter: Inserter, one: KeptSnapshot): Promise<void> {
  const { id, profile, asOf, knownAt, createdAt, engine, isSimulated, supersedes, sha256, signatures } = one;
  const row = [
    ...[id, profile, asOf, knownAt, createdAt, engine, isSimulated ? 1 : 0],
    ...[supersedes?.id ?? '', supersedes?.reason ?? '', sha256, one.publicKey],
    ...[signatures.ed25519, signatures.minisign, signatures.jws, one.content],
  ];
  await inserter.insert({ table: 'snapshots', columns: COLUMNS, rows: [JSON.stringify(row)] });
}

const ENTRY = `id, profile, toString(as_of), toString(toUnixTimestamp64Milli(known_at)),
  toString(toUnixTimestamp64Milli(created_at)), engine, simulated, supersedes, reason, sha256, public_key,
  ed25519, minisign, jws`;

/** The latest first. */
export async function readSnapshots(
  asker: Asker,
  { profiles, limit }: { readonly profiles?: readonly string[]; readonly limit: number },
): Promise<readonly SnapshotEntry[]> {
  const rows = await asker.ask({
    sql: `SELECT ${ENTRY} FROM snapshots FINAL
WHERE empty({profiles: Array(String)}) OR profile IN {profiles: Array(String)}
ORDER BY created_at DESC, known_at DESC, id
LIMIT {limit: UInt64}`,
    params: { profiles: profiles ?? [], limit },
    tables: ['snapshots'],
  });
  return rows.map(toEntry);
}

export async function findSnapshot(asker: Asker, id: string): Promise<KeptSnapshot | undefined> {
  const [row] = await asker.ask({
    sql: `SELECT ${ENTRY}, content FROM snapshots FINAL WHERE id = {id: String}`,
    params: { id },
    tables: ['snapshots'],
  });
  return row === undefined ? undefined : { ...toEntry(row), content: String(row.at(-1)) };
}

/** A key with the moments (epoch milliseconds) at which it first and last signed. */
export interface SigningKeyUse {
  readonly publicKey: string;
  readonly first: number;
  readonly last: number;
}

export async function readSigningKeys(asker: Asker): Promise<readonly SigningKeyUse[]> {
  const rows = await asker.ask({
    sql: `SELECT public_key, toString(min(toUnixTimestamp64Milli(created_at))) AS first,
  toString(max(toUnixTimestamp64Milli(created_at))) AS last
FROM snapshots FINAL
GROUP BY public_key
ORDER BY min(created_at), public_key`,
    params: {},
    tables: ['snapshots'],
  });
  return rows.map(([publicKey, first, last]) => ({
    publicKey: String(publicKey),
    first: Number(first),
    last: Number(last),
  }));
}

function toEntry(row: readonly unknown[]): SnapshotEntry {
  const [id, profile, asOf, knownAt, createdAt, engine, simulated, supersedes, reason, sha256, publicKey, ...rest] =
    row.map(String);
  const [ed25519, minisign, jws] = rest;
  const text = (cell: string | undefined): string => cell ?? '';
  return {
    ...{ id: text(id), profile: text(profile), asOf: text(asOf), engine: text(engine), sha256: text(sha256) },
    ...{ knownAt: Number(knownAt), createdAt: Number(createdAt), isSimulated: simulated === '1' },
    supersedes: supersedes === '' ? null : { id: text(supersedes), reason: text(reason) },
    publicKey: text(publicKey),
    signatures: { ed25519: text(ed25519), minisign: text(minisign), jws: text(jws) },
  };
}
