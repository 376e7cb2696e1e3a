import Table from 'cli-table3';
import stringWidth from 'string-width';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right' | 'center';
}

/** Columns set apart by spaces, aligned for text of any width; no line ends in blanks. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], indent = '  '): string {
  const drawn = new Table({
    ...(columns.some(({ head }) => head !== '') ? { head: columns.map(({ head }) => head) } : {}),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: NO_LINES,
    // Without these the library colours pipes too.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split('\n')
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}

/** The same without as many of its last columns, which may be left out, as do not fit. */
export function fitted(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { indent, most, optional }: { indent: string | undefined; most: number; optional: number },
): string {
  const text = table(columns, rows, indent);
  if (optional === 0 || text.split('\n').every((line) => stringWidth(line) <= most)) return text;
  const fewer = columns.length - 1;
  return fitted(
    columns.slice(0, fewer),
    rows.map((row) => row.slice(0, fewer)),
    { indent, most, optional: optional - 1 },
  );
}
