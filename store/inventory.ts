import type { Stream } from '../ingest/stream.ts';
import { expression, subjectColumn } from './expression.ts';
import { statedDay } from './history.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';
import type { SpanQuestion } from './span.ts';

/**
 * The spans of an inventory (see `compileSpans`).
 *
 * A state adds its numbers on the day it begins and takes them away on the day that the entity's next one is of.
 * Entities are gathered by all but the last part of their key, since a few long histories cost less than many short
 * ones, and column by column, since numbers are gathered and sorted faster than tuples are.
 */
export function compileInventory({ stream, measures, zone, knownAt }: SpanQuestion): CompiledQuery {
  const binder = new Binder();
  const { stated, from } = statedDay(stream, binder.bind('String', zone));
  const group = stream.key.slice(0, -1).map(quoted);
  const entity = stream.key.slice(-1).map(quoted);
  const figures = measures.map((measure, i) => ({
    name: `m${String(i)}`,
    // A NULL would be left out of its array, and the arrays would no longer fit together.
    column: `ifNull(${expression(measure, { stream, binder })}, 0)`,
  }));
  const known =
    knownAt === null ? '' : `\n      WHERE received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const { fixed, carried } = labels(stream);
  const gathered = [...carried, ...figures];
  const state = (name: string): string => `s.${String(gathered.findIndex((one) => one.name === name) + 7)}`;
  // A district's code goes along as the number that its six digits are.
  const district = carried.some(({ name }) => name === 'district') ? `leftPad(toString(district), 6, '0')` : 'district';
  const sql = `SELECT ${district}, carrier, subject, toString(change.1) AS first_day, NULL AS until,
  [${list(...figures.map(({ name }) => `toString(sum(change.2 * ${name}))`))}] AS values,
  toString(toLastDayOfMonth(change.1)), minOrNullIf(first, change.2 = 1), maxOrNullIf(latest, change.2 = 1), maxOrNullIf(last_revision, change.2 = 1), max(is_repeated)
FROM (
  SELECT ${list(...fixed.map(({ name }) => name), ...carried.map(({ name }) => `${state(name)} AS ${name}`), 's.5 AS begun')},
    if(next.1 = s.1, greatest(begun, next.4), NULL) AS ended,
    ${list(...figures.map(({ name }) => `sum(${state(name)}) AS ${name}`), 'min(s.6) AS first', 'max(s.6) AS latest', 'max(s.3) AS last_revision')},
    max((next.1, next.2, next.3) = (s.1, s.2, s.3)) AS is_repeated
  FROM (
    SELECT ${list(...fixed.map(({ name }) => name))}, arraySort((s, e, o, r, h) -> (e, o, r, h), arrayZip(entities, moments, revisions, stated, begun, receipts${gathered.map(({ name }) => `, ${name}s`).join('')}), entities, moments, revisions, hashes) AS states
    FROM (
      SELECT ${list(...fixed.map(({ name, column }) => (name === column ? name : `${column} AS ${name}`)))},
        arrayEnumerateDense(groupArray(${list(...entity)})) AS entities, groupArray(toUnixTimestamp64Nano(observed_at)) AS moments,
        groupArray(revision) AS revisions, groupArray(bitNot(content_hash)) AS hashes, groupArray(${stated}) AS stated,
        groupArray(${from}) AS begun, groupArray(toUnixTimestamp64Milli(received_at)) AS receipts${gathered.map(({ name, column }) => `,\n        groupArray(${column}) AS ${name}s`).join('')}
      FROM ${tableName(stream.name)}${known}
      GROUP BY ${group.length === 0 ? 'tuple()' : list(...group)}
    )
  )
  ARRAY JOIN states AS s, arrayPushBack(arrayPopFront(arrayMap(s -> (s.1, s.2, s.3, s.4), states)), (0, 0, 0, toDate(0))) AS next
  GROUP BY district, carrier, subject, begun, ended
)
ARRAY JOIN [(begun, 1), (ended, -1)] AS change
WHERE isNotNull(change.1)
GROUP BY district, carrier, subject, change.1
ORDER BY district, carrier, subject, change.1`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

interface Gathered {
  readonly name: string;
  /** SQL. */
  readonly column: string;
}

/** District, carrier and subject: those that all states of a group share, and those that go along with each. */
function labels(stream: Stream): { readonly fixed: readonly Gathered[]; readonly carried: readonly Gathered[] } {
  const fixed: Gathered[] = [];
  const carried: Gathered[] = [];
  for (const name of ['district', 'carrier', 'subject']) {
    const field = name === 'subject' ? stream.subject : name;
    const column = name === 'subject' ? subjectColumn(stream) : name;
    if (field === undefined || stream.key.slice(0, -1).includes(field)) fixed.push({ name, column });
    else carried.push({ name, column: name === 'district' ? 'toUInt32(district)' : column });
  }
  return { fixed, carried };
}

function list(...parts: readonly string[]): string {
  return parts.join(', ');
}
