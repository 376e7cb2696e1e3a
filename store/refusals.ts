import type { Asker } from './asker.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import type { WaterfallQuestion } from './waterfall.ts';

/** Refused lines of a stream by the code of their first reason. */
export interface Refusals {
  readonly code: string;
  readonly count: number;
  /** Refused only after the moment as known at which is asked. */
  readonly notKnown: number;
}

export type RefusalQuestion = Pick<WaterfallQuestion, 'stream' | 'knownAt' | 'districts' | 'carriers' | 'subjects'>;

/**
 * A line counts for a scope unless it says that it is of another: one that names no district, carrier or subject that
 * can be read may have been meant for any.
 */
export function compileRefusals({ stream, knownAt, districts, carriers, subjects }: RefusalQuestion): CompiledQuery {
  const binder = new Binder();
  const name = binder.bind('String', stream.name);
  const known = knownAt === null ? '1' : `first <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const among = (text: string, words: readonly string[]): string =>
    `${text} IN ${binder.bind('Array(String)', ['', ...words])}`;
  const said = (field: string): string => `JSONExtractString(text, '${field}')`;
  const scope = [
    among(said('district'), districts),
    ...(carriers === null ? [] : [among(`if(carrier = '', ${said('carrier')}, carrier)`, carriers)]),
    ...(subjects === null || stream.subject === undefined ? [] : [among(said(stream.subject), subjects)]),
  ];
  const sql = `SELECT code, countIf(${known}), countIf(NOT (${known}))
FROM (
  SELECT carrier, any(codes)[1] AS code, any(raw) AS text, min(received_at) AS first
  FROM dead_letters
  WHERE stream = ${name}
  GROUP BY carrier, position, raw_hash
)
WHERE ${scope.join(' AND ')}
GROUP BY code
ORDER BY code`;
  return { sql, params: binder.params, tables: ['dead_letters'] };
}

export async function readRefusals(asker: Asker, question: RefusalQuestion): Promise<readonly Refusals[]> {
  const rows = await asker.ask(compileRefusals(question));
  return rows.map(([code, count, notKnown]) => ({
    code: String(code),
    count: Number(count),
    notKnown: Number(notKnown),
  }));
}
