import type { Stream } from '../ingest/stream.ts';
import { expression, subjectColumn } from './expression.ts';
import { historyOrder } from './history.ts';
import { compileInventory } from './inventory.ts';
import type { Measure } from './measure.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';

/**
 * All dates of some measures of one stream at once. A measure's number at a day T, for a district and carrier, comes
 * from the spans with `from` ≤ T < `until`: their sum, or for a largest value their maximum.
 */
export interface SpanQuestion {
  readonly stream: Stream;
  readonly measures: readonly Measure[];
  /** IANA zone whose days are meant. */
  readonly zone: string;
  /** Only what was received by then (epoch milliseconds, inclusive); null: all there is. */
  readonly knownAt: number | null;
}

export interface Span {
  readonly district: string;
  readonly carrier: string;
  /** Which report it is (`fixed`, `resident_population` …); empty for streams without a subject. */
  readonly subject: string;
  /** First day on which the figures hold. */
  readonly from: string;
  /** First day on which they no longer hold; null: they still do. */
  readonly until: string | null;
  /** Exact decimal text per measure; null: no row of the report matched (only for largest values). */
  readonly values: readonly (string | null)[];
}

/** Compiles to rows of `Span`; the shape of the history depends on the stream's kind. */
export function compileSpans(question: SpanQuestion): CompiledQuery {
  switch (question.stream.kind) {
    case 'inventory':
      return compileInventory(question);
    case 'stock':
      return compile(question, stock);
    case 'flow':
      return compile(question, flow);
    case 'sample':
      throw new TypeError(`samples have no spans: ${question.stream.name}`);
    default:
      return question.stream.kind satisfies never;
  }
}

interface Context {
  readonly stream: Stream;
  readonly binder: Binder;
  /** The bound zone. */
  readonly zone: string;
}

function compile(
  { stream, measures, zone, knownAt }: SpanQuestion,
  shape: (context: Context, columns: readonly string[], rows: string) => string,
): CompiledQuery {
  const binder = new Binder();
  const context = { stream, binder, zone: binder.bind('String', zone) };
  const columns = measures.map((measure, i) => `${expression(measure, context)} AS m${String(i)}`);
  const known =
    knownAt === null ? '' : `\n  WHERE received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const sql = shape(context, columns, `${tableName(stream.name)}${known}`);
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

/** A report holds, whole, from its day until the day of the next one. */
function stock({ stream, zone }: Context, columns: readonly string[], rows: string): string {
  return `SELECT district, carrier, subject, toString(r.1.4) AS from, if(r.2 = toDate(0), NULL, toString(r.2)) AS until,
  [${columns.map((_, i) => `toString(r.1.${String(i + 5)})`).join(', ')}] AS values
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((${historyOrder(stream)}, day${columns.map((_, i) => `, m${String(i)}`).join('')}))) AS states,
    arrayJoin(arrayZip(states, arrayPushBack(arrayMap(s -> s.4, arrayPopFront(states)), toDate(0)))) AS r
  FROM (SELECT district, carrier, observed_at, revision, content_hash, toDate(observed_at, ${zone}) AS day, ${subjectColumn(stream)} AS subject, ${columns.join(', ')} FROM ${rows})
  GROUP BY district, carrier, subject
)
WHERE r.1.4 != r.2
ORDER BY district, carrier, subject, from`;
}

/** What a period brought holds from the period's last day on; the highest revision of a period is the one that counts. */
function flow({ stream }: Context, columns: readonly string[], rows: string): string {
  return `SELECT district, carrier, subject, toString(period_end) AS from, NULL AS until,
  [${columns.map((_, i) => `toString(sum(latest.${String(i + 1)}))`).join(', ')}] AS values
FROM (
  SELECT district, carrier, subject, period_end,
    argMax(tuple(${columns.map((_, i) => `m${String(i)}`).join(', ')}), (${historyOrder(stream)})) AS latest
  FROM (SELECT *, content_hash, ${subjectColumn(stream)} AS subject, ${columns.join(', ')} FROM ${rows})
  GROUP BY district, carrier, subject, period_end, ${stream.key.map(quoted).join(', ')}
)
GROUP BY district, carrier, subject, period_end
ORDER BY district, carrier, subject, from`;
}
