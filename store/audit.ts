import type { Asker } from './asker.ts';
import type { CompiledQuery, Insertion } from './query.ts';
import { Binder } from './query.ts';

/** One request, by whom and with what outcome; secrets are never part of it. */
export interface AuditEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Names the request in the server's log too. */
  readonly request: string;
  /** The key's id; empty where none was shown or needed. */
  readonly key: string;
  /** `operator` where no key is needed. */
  readonly role: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  /** Names what was sent: an evaluation or a snapshot; empty where it has no tag. */
  readonly etag: string;
  readonly bytes: number;
  readonly address: string;
}

export const AUDIT_TABLE = `CREATE TABLE IF NOT EXISTS audit (
  at DateTime64(3, 'UTC'),
  request String,
  key LowCardinality(String),
  role LowCardinality(String),
  method LowCardinality(String),
  path String,
  query String,
  status UInt16,
  etag String,
  bytes UInt64,
  address String
) ENGINE = ReplacingMergeTree
ORDER BY (at, request)`;

const COLUMNS = [
  'at',
  'request',
  'key',
  'role',
  'method',
  'path',
  'query',
  'status',
  'etag',
  'bytes',
  'address',
] as const satisfies readonly (keyof AuditEntry)[];

export function insertAudit(entries: readonly AuditEntry[]): Insertion {
  const cell = (value: string | number): string | number => (typeof value === 'string' ? value.toWellFormed() : value);
  return {
    table: 'audit',
    columns: COLUMNS,
    rows: entries.map((entry) => JSON.stringify(COLUMNS.map((name) => cell(entry[name])))),
  };
}

/** Which entries are meant; what is left out restricts nothing. */
export interface AuditFilter {
  /** Epoch milliseconds, inclusive. */
  readonly since?: number;
  readonly key?: string;
  readonly limit: number;
}

function compileAudit({ since, key, limit }: AuditFilter): CompiledQuery {
  const binder = new Binder();
  const where = [
    ...(since === undefined ? [] : [`audit.at >= fromUnixTimestamp64Milli(${binder.bind('Int64', since)})`]),
    ...(key === undefined ? [] : [`key = ${binder.bind('String', key)}`]),
  ];
  return {
    sql: [
      `SELECT toString(toUnixTimestamp64Milli(audit.at)), ${COLUMNS.slice(1).join(', ')}`,
      'FROM audit FINAL',
      ...(where.length === 0 ? [] : [`WHERE ${where.join(' AND ')}`]),
      'ORDER BY audit.at DESC, request',
      `LIMIT ${binder.bind('UInt64', limit)}`,
    ].join('\n'),
    params: binder.params,
    tables: ['audit'],
  };
}

/** The latest first. */
export async function readAudit(asker: Asker, filter: AuditFilter): Promise<readonly AuditEntry[]> {
  const rows = await asker.ask(compileAudit(filter));
  return rows.map((row) => {
    const [at, request, key, role, method, path, query, status, etag, bytes, address] = row as [
      ...[string, string, string, string, string, string, string],
      ...[number, string, string | number, string],
    ];
    const numbers = { at: Number(at), status, bytes: Number(bytes) };
    return { ...numbers, request, key, role, method, path, query, etag, address };
  });
}
