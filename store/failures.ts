import type { Stream } from '../ingest/stream.ts';
import type { Asker } from './asker.ts';
import { columnReference, condition } from './condition.ts';
import type { Condition, Filter } from './measure.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';

/** The entities of an inventory that are in force on a day and that a count leaves out, because they fail its filter. */
export interface FailureQuestion {
  readonly stream: Stream;
  /** The condition on the stream's subject says which entities are meant; the others, what they must fulfil. */
  readonly where: Filter;
  readonly asOf: string;
  readonly zone: string;
  readonly knownAt: number | null;
  readonly districts: readonly string[];
}

export interface Failure {
  readonly district: string;
  readonly carrier: string;
  /** The values of the stream's key. */
  readonly entity: readonly string[];
  /** The day of its latest state. */
  readonly observed: string;
  /** What it does not fulfil. */
  readonly failed: readonly FailedCondition[];
}

export interface FailedCondition {
  readonly field: string;
  /** Exact text. */
  readonly value: string;
  readonly condition: Condition;
  /** The value of the field that a share is taken of. */
  readonly of?: string;
}

type Row = readonly [string, string, string[], string, (0 | 1)[], string[]];

/** Compiles to rows of district, carrier, key, day, which condition holds, and the values of the fields in question. */
export function compileFailures(question: FailureQuestion): CompiledQuery {
  const { stream, where, asOf, zone, knownAt, districts } = question;
  const binder = new Binder();
  const bound = binder.bind('String', zone);
  const day = binder.bind('Date', asOf);
  const reference = columnReference(stream);
  const meant = Object.fromEntries(Object.entries(where).filter(([field]) => field === stream.subject));
  const holds = demandsOf(question).map(([field, one]) => `(${condition({ [field]: one }, reference, binder)})`);
  const values = fieldsOf(question).map((field) => `toString(${quoted(field)})`);
  const key = stream.key.map((field) => `toString(${quoted(field)})`);
  const effective = stream.effective === undefined ? day : `toDate(${quoted(stream.effective)}, ${bound})`;
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const sql = `SELECT s.1 AS district, s.2 AS carrier, s.3 AS entity, toString(s.4) AS observed, s.6 AS holds, s.7 AS figures
FROM (
  SELECT argMax((district, carrier, [${key.join(', ')}], toDate(observed_at, ${bound}), ${effective}, [${holds.join(', ')}], [${values.join(', ')}]), (observed_at, revision, bitNot(content_hash))) AS s
  FROM (SELECT *, content_hash FROM ${tableName(stream.name)} WHERE toDate(observed_at, ${bound}) <= ${day} AND ${condition(meant, reference, binder)}${known})
  GROUP BY ${stream.key.map(quoted).join(', ')}
)
WHERE s.5 <= ${day} AND has(s.6, 0) AND s.1 IN ${binder.bind('Array(String)', districts)}
ORDER BY district, carrier, entity`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

export async function readFailures(asker: Asker, question: FailureQuestion): Promise<readonly Failure[]> {
  const fields = fieldsOf(question);
  const demands = demandsOf(question);
  const rows = (await asker.ask(compileFailures(question))) as readonly Row[];
  return rows.map(([district, carrier, entity, observed, holds, figures]) => {
    const figure = (field: string): string => figures[fields.indexOf(field)] ?? '';
    const failed = demands
      .filter((_, i) => Number(holds[i]) === 0)
      .map(([field, one]) => ({
        field,
        value: figure(field),
        condition: one,
        ...(one.kind === 'at_least' && one.of !== undefined ? { of: figure(one.of) } : {}),
      }));
    return { district, carrier, entity, observed, failed };
  });
}

function demandsOf({ stream, where }: FailureQuestion): readonly (readonly [string, Condition])[] {
  return Object.entries(where).filter(([field]) => field !== stream.subject);
}

function fieldsOf(question: FailureQuestion): readonly string[] {
  const named = demandsOf(question).flatMap(([field, one]) =>
    one.kind === 'at_least' && one.of !== undefined ? [field, one.of] : [field],
  );
  return [...new Set(named)];
}
