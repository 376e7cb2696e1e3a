import Table from 'cli-table3';

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
