import type { Text } from '../text.ts';

/** What a flat row may hold; what is missing is null, never a stand-in number. */
export type Cell = string | number | boolean | null;

/**
 * How a column is shown where that can be told. `text`: codes and words, never taken for numbers; `ratio`: 0–1, shown
 * in per cent; `figure`: a ratio where the row's `unit` says so, else a number; `date`: YYYY-MM-DD; `moment`: RFC 3339.
 */
export type ColumnKind = 'text' | 'number' | 'ratio' | 'figure' | 'date' | 'moment' | 'boolean';

export interface Column<K extends string = string> {
  /** The name in JSON and CSV: a promise to scripts. */
  readonly key: K;
  readonly head: Text;
  readonly kind: ColumnKind;
  /** The words that it may hold, where the name alone does not tell. */
  readonly words?: readonly [string, ...string[]];
}

/** Rows that are the same in JSON, CSV and XLSX. */
export interface Table<K extends string = string> {
  /** What a sheet and a file are called. */
  readonly name: Text;
  readonly columns: readonly Column<K>[];
  readonly rows: readonly Readonly<Record<K, Cell>>[];
}

/** The row that a list of columns asks for: a column that a row lacks does not compile. */
export type RowOf<C extends readonly Column[]> = Readonly<Record<C[number]['key'], Cell>>;

export function column<const K extends string>(
  key: K,
  kind: ColumnKind,
  [zh, en]: readonly [string, string],
): Column<K> {
  return { key, kind, head: { zh, en } };
}

/** Spreadsheets run text as a formula where it begins so; the wide forms are turned into the plain ones by some. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r＝＋－＠]/.test(text);
}
