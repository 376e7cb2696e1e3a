import { stringify } from 'csv-stringify/sync';
import type { Language } from '../text.ts';
import type { Table } from './table.ts';

/**
 * RFC 4180 in UTF-8 with a byte order mark, so that Excel opens Chinese text. Text is quoted and numbers are not, so
 * that codes stay text for readers that tell them apart; text that a spreadsheet would run is preceded by `'`.
 * @param heads `key`: the names that JSON uses.
 */
export function toCsv({ columns, rows }: Table, heads: 'key' | Language = 'key'): string {
  const head = columns.map((column) => (heads === 'key' ? column.key : column.head[heads]));
  return stringify([head, ...rows.map((row) => columns.map(({ key }) => row[key] ?? null))], {
    bom: true,
    record_delimiter: '\r\n',
    quoted_string: true,
    quoted_empty: false,
    escape_formulas: true,
    cast: { boolean: (value) => ({ value: String(value), quoted: false }) },
  });
}
