import type { Field } from '../ingest/field.ts';
import { ExactNumber } from '../ingest/json.ts';
import { fromRfc3339 } from '../ingest/instant.ts';
import type { Measurement, Origin } from '../ingest/measurement.ts';
import { lastDayOf } from '../ingest/period.ts';
import type { AnyMessage, Stream } from '../ingest/stream.ts';

/** Turns an admitted measurement into one row of its stream's table: a JSON array in column order. */
export type FactWriter = (measurement: Measurement) => string;

/** A writer made once per stream, so that the hot path walks no declaration. */
export function factWriter(stream: Stream): FactWriter {
  const fields = Object.entries(stream.fields)
    .filter(([name]) => name !== 'observed_at')
    .map(([name, field]) => cellWriter(name, field));
  const observedAt = Object.keys(stream.fields).indexOf('observed_at');
  const before = fields.slice(0, observedAt);
  const after = fields.slice(observedAt);
  const rows = Object.entries(stream.rows).map(([name, field]) => cellWriter(name, field));
  const receipt = receiptWriter();
  return ({ message, observedAt: observed, receivedAt, origin }) => {
    let row = '[';
    for (const cell of before) row += `${cell(message)},`;
    row += observed.nanoseconds;
    for (const cell of after) row += `,${cell(message)}`;
    if (stream.kind === 'flow') row += `,"${lastDayOf(String(message['period']))}"`;
    for (const column of rowColumns(message, rows)) row += `,${column}`;
    return `${row},${receipt(origin, receivedAt)}${String(origin.line)}]`;
  };
}

/** Neighbours come from one record, and differ in their line alone. */
function receiptWriter(): (origin: Origin, receivedAt: number) => string {
  let last = { source: '', partition: -1, offset: -1, receivedAt: -1 };
  let text = '';
  return ({ source, partition, offset }, receivedAt) => {
    if (
      last.offset !== offset ||
      last.partition !== partition ||
      last.receivedAt !== receivedAt ||
      last.source !== source
    ) {
      last = { source, partition, offset, receivedAt };
      text = `${String(receivedAt)},${JSON.stringify(source)},${String(partition)},${String(offset)},`;
    }
    return text;
  };
}

type Cell = (values: Readonly<Record<string, unknown>>) => string;

function cellWriter(name: string, field: Field): Cell {
  const fallback = JSON.stringify(field.fallback);
  const write = valueWriter(field);
  return (values) => {
    const value = values[name];
    return value === undefined ? fallback : write(value);
  };
}

function valueWriter(field: Field): (value: unknown) => string {
  switch (field.column) {
    case 'count':
      return String;
    case 'decimal':
      return (value) => (value instanceof ExactNumber ? value.text : String(value));
    case 'instant':
      return (value) => fromRfc3339(toMoment(String(value)))?.nanoseconds ?? 'null';
    case 'word':
      return quoteOnce();
    case 'words':
      return JSON.stringify;
    case 'text':
      return (value) =>
        typeof value === 'string' && NEEDS_NO_ESCAPE.test(value) ? `"${value}"` : JSON.stringify(value);
    default:
      return field.column satisfies never;
  }
}

/** Most texts are written as they are, which is sooner seen than done by `JSON.stringify`. */
const NEEDS_NO_ESCAPE = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;

/** Words come from small vocabularies, so each is put in quotes once. */
function quoteOnce(): (value: unknown) => string {
  const quoted = new Map<unknown, string>();
  return (value) => {
    const known = quoted.get(value);
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    quoted.set(value, text);
    return text;
  };
}

/** A day alone stands for its first moment in China, where all the day's moments have the same date. */
function toMoment(text: string): string {
  return text.length === 10 ? `${text}T00:00:00+08:00` : text;
}

/** Rows become one array per column; their order says nothing, so equal reports are made equal by sorting them. */
function rowColumns(message: AnyMessage, cells: readonly Cell[]): string[] {
  if (cells.length === 0) return [];
  const rows = (message.rows ?? []).map((row) => cells.map((cell) => cell(row)));
  const ordered = rows
    .map((row) => ({ row, text: row.join(',') }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return cells.map((_, i) => `[${ordered.map(({ row }) => row[i] ?? 'null').join(',')}]`);
}
