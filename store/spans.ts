import type { Stream } from '../ingest/stream.ts';
import { expression, subjectColumn } from './expression.ts';
import { historyOrder } from './history.ts';
import { compileInventory } from './inventory.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';
import type { SpanQuestion } from './span.ts';

/**
 * Compiles to rows of `Span`, each with what the same pass tells besides of the reports that begin on its first day: the
 * last day of the month, when the first and the latest of them were received (epoch milliseconds) and their greatest
 * revision, all NULL where none begins; and whether a message may have been received more than once. The shape of the
 * history depends on the stream's kind.
 */
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

/** A report holds, whole, from its day until the day of the next one; where that is the same day, not at all. */
function stock({ stream, zone }: Context, columns: readonly string[], rows: string): string {
  const figures = columns.map((_, i) => `m${String(i)}`);
  return `SELECT district, carrier, subject, toString(s.4) AS first_day, if(next.3 = toDate(0), NULL, toString(next.3)) AS until,
  [${figures.map((_, i) => `toString(s.${String(i + 6)})`).join(', ')}] AS values,
  toString(toLastDayOfMonth(s.4)), s.5 AS first, s.5 AS latest, s.2 AS last_revision, (s.1, s.2) = (next.1, next.2) AS is_repeated
FROM (
  SELECT district, carrier, subject,
    arraySort(groupArray((${['observed_at', 'revision', 'bitNot(content_hash)', 'day', 'received', ...figures].join(', ')}))) AS states
  FROM (SELECT ${['district', 'carrier', 'observed_at', 'revision', 'content_hash', `toDate(observed_at, ${zone}) AS day`, 'toUnixTimestamp64Milli(received_at) AS received', `${subjectColumn(stream)} AS subject`, ...columns].join(', ')} FROM ${rows})
  GROUP BY district, carrier, subject
)
ARRAY JOIN states AS s, arrayPushBack(arrayPopFront(arrayMap(s -> (s.1, s.2, s.4), states)), (toDateTime64(0, 9, 'UTC'), 0, toDate(0))) AS next
ORDER BY district, carrier, subject, s.4`;
}

/** What a period brought holds from the period's last day on; the highest revision of a period is the one that counts. */
function flow({ stream }: Context, columns: readonly string[], rows: string): string {
  return `SELECT district, carrier, subject, toString(period_end) AS first_day, NULL AS until,
  [${columns.map((_, i) => `toString(sum(latest_state.${String(i + 2)}))`).join(', ')}] AS values,
  toString(toLastDayOfMonth(period_end)), min(first), max(latest), max(last_revision), max(is_repeated)
FROM (
  SELECT district, carrier, subject, period_end,
    argMax(tuple(${['revision', ...columns.map((_, i) => `m${String(i)}`)].join(', ')}), (${historyOrder(stream)})) AS latest_state,
    toUnixTimestamp64Milli(min(received_at)) AS first, toUnixTimestamp64Milli(max(received_at)) AS latest,
    max(revision) AS last_revision, count() > uniqExact((observed_at, revision)) AS is_repeated
  FROM (SELECT ${['*', 'content_hash', `${subjectColumn(stream)} AS subject`, ...columns].join(', ')} FROM ${rows})
  GROUP BY district, carrier, subject, period_end, ${stream.key.map(quoted).join(', ')}
)
GROUP BY district, carrier, subject, period_end
ORDER BY district, carrier, subject, period_end`;
}
