import { Temporal } from 'temporal-polyfill';
import type { ColumnKind, Field } from './field.ts';
import { ExactNumber } from './json.ts';
import type { Fields, Stream } from './stream.ts';

/** What a message says of one field, in the one way of writing it: text, a list of texts, or nothing. */
export type Cell = string | readonly string[] | null;

type Values = Readonly<Record<string, unknown>>;

/**
 * What identifies a message of a stream besides the stream itself, as one text: equal texts are the same fact. It is
 * found without the schema and without the store's own way of writing rows, so that it can bear witness against both.
 */
export function contentOf(stream: Stream, message: Values): string {
  const rows = (message['rows'] ?? []) as readonly Values[];
  return contentText(
    contentFields(stream).map(([name, field]) => cellOf(field, message[name])),
    rows.map((row) => Object.entries(stream.rows).map(([name, field]) => cellOf(field, row[name]))),
  );
}

/** The same text from cells that were read elsewhere; the order of a report's rows says nothing. */
export function contentText(cells: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  return JSON.stringify([cells, rows.map((row) => JSON.stringify(row)).sort()]);
}

/** The fields that say what a message says; a sender's own numbering does so for samples alone. */
export function contentFields({ kind, fields }: Stream): readonly (readonly [string, Fields[string]])[] {
  return Object.entries(fields).filter(([name]) => name !== 'id' || kind === 'sample');
}

function cellOf({ column, fallback }: Field, value: unknown): Cell {
  const given = value ?? fallback;
  if (given === null) return null;
  return WRITERS[column](given);
}

const WRITERS: Readonly<Record<ColumnKind, (value: unknown) => Cell>> = {
  word: String,
  text: String,
  words: (value) => (value as readonly unknown[]).map(String),
  count: (value) => plainDecimal(textOf(value)),
  decimal: (value) => plainDecimal(textOf(value)),
  instant: (value) => {
    const text = String(value);
    // A day alone stands for its first moment in China.
    return Temporal.Instant.from(text.length === 10 ? `${text}T00:00:00+08:00` : text).epochNanoseconds.toString();
  },
};

function textOf(value: unknown): string {
  return value instanceof ExactNumber ? value.text : String(value);
}

/** `1.50e1` → `15`. */
function plainDecimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded =
    point > digits.length ? digits.padEnd(point, '0') : digits.padStart(digits.length - Math.min(0, point), '0');
  const at = Math.max(0, point);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '') || '0';
  const rest = padded.slice(at).replace(/0+$/, '');
  return `${sign}${integer}${rest === '' ? '' : `.${rest}`}`;
}
