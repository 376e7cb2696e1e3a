import stringWidth from 'string-width';
import type { Language } from '../text.ts';
import type { Cell, Column, Table } from './table.ts';
import { looksLikeFormula } from './table.ts';
import { STYLE } from './xlsx-styles.ts';
import { xmlText } from './xml.ts';

/** Columns are as wide as their first rows ask for, within bounds that leave others on the screen. */
const MEASURED = 500;
const NARROWEST = 8;
const WIDEST = 60;

/** What a spreadsheet takes in one cell. */
const LONGEST = 32_767;

/** One worksheet: a frozen head, then a line for each row. */
export function sheetXml({ columns, rows }: Table, language: Language): string {
  const shown = [
    columns.map(({ head }, i) => textCell(reference(i, 1), head[language], STYLE.head)),
    ...rows.map((row, j) =>
      columns.map((column, i) => cellXml(reference(i, j + 2), row[column.key] ?? null, { column, unit: row['unit'] })),
    ),
  ].map((cells, j) => `<row r="${String(j + 1)}">${cells.join('')}</row>`);
  const last = reference(Math.max(columns.length - 1, 0), rows.length + 1);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<dimension ref="A1:${last}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${columns.map((column, i) => widthXml(i + 1, widthOf(column, rows, language))).join('')}</cols>`,
    `<sheetData>${shown.join('')}</sheetData>`,
    `<autoFilter ref="A1:${last}"/>`,
    '</worksheet>',
  ].join('');
}

function cellXml(at: string, cell: Cell, { column, unit }: { column: Column; unit: Cell | undefined }): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? '1' : '0'}</v></c>`;
  if (typeof cell === 'number') return numberCell(at, cell, column.kind === 'figure' && unit === 'ratio');
  if (column.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(cell))
    return `<c r="${at}" s="${STYLE.date}"><v>${String(serialDay(cell))}</v></c>`;
  return textCell(at, cell, looksLikeFormula(cell) ? STYLE.guarded : STYLE.text);

  function numberCell(ref: string, value: number, isShare: boolean): string {
    const style =
      isShare || column.kind === 'ratio' ? STYLE.percent : Number.isInteger(value) ? STYLE.whole : STYLE.decimal;
    return `<c r="${ref}" s="${style}"><v>${String(value)}</v></c>`;
  }
}

function textCell(at: string, text: string, style: string): string {
  const held = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(held)}</t></is></c>`;
}

/** Days as spreadsheets count them. */
function serialDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
}

function widthOf({ key, head }: Column, rows: readonly Readonly<Record<string, Cell>>[], language: Language): number {
  const widths = rows.slice(0, MEASURED).map((row) => stringWidth(String(row[key] ?? '')));
  return Math.min(WIDEST, Math.max(NARROWEST, stringWidth(head[language]) + 2, ...widths.map((width) => width + 1)));
}

function widthXml(column: number, width: number): string {
  return `<col min="${String(column)}" max="${String(column)}" width="${String(width)}" customWidth="1"/>`;
}

/** `A1` of a column from 0 and a row from 1. */
function reference(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${String(row)}`;
}
