import type { Stream } from '../ingest/stream.ts';
import type { Reference } from './condition.ts';
import { columnReference, condition } from './condition.ts';
import type { Measure } from './measure.ts';
import type { Binder } from './query.ts';
import { isNullable, quoted, rowColumn } from './schema.ts';

export interface MeasureContext {
  readonly stream: Stream;
  readonly binder: Binder;
}

/** SQL: what one message of a stream adds to a measure; NULL where a largest value finds no row that matches. */
export function expression(measure: Measure, context: MeasureContext): string {
  switch (measure.kind) {
    case 'count':
      return `toInt8(${condition(measure.where, columnReference(context.stream), context.binder)})`;
    case 'sum':
      return context.stream.kind === 'flow'
        ? `if(${condition(measure.where, columnReference(context.stream), context.binder)}, toInt64(${quoted(measure.field)}), 0)`
        : sumOverRows(measure, context);
    case 'largest':
      return largestOverRows(measure, context);
    default:
      return measure satisfies never;
  }
}

function sumOverRows(measure: Measure & { kind: 'sum' }, context: MeasureContext): string {
  const factors = measure.times === undefined ? [measure.field] : [measure.field, measure.times];
  const rows = rowVariables(context.stream, [...factors, ...Object.keys(measure.where)]);
  const holds = condition(measure.where, rows.reference, context.binder);
  const product = factors
    .map(
      (field) =>
        `toDecimal256(${rows.reference(field)}, ${context.stream.rows[field]?.column === 'count' ? '0' : '18'})`,
    )
    .join(' * ');
  return `arraySum(arrayMap((${rows.variables}) -> if(${holds}, ${product}, 0), ${rows.columns}))`;
}

function largestOverRows(measure: Measure & { kind: 'largest' }, context: MeasureContext): string {
  const rows = rowVariables(context.stream, [measure.field, ...Object.keys(measure.where)]);
  const holds = condition(measure.where, rows.reference, context.binder);
  const matching = `arrayFilter(v -> isNotNull(v), arrayMap((${rows.variables}) -> if(${holds}, toNullable(${rows.reference(measure.field)}), NULL), ${rows.columns}))`;
  return `if(empty(${matching}), NULL, arrayMax(${matching}))`;
}

/** Fields of the rows become lambda variables over their array columns; fields of the message stay columns. */
function rowVariables(
  stream: Stream,
  fields: readonly string[],
): { variables: string; columns: string; reference: Reference } {
  const used = [...new Set(fields)].filter((field) => field in stream.rows);
  const column = columnReference(stream);
  const reference: Reference = (field) => {
    const declared = stream.rows[field];
    if (declared === undefined) return column(field);
    return isNullable(declared) ? `ifNull(r_${field}, ${zero(declared.column)})` : `r_${field}`;
  };
  return {
    variables: used.map((field) => `r_${field}`).join(', '),
    columns: used.map((field) => quoted(rowColumn(field))).join(', '),
    reference,
  };
}

function zero(column: string): string {
  return column === 'instant' ? "toDateTime64(0, 9, 'UTC')" : '0';
}

/** SQL: which report of its carrier and district a message is; empty for streams without a subject. */
export function subjectColumn(stream: Stream): string {
  return stream.subject === undefined ? "''" : quoted(stream.subject);
}
