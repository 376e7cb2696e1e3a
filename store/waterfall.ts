import type { Stream } from '../ingest/stream.ts';
import type { Asker } from './asker.ts';
import { subjectColumn } from './expression.ts';
import { historyOrder, statedDay } from './history.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';

/** What became of the messages of one stream that a number of this scope could rest on. */
export interface WaterfallQuestion {
  readonly stream: Stream;
  /** YYYY-MM-DD; its end in the zone is meant. */
  readonly asOf: string;
  readonly zone: string;
  /** Epoch milliseconds, inclusive; null: all there is. */
  readonly knownAt: number | null;
  readonly districts: readonly string[];
  /** Null: every carrier's. */
  readonly carriers: readonly string[] | null;
  /** Null: every subject. */
  readonly subjects: readonly string[] | null;
}

/** Admitted messages, each once however often it was received: `admitted` is the sum of the others. */
export interface Waterfall {
  readonly admitted: number;
  /** Received only after the moment as known at which is asked. */
  readonly notKnown: number;
  /** About a later day, or with effect from one. */
  readonly notObserved: number;
  /** A later state, report or revision stands in their place. */
  readonly superseded: number;
  readonly inForce: number;
}

/** Compiles to one row: admitted, known, observed, first in their history, and of those in effect. */
export function compileWaterfall(question: WaterfallQuestion): CompiledQuery {
  const { stream, asOf, knownAt } = question;
  const binder = new Binder();
  const zone = binder.bind('String', question.zone);
  const day = binder.bind('Date', asOf);
  const { stated, from } = statedDay(stream, zone);
  const known = knownAt === null ? '1' : `received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const distinct = (holds: string): string => `uniqExactIf((observed_at, revision, content_hash), ${holds})`;
  const sql = `SELECT sum(admitted), sum(known), sum(observed), sum(winner.1), sum(winner.2)
FROM (
  SELECT ${distinct('in_scope')} AS admitted, ${distinct('in_scope AND is_known')} AS known,
    ${distinct('in_scope AND is_known AND is_observed')} AS observed,
    argMaxIf((in_scope, in_scope AND is_effective), (${historyOrder(stream)}), is_known AND is_observed) AS winner
  FROM (
    SELECT *, content_hash, ${inScope(question, binder)} AS in_scope, ${known} AS is_known,
      ${stated} <= ${day} AS is_observed, ${from} <= ${day} AS is_effective
    FROM ${tableName(stream.name)}
  )
  GROUP BY ${stream.key.map(quoted).join(', ')}
)`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

function inScope({ stream, districts, carriers, subjects }: WaterfallQuestion, binder: Binder): string {
  return [
    `district IN ${binder.bind('Array(String)', districts)}`,
    ...(carriers === null ? [] : [`carrier IN ${binder.bind('Array(String)', carriers)}`]),
    ...(subjects === null ? [] : [`${subjectColumn(stream)} IN ${binder.bind('Array(String)', subjects)}`]),
  ].join(' AND ');
}

export async function readWaterfall(asker: Asker, question: WaterfallQuestion): Promise<Waterfall> {
  const [row = []] = await asker.ask(compileWaterfall(question));
  const [admitted = 0, known = 0, observed = 0, winners = 0, inForce = 0] = row.map(Number);
  return {
    admitted,
    notKnown: admitted - known,
    notObserved: known - observed + winners - inForce,
    superseded: observed - winners,
    inForce,
  };
}
