import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { LosslessNumber, stringify } from 'lossless-json';
import { MAX_LINE_BYTES } from './decode.ts';
import type { Field } from './field.ts';
import type { Fields, Stream } from './stream.ts';

/**
 * A CSV feed as the JSON lines it stands for, so that one pipeline serves both. The first line names the fields; a
 * stock report's rows are columns named `rows.FIELD`, and neighbouring lines with the same id are one report.
 * A cell that does not read as its field's type is passed on as text, so that admission names it.
 */
export async function* csvToJsonLines(input: Readable, stream: Stream): AsyncGenerator<Uint8Array> {
  const records = input.pipe(
    parse({
      bom: true,
      columns: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      // A quote that never ends would take in the whole file.
      max_record_size: MAX_LINE_BYTES,
    }),
  );
  input.on('error', (error) => records.destroy(error));
  let lines: string[] = [];
  let held = 0;
  let report: Report | undefined;
  const keep = (line: string): void => {
    lines.push(line);
    held += line.length;
  };
  for await (const record of records as AsyncIterable<Readonly<Record<string, string>>>) {
    const own = cells(record, stream.fields, '');
    if (Object.keys(stream.rows).length === 0) {
      keep(toJson(own));
    } else {
      const row = cells(record, stream.rows, ROWS);
      const head = toJson(own);
      if (report?.head !== head) {
        if (report !== undefined) keep(reportLine(report));
        report = { head, own, rows: [], length: 0 };
      }
      // Once its rows alone are more than a line may hold, the report is refused whatever else comes.
      if (report.length <= MAX_LINE_BYTES) report.rows.push(row);
      report.length += lengthOf(row);
    }
    if (lines.length >= LINES_AT_A_TIME || held >= MAX_LINE_BYTES) {
      yield Buffer.from(`${lines.join('\n')}\n`);
      lines = [];
      held = 0;
    }
  }
  if (report !== undefined) keep(reportLine(report));
  if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
}

interface Report {
  readonly head: string;
  readonly own: Readonly<Record<string, unknown>>;
  readonly rows: Readonly<Record<string, unknown>>[];
  /** Characters that its rows take as JSON, at least. */
  length: number;
}

const ROWS = 'rows.';
const LINES_AT_A_TIME = 1_000;

function reportLine({ own, rows }: Report): string {
  return toJson({ ...own, rows });
}

/** Of names and values; as JSON they take more. */
function lengthOf(row: Readonly<Record<string, unknown>>): number {
  return Object.entries(row).reduce((sum, [name, value]) => sum + name.length + String(value).length, 0);
}

/** Numbers keep every digit of their cell. */
function toJson(value: unknown): string {
  return stringify(value) ?? 'null';
}

/** The record's cells that start with the prefix; empty cells are absent fields, unknown columns are passed on. */
function cells(record: Readonly<Record<string, string>>, fields: Fields, prefix: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [column, text] of Object.entries(record)) {
    const isRow = column.startsWith(ROWS);
    if (isRow !== (prefix === ROWS) || text === '') continue;
    const name = column.slice(prefix.length);
    values[name] = fromCell(text, fields[name]);
  }
  return values;
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

function fromCell(text: string, field: Field | undefined): unknown {
  switch (field?.column) {
    case 'count':
    case 'decimal':
      return JSON_NUMBER.test(text) ? new LosslessNumber(text) : text;
    case 'words':
      return text.split(/[;,|]/).map((part) => part.trim());
    case 'word':
    case 'text':
    case 'instant':
    case undefined:
      return text;
  }
}
