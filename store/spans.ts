import type { Stream } from '../ingest/stream.ts';
import { expression, subjectColumn } from './expression.ts';
import { historyOrder } from './history.ts';
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
export function compileSpans({ stream, measures, zone, knownAt }: SpanQuestion): CompiledQuery {
  const binder = new Binder();
  const context = { stream, binder, zone: binder.bind('String', zone) };
  const columns = measures.map((measure, i) => `${expression(measure, context)} AS m${String(i)}`);
  const known =
    knownAt === null ? '' : `\n  WHERE received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const rows = `${tableName(stream.name)}${known}`;
  const sql = statement(context, columns, rows);
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

interface Context {
  readonly stream: Stream;
  readonly binder: Binder;
  /** The bound zone. */
  readonly zone: string;
}

function statement(context: Context, columns: readonly string[], rows: string): string {
  switch (context.stream.kind) {
    case 'inventory':
      return inventory(context, columns, rows);
    case 'stock':
      return stock(context, columns, rows);
    case 'flow':
      return flow(context, columns, rows);
    case 'sample':
      throw new TypeError(`samples have no spans: ${context.stream.name}`);
    default:
      return context.stream.kind satisfies never;
  }
}

/**
 * Every state of an entity adds its numbers on the day it begins and takes them away on the day the next one does.
 * Entities are gathered by all but the last part of their key, since a few long histories cost less than many short
 * ones; the last part begins each state and parts one entity's from the next. District, carrier and subject go along
 * with each state only where they can change within such a group.
 */
function inventory({ stream, zone }: Context, columns: readonly string[], rows: string): string {
  const effective =
    stream.effective === undefined ? 'day' : `greatest(day, toDate(${quoted(stream.effective)}, ${zone}))`;
  const labels = ['district', 'carrier', 'subject'];
  const [group, entity] = [stream.key.slice(0, -1), stream.key.slice(-1)];
  const isFixed = (label: string): boolean => {
    const field = label === 'subject' ? stream.subject : label;
    return field === undefined || group.includes(field);
  };
  const fixed = labels.filter(isFixed);
  const carried = [...labels.filter((label) => !isFixed(label)), ...columns.map((_, i) => `m${String(i)}`)];
  const state = (from: string, sign: string): string =>
    list(from, ...carried.map((name, i) => `${labels.includes(name) ? '' : sign}s.${String(i + 6)}`));
  return `SELECT ${list(...labels)}, toString(from) AS from, NULL AS until,
  [${list(...columns.map((_, i) => `toString(sum(m${String(i)}))`))}] AS values
FROM (
  SELECT ${list(...fixed, 'change.1 AS from', ...carried.map((name, i) => `change.${String(i + 2)} AS ${name}`))}
  FROM (
    SELECT ${list(...fixed)}, arrayPopBack(states) AS earlier, arrayPopFront(states) AS later,
      arrayMap((s, next) -> s.1 = next.1, earlier, later) AS is_followed,
      arrayJoin(arrayConcat(
        arrayMap(s -> (${state('s.5', '')}), states),
        arrayMap((s, next) -> (${state(`greatest(s.5, toDate(next.2, ${zone}))`, '-')}), arrayFilter((s, f) -> f, earlier, is_followed), arrayFilter((next, f) -> f, later, is_followed))
      )) AS change
    FROM (
      SELECT ${list(...fixed.map((label) => (label === 'subject' ? `${subjectColumn(stream)} AS subject` : label)))},
        arraySort(groupArray((${list(...entity.map(quoted), historyOrder(stream), 'from', ...carried)}))) AS states
      FROM (
        SELECT *, content_hash, toDate(observed_at, ${zone}) AS day, ${effective} AS from, ${list(...columns)}
        FROM ${rows}
      )
      GROUP BY ${group.length === 0 ? 'tuple()' : list(...group.map(quoted))}
    )
  )
)
GROUP BY ${list(...labels)}, from
ORDER BY ${list(...labels)}, from`;
}

function list(...parts: readonly string[]): string {
  return parts.join(', ');
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
