import type { Stream } from '../ingest/stream.ts';
import type { Condition, Filter } from './measure.ts';
import type { Binder } from './query.ts';
import { isNullable, quoted } from './schema.ts';

/** How a field is written in SQL: its column, or the variable that runs over a report's rows. */
export type Reference = (field: string) => string;

/** A filter as a SQL condition over one entity, or over one row of a report. */
export function condition(filter: Filter, reference: Reference, binder: Binder): string {
  const parts = Object.entries(filter).map(([field, one]) => single(reference(field), one, reference, binder));
  return parts.length === 0 ? '1' : parts.join(' AND ');
}

function single(column: string, one: Condition, reference: Reference, binder: Binder): string {
  switch (one.kind) {
    case 'one_of':
      return one.words.length === 1
        ? `${column} = ${binder.bind('String', one.words[0])}`
        : `${column} IN ${binder.bind('Array(String)', one.words)}`;
    case 'at_least': {
      const bound = `toDecimal256(${binder.bind('String', one.bound)}, 18)`;
      return one.of === undefined
        ? `${exact(column)} >= ${bound}`
        : `${exact(column)} >= ${bound} * ${reference(one.of)}`;
    }
    case 'at_most':
      return `${exact(column)} <= toDecimal256(${binder.bind('String', one.bound)}, 18)`;
    case 'from':
      return `${column} >= toDateTime64(${binder.bind('String', one.day)}, 9, 'Asia/Shanghai')`;
    default:
      return one satisfies never;
  }
}

function exact(column: string): string {
  return `toDecimal256(${column}, 18)`;
}

/** A message's own column; an absent value counts as the type's zero, which no condition with a bound accepts. */
export function columnReference(stream: Stream): Reference {
  return (field) => {
    const declared = stream.fields[field];
    return declared !== undefined && isNullable(declared) ? `ifNull(${quoted(field)}, 0)` : quoted(field);
  };
}
