import { z } from 'zod';
import type { Read } from './shape.ts';
import { didYouMean } from './suggest.ts';
import { day, decimalText, districtCode, someText } from './words.ts';
import type { TargetScope } from '../plan.ts';
import { BASES, COMMITMENTS, COMPARISONS } from '../plan.ts';
import type { Name } from '../indicator.ts';
import type { Rational } from '../rational.ts';
import { fromText } from '../rational.ts';
import type { Path, Problem, Source } from './source.ts';
import { expected } from './expected.ts';

const columnForm = z.object({
  heading: someText,
  until: day.optional(),
  carrier: someText.optional(),
  district: districtCode.optional(),
  total: z.literal(true).optional(),
  /** A column that prints words instead of figures; it has no cells below. */
  remark: someText.optional(),
});

const rowForm = z.tuple([z.string(expected('expected the heading of the row'))], decimalText);

/** A breakdown table as an annex prints it: a heading and figures per row, then the row of totals. */
export const tableForm = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, expected('expected small letters, digits and -')),
  heading: someText,
  clause: someText,
  indicator: someText,
  commitment: z.enum(COMMITMENTS),
  comparison: z.enum(COMPARISONS),
  unit: someText.optional(),
  factor: decimalText.default('1'),
  due: day.nullable(),
  rows: z.enum(['carrier', 'district']),
  /** Codes for row headings that are not the registry's names. */
  names: z.record(z.string(), z.coerce.string()).default({}),
  basis: z.enum(BASES).default('increment'),
  columns: z.array(columnForm).min(1, expected('expected at least one column')),
  printed: z.array(rowForm).min(1, expected('expected at least one row')),
  totals: rowForm.optional(),
  notes: someText.optional(),
});

export type TableForm = z.output<typeof tableForm>;

export interface Cell {
  /** As printed, in the table's unit. */
  readonly value: Rational;
  readonly path: Path;
}

export interface Row {
  readonly heading: string;
  /** Empty for the row of totals. */
  readonly scope: TargetScope;
  readonly cells: readonly Cell[];
}

export interface Column {
  readonly heading: string;
  /** `date`: a share of the year; `scope`: a carrier's or district's share; `total`: the sum of the others. */
  readonly stands:
    | { readonly kind: 'date'; readonly until: string }
    | { readonly kind: 'scope'; readonly scope: TargetScope }
    | { readonly kind: 'total' };
}

export interface Table {
  readonly form: TableForm;
  readonly factor: Rational;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly totals: Row | undefined;
}

/** What the headings of rows may be: names of the registry with their codes. */
export type Headings = Readonly<Record<'carrier' | 'district', ReadonlyMap<string, string>>>;

/** Reads the table at `path`; a heading that names nobody or a row with too few cells is a problem. */
export function readTable(source: Source, path: Path, form: TableForm, headings: Headings): Read<Table> {
  const known = new Map([...headings[form.rows], ...Object.entries(form.names)]);
  const numbered = form.columns.filter(({ remark }) => remark === undefined);
  const columns = numbered.map(toColumn);
  const problems: Problem[] = [...columnProblems(source, path, form)];
  const rows = form.printed.map((line, r) => {
    const at = [...path, 'printed', r];
    const code = known.get(line[0]);
    if (code === undefined) {
      const hint = didYouMean(line[0], known.keys()) ?? rowsNamed([...known.keys()].join(', '));
      problems.push(
        source.problem(
          [...at, 0],
          {
            zh: `没有${form.rows === 'carrier' ? '运营商' : '区'}叫“${line[0]}”`,
            en: `no ${form.rows} is called "${line[0]}"`,
          },
          { hint },
        ),
      );
    } else if (form.printed.findIndex(([heading]) => known.get(heading) === code) < r) {
      problems.push(source.problem([...at, 0], { zh: `“${line[0]}”已有一行`, en: `"${line[0]}" has a row already` }));
    }
    problems.push(...lengthProblems(source, at, line, columns));
    return toRow(line, code === undefined ? {} : { [form.rows]: code }, at);
  });
  if (form.totals !== undefined) problems.push(...lengthProblems(source, [...path, 'totals'], form.totals, columns));
  const totals = form.totals && toRow(form.totals, {}, [...path, 'totals']);
  if (problems.length > 0) return { value: undefined, problems };
  return {
    value: {
      form,
      factor: fromText(form.factor),
      columns: columns.filter((column) => column !== undefined),
      rows,
      totals,
    },
    problems,
  };
}

