import { toDecimal } from './decimal.ts';
import type { Row, Table } from './table.ts';
import type { Milestone, Target, TargetScope } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { add, multiply, ZERO } from '../rational.ts';
import type { Path } from './source.ts';

/** A target with the place in the file that states it. */
export interface PlacedTarget {
  readonly target: Target;
  readonly path: Path;
}

/**
 * Every printed cell as a target, in the order of the annex: a row's total with the milestones of its dated columns, and
 * each cell of a carrier's or district's column. The row of totals gives none; the text of the document states those.
 */
export function toTargets(table: Table): readonly PlacedTarget[] {
  return table.rows.flatMap((row) => [...rowTarget(table, row), ...cellTargets(table, row)]);
}

function rowTarget(table: Table, row: Row): readonly PlacedTarget[] {
  const milestones = toMilestones(table, row);
  const total = table.columns.findIndex(({ stands }) => stands.kind === 'total');
  const lastDate = table.columns.findLastIndex(({ stands }) => stands.kind === 'date');
  const cell = row.cells[total === -1 ? lastDate : total];
  if (cell === undefined) return [];
  // A table of dates without a column of totals asks for what its last date sums up to.
  const last = milestones.at(-1);
  const value = total === -1 && last !== undefined ? last.value : toDecimal(multiply(cell.value, table.factor));
  const printed = total === -1 ? undefined : cell.value;
  const text = table.columns.map(({ heading }, c) => `${heading}${figure(row.cells[c]?.value)}`).join('，');
  const target = {
    ...common(table),
    id: rowId(table, row),
    text: quote(table, row, text),
    scope: row.scope,
    value,
    milestones,
  };
  return [{ target: { ...target, ...inUnit(table, printed) }, path: cell.path }];
}

function cellTargets(table: Table, row: Row): readonly PlacedTarget[] {
  return table.columns.flatMap(({ heading, stands }, c) => {
    const cell = row.cells[c];
    if (stands.kind !== 'scope' || cell === undefined) return [];
    const target = {
      ...common(table),
      id: `${rowId(table, row)}.${codeOf(stands.scope)}`,
      text: quote(table, row, `${heading}${figure(cell.value)}`),
      scope: { ...row.scope, ...stands.scope },
      value: toDecimal(multiply(cell.value, table.factor)),
      milestones: [],
    };
    return [{ target: { ...target, ...inUnit(table, cell.value) }, path: cell.path }];
  });
}

function common({ form }: Table): Pick<Target, 'indicator' | 'clause' | 'commitment' | 'comparison' | 'due' | 'notes'> {
  const { indicator, clause, commitment, comparison, due, notes } = form;
  return { indicator, clause, commitment, comparison, due, ...(notes === undefined ? {} : { notes }) };
}

function toMilestones({ columns, form, factor }: Table, row: Row): readonly Milestone[] {
  let reached = ZERO;
  return columns.flatMap(({ stands }, c) => {
    const cell = row.cells[c];
    if (stands.kind !== 'date' || cell === undefined) return [];
    const printed = multiply(cell.value, factor);
    reached = form.basis === 'cumulative' ? printed : add(reached, printed);
    return [{ date: stands.until, value: toDecimal(reached), basis: form.basis, printed: toDecimal(printed) }];
  });
}

function rowId({ form }: Table, row: Row): string {
  return `${form.id}.${codeOf(row.scope)}`;
}

function codeOf({ carrier, district }: TargetScope): string {
  return district ?? carrier ?? '';
}

function quote({ form }: Table, row: Row, words: string): string {
  return `${form.heading}：${row.heading}，${words}${form.unit === undefined ? '' : `（单位：${form.unit}）`}`;
}

function figure(value: Rational | undefined): string {
  return value === undefined ? '' : ` ${toDecimal(value)}`;
}

function inUnit({ form }: Table, value: Rational | undefined): Pick<Target, 'printed'> {
  return form.unit === undefined || value === undefined
    ? {}
    : { printed: { value: toDecimal(value), unit: form.unit } };
}
