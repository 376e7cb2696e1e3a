import type { Stream } from '../ingest/stream.ts';
import type { Asker } from './asker.ts';
import { statedDay } from './history.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';

/** What senders have corrected since a moment. */
export interface CorrectionQuestion {
  readonly stream: Stream;
  /** YYYY-MM-DD; its end in the zone is meant. */
  readonly asOf: string;
  readonly zone: string;
  /** Epoch milliseconds: only what was received later. */
  readonly since: number;
  readonly districts: readonly string[];
  /** Null: of every carrier. */
  readonly carriers: readonly string[] | null;
}

/** Compiles to one number: of how many things that had been reported by then a higher revision came since. */
function compileCorrections(question: CorrectionQuestion): CompiledQuery {
  const { stream, asOf, zone, since, districts, carriers } = question;
  const binder = new Binder();
  const { stated } = statedDay(stream, binder.bind('String', zone));
  const moment = `fromUnixTimestamp64Milli(${binder.bind('Int64', since)})`;
  const among = (column: string, words: readonly string[]): string =>
    `${column} IN ${binder.bind('Array(String)', words)}`;
  const where = [
    `${stated} <= ${binder.bind('Date', asOf)}`,
    among('district', districts),
    ...(carriers === null ? [] : [among('carrier', carriers)]),
  ];
  // A state and a report are corrected at their moment; a period and an observation are the same whenever observed.
  const own = stream.kind === 'inventory' || stream.kind === 'stock' ? [...stream.key, 'observed_at'] : stream.key;
  const sql = `SELECT count() FROM (
  SELECT maxIf(revision, received_at <= ${moment}) AS before, maxIf(revision, received_at > ${moment}) AS after, countIf(received_at <= ${moment}) AS known
  FROM ${tableName(stream.name)}
  WHERE ${where.join(' AND ')}
  GROUP BY ${own.map(quoted).join(', ')}
  HAVING known > 0 AND after > before
)`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

export async function hasCorrections(asker: Asker, question: CorrectionQuestion): Promise<boolean> {
  const [row] = await asker.ask(compileCorrections(question));
  return Number(row?.[0] ?? 0) > 0;
}
