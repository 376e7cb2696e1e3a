import type { Stream } from '../ingest/stream.ts';
import type { Asker } from './asker.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { tableName } from './schema.ts';

/** Where the messages of a stream came from. */
export interface LineageQuestion {
  readonly stream: Stream;
  /** Only what was received by then (epoch milliseconds, inclusive). */
  readonly knownAt: number;
  /** Districts whose messages are meant, the city's own code among them. */
  readonly districts: readonly string[];
}

/** What one partition of a topic, or one file, has brought: the messages kept of it, each once. */
export interface SourceSpan {
  readonly source: string;
  readonly partition: number;
  readonly messages: number;
  readonly firstOffset: string;
  readonly lastOffset: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Epoch milliseconds. */
  readonly firstReceived: number;
  readonly lastReceived: number;
  /** The content hashes together (exclusive or), 32 hex digits. */
  readonly content: string;
}

/** Compiles to rows of `SourceSpan`. Read with FINAL: what came twice is one message, from its first receipt. */
export function compileLineage({ stream, knownAt, districts }: LineageQuestion): CompiledQuery {
  const binder = new Binder();
  const table = tableName(stream.name);
  const sql = `SELECT source, partition, toString(count()), toString(min(\`offset\`)), toString(max(\`offset\`)), min(line), max(line),
  toString(toUnixTimestamp64Milli(min(received_at))), toString(toUnixTimestamp64Milli(max(received_at))),
  leftPad(lower(hex(groupBitXor(content_hash))), 32, '0')
FROM ${table} FINAL
WHERE received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)}) AND district IN ${binder.bind('Array(String)', districts)}
GROUP BY source, partition
ORDER BY source, partition`;
  return { sql, params: binder.params, tables: [table] };
}

export async function readLineage(asker: Asker, question: LineageQuestion): Promise<readonly SourceSpan[]> {
  const rows = await asker.ask(compileLineage(question));
  return rows.map((row) => {
    const [source, partition, messages, firstOffset, lastOffset, firstLine, lastLine, first, last, content] = row as [
      ...[string, number, string, string, string, number, number],
      ...[string, string, string],
    ];
    return {
      ...{ source, partition, messages: Number(messages) },
      ...{ firstOffset, lastOffset, firstLine, lastLine },
      ...{ firstReceived: Number(first), lastReceived: Number(last), content },
    };
  });
}

/** A file that was loaded, by its content. */
export interface LoadedFile {
  readonly source: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Of the given sources; loads that were cut short have no hash and are left out. */
export async function readLoadedFiles(
  asker: Asker,
  { sources, knownAt }: { readonly sources: readonly string[]; readonly knownAt: number },
): Promise<readonly LoadedFile[]> {
  const rows = await asker.ask({
    sql: `SELECT source, sha256, toString(max(bytes)) FROM loads
WHERE source IN {sources: Array(String)} AND sha256 != '' AND received_at <= fromUnixTimestamp64Milli({knownAt: Int64})
GROUP BY source, sha256
ORDER BY source, sha256`,
    params: { sources, knownAt },
    tables: ['loads'],
  });
  return rows.map(([source, sha256, bytes]) => ({
    source: String(source),
    sha256: String(sha256),
    bytes: Number(bytes),
  }));
}
