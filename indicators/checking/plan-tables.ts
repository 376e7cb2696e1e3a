import { sum, toDecimal } from '../loading/decimal.ts';
import type { Cell, Row, Table } from '../loading/table.ts';
import type { Name } from '../indicator.ts';
import type { Rational } from '../rational.ts';
import { add, compare, subtract } from '../rational.ts';
import type { Problem, Source } from '../loading/source.ts';

/** A row or column with its printed total, in a form that both share. */
interface Line {
  readonly index: number;
  readonly computed: Rational;
  readonly printed: Cell;
  readonly cells: readonly Cell[];
  /** Which of the cells is the total. */
  readonly total: number;
}

/**
 * Every row, every column and the grand total must add up, exactly. Where one row and one column fail together, the
 * fault is in the cell where they cross; else each failing line is reported at its own total.
 */
export function checkTable(source: Source, table: Table): readonly Problem[] {
  const rows = rowLines(table).filter(fails);
  const columns = columnLines(table).filter(fails);
  const [row] = rows;
  const [column] = columns;
  if (row !== undefined && column !== undefined && rows.length === 1 && columns.length === 1) {
    const cell = row.cells[column.index];
    const byRow = wanted(row, column.index);
    if (cell !== undefined && compare(byRow, wanted(column, row.index)) === 0) {
      const why = { zh: '按同行同列其余各格', en: 'from the rest of its row and of its column' };
      return [fault(source, table, { row: row.index, column: column.index, cell, computed: byRow, why })];
    }
  }
  return [
    ...rows.map((line) =>
      fault(source, table, {
        row: line.index,
        column: line.total,
        cell: line.printed,
        computed: line.computed,
        why: { zh: '按本行', en: 'from its row' },
      }),
    ),
    ...columns.map((line) =>
      fault(source, table, {
        row: line.total,
        column: line.index,
        cell: line.printed,
        computed: line.computed,
        why: { zh: '按本列', en: 'from its column' },
      }),
    ),
  ];
}

/** How a cell is called in a message. */
export function cellName(table: Table, row: number, column: number): Name {
  const { clause, heading } = table.form;
  const rowHeading = allRows(table)[row]?.heading ?? '';
  const columnHeading = table.columns[column]?.heading ?? '';
  return {
    zh: `${clause} ${heading}，“${rowHeading}”行，“${columnHeading}”列`,
    en: `${clause} ${heading}, row ${rowHeading}, column ${columnHeading}`,
  };
}

function fault(
  source: Source,
  table: Table,
  found: {
    readonly row: number;
    readonly column: number;
    readonly cell: Cell;
    readonly computed: Rational;
    readonly why: Name;
  },
): Problem {
  const printed = toDecimal(found.cell.value);
  const computed = toDecimal(found.computed);
  const cell = cellName(table, found.row, found.column);
  const message = {
    zh: `${cell.zh}：印的是 ${printed}，${found.why.zh}应为 ${computed}`,
    en: `${cell.en}: printed ${printed}, computed ${computed} ${found.why.en}`,
  };
  return source.problem(found.cell.path, message, { hint: WRONG_SUM });
}

const WRONG_SUM: Name = {
  zh: '表格加不起来，因此没有载入这份文件',
  en: 'the table does not add up, so the plan is not loaded',
};

function allRows({ rows, totals }: Table): readonly Row[] {
  return totals === undefined ? rows : [...rows, totals];
}

function rowLines(table: Table): readonly Line[] {
  const total = table.columns.findIndex(({ stands }) => stands.kind === 'total');
  if (total === -1) return [];
  const dated = table.columns.some(({ stands }) => stands.kind === 'date');
  return allRows(table).flatMap(({ cells }, index) => {
    const printed = cells[total];
    const parts = cells.filter((_, c) => c !== total).map(({ value }) => value);
    if (printed === undefined) return [];
    // Cumulative figures already contain the earlier ones, so the last of them is the total.
    const last = parts.at(-1);
    const computed = dated && table.form.basis === 'cumulative' && last !== undefined ? last : sum(parts);
    return [{ index, computed, printed, cells, total }];
  });
}

function columnLines(table: Table): readonly Line[] {
  const { rows, totals } = table;
  if (totals === undefined) return [];
  return totals.cells.map((printed, index) => {
    const parts = rows.flatMap(({ cells }) => cells[index] ?? []);
    return {
      index,
      computed: sum(parts.map(({ value }) => value)),
      printed,
      cells: [...parts, printed],
      total: rows.length,
    };
  });
}

function fails({ computed, printed }: Line): boolean {
  return compare(computed, printed.value) !== 0;
}

/** What the cell would have to be for its line to add up. */
function wanted({ cells, computed, printed, total }: Line, at: number): Rational {
  const cell = cells[at];
  if (at === total || cell === undefined) return computed;
  return add(cell.value, subtract(printed.value, computed));
}
