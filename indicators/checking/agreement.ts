import { cellName } from './plan-tables.ts';
import { toDecimal } from '../loading/decimal.ts';
import type { Table } from '../loading/table.ts';
import type { Name } from '../indicator.ts';
import type { Target, TargetScope } from '../plan.ts';
import type { Rational } from '../rational.ts';
import { add, compare, fromText, multiply, ZERO } from '../rational.ts';
import type { Path, Problem, Source } from '../loading/source.ts';

/** A figure that a plan prints: what must be reached by a date by somebody, in the indicator's unit. */
interface Figure {
  readonly of: string;
  readonly value: Rational;
  readonly label: Name;
  readonly path: Path;
  readonly table: boolean;
}

/**
 * Whatever a plan prints twice must agree: two tables on the same carrier, or a table's totals with the figures and
 * milestones of the text. Tables come here only once each adds up in itself.
 */
export function checkAgreement(
  source: Source,
  tables: readonly Table[],
  stated: readonly { readonly target: Target; readonly path: Path }[],
): readonly Problem[] {
  const figures = [
    ...stated.flatMap(({ target, path }) => targetFigures(target, path)),
    ...tables.flatMap(tableFigures),
  ];
  return figures.flatMap((figure, i) => {
    const first = figures.slice(0, i).find(({ of }) => of === figure.of);
    if (first === undefined || compare(first.value, figure.value) === 0 || !figure.table) return [];
    const [printed, computed] = [toDecimal(figure.value), toDecimal(first.value)];
    const message = {
      zh: `${figure.label.zh}：印的是 ${printed}，按${first.label.zh}应为 ${computed}`,
      en: `${figure.label.en}: printed ${printed}, computed ${computed} from ${first.label.en}`,
    };
    return [source.problem(figure.path, message, { hint: DISAGREE })];
  });
}

const DISAGREE: Name = {
  zh: '文件的两处互相矛盾，因此没有载入',
  en: 'two parts of the plan disagree, so it is not loaded',
};

function key(indicator: string, scope: TargetScope, date: string | null): string {
  return [indicator, scope.district ?? '', scope.carrier ?? '', date ?? ''].join('|');
}

function targetFigures(target: Target, path: Path): readonly Figure[] {
  const { indicator, scope, due, value, milestones, id } = target;
  const figure = (date: string | null, text: string, at: Path): readonly Figure[] => {
    const by = date === due || date === null ? ['', ''] : [`（${date} 前）`, ` by ${date}`];
    const label = { zh: `目标“${id}”${by[0] ?? ''}`, en: `target "${id}"${by[1] ?? ''}` };
    return [{ of: key(indicator, scope, date), value: fromText(text), label, path: at, table: false }];
  };
  return [
    ...(value === null ? [] : figure(due, value, [...path, 'value'])),
    ...milestones.flatMap((milestone, i) =>
      figure(milestone.date, milestone.value, [...path, 'milestones', 'printed', i]),
    ),
  ];
}

function tableFigures(table: Table): readonly Figure[] {
  const { form, columns, totals, rows, factor } = table;
  return [...rows, ...(totals === undefined ? [] : [totals])].flatMap((row, r) => {
    let reached = ZERO;
    return columns.flatMap(({ stands }, c) => {
      const cell = row.cells[c];
      if (cell === undefined) return [];
      if (stands.kind === 'date') reached = form.basis === 'cumulative' ? cell.value : add(reached, cell.value);
      const value = multiply(stands.kind === 'date' ? reached : cell.value, factor);
      const scope = stands.kind === 'scope' ? { ...row.scope, ...stands.scope } : row.scope;
      const date = stands.kind === 'date' ? stands.until : form.due;
      const cellLabel = cellName(table, r, c);
      const label =
        stands.kind === 'date' ? { zh: `${cellLabel.zh}（累计）`, en: `${cellLabel.en} (summed up)` } : cellLabel;
      return [{ of: key(form.indicator, scope, date), value, label, path: cell.path, table: true }];
    });
  });
}