function rowsNamed(known: string): Name {
  return { zh: `可用的行：${known}`, en: `known rows: ${known}` };
}

function toColumn({ heading, until, carrier, district, total }: TableForm['columns'][number]): Column | undefined {
  if (total !== undefined) return { heading, stands: { kind: 'total' } };
  if (until !== undefined) return { heading, stands: { kind: 'date', until } };
  if (carrier !== undefined) return { heading, stands: { kind: 'scope', scope: { carrier } } };
  if (district !== undefined) return { heading, stands: { kind: 'scope', scope: { district } } };
  return undefined;
}

function columnProblems(source: Source, path: Path, form: TableForm): readonly Problem[] {
  const at = (i: number): Path => [...path, 'columns', i];
  const loose = form.columns.flatMap(({ heading, ...means }, i) =>
    Object.values(means).filter((part) => part !== undefined).length === 1
      ? []
      : [
          source.problem(at(i), {
            zh: `“${heading}”列：until、carrier、district、total、remark 须恰有其一`,
            en: `column "${heading}": expected exactly one of until, carrier, district, total, remark`,
          }),
        ],
  );
  const kinds = form.columns.map(toColumn).map((column) => column?.stands.kind);
  const mixed = kinds.includes('date') && kinds.includes('scope');
  const second = kinds.indexOf('total') === kinds.lastIndexOf('total') ? -1 : kinds.lastIndexOf('total');
  const dates = form.columns.flatMap(({ until }, i) => (until === undefined ? [] : [{ until, i }]));
  return [
    ...loose,
    ...(mixed
      ? [
          source.problem([...path, 'columns'], {
            zh: '各列要么是日期，要么是运营商和区，不能混用',
            en: 'the columns are either dates or carriers and districts, not both',
          }),
        ]
      : []),
    ...(second === -1
      ? []
      : [source.problem(at(second), { zh: '一张表只有一列合计', en: 'a table has one column of totals' })]),
    ...dates.flatMap(({ until, i }, n) =>
      until > (dates[n - 1]?.until ?? '')
        ? []
        : [source.problem([...at(i), 'until'], { zh: '各列的日期须递增', en: 'the dates of the columns must rise' })],
    ),
    ...dates.flatMap(({ until, i }) =>
      form.due === null || until <= form.due
        ? []
        : [
            source.problem([...at(i), 'until'], {
              zh: `该列晚于期限 ${form.due}`,
              en: `the column lies after the due date, ${form.due}`,
            }),
          ],
    ),
  ];
}

function lengthProblems(
  source: Source,
  path: Path,
  line: readonly string[],
  columns: readonly unknown[],
): readonly Problem[] {
  const [heading = '', ...cells] = line;
  if (cells.length === columns.length) return [];
  const message = {
    zh: `“${heading}”行：应有 ${String(columns.length)} 个数，这里有 ${String(cells.length)} 个`,
    en: `row "${heading}": expected ${String(columns.length)} figures, got ${String(cells.length)}`,
  };
  return [source.problem(path, message)];
}

function toRow([heading, ...cells]: readonly [string, ...string[]], scope: TargetScope, path: Path): Row {
  // The shape admits decimal text alone, so every cell can be read.
  return {
    heading,
    scope,
    cells: cells.map((text, c) => ({ value: fromText(text), path: [...path, c + 1] })),
  };
}
