import type { ExactVerdictDocument } from '../../indicators/documents/exact-documents.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { Snapshot } from '../../indicators/snapshot/snapshot.ts';
import type { Naming } from '../rows/naming.ts';
import { wordOf } from '../rows/naming.ts';
import { COMMITMENT_WORDS, COMPARISON_SIGNS, RULE_WORDS, VERDICT_WORDS } from '../words.ts';
import type { RowOf, Table } from './table.ts';
import { column } from './table.ts';

const PLAN_COLUMNS = [
  column('number', 'number', ['序号', 'No.']),
  column('clause', 'text', ['条款', 'Clause']),
  column('text', 'text', ['目标', 'Target']),
  column('scope', 'text', ['对象', 'Whom it binds']),
  column('indicator', 'text', ['指标', 'Indicator']),
  column('commitment', 'text', ['承诺用语', 'Commitment']),
  column('comparison', 'text', ['要求', 'Comparison']),
  column('target_value', 'figure', ['目标值', 'Target value']),
  column('due', 'date', ['期限', 'Due']),
  column('value', 'figure', ['指标值', 'Value']),
  column('numerator', 'number', ['分子', 'Numerator']),
  column('denominator', 'number', ['分母', 'Denominator']),
  column('unit', 'text', ['单位', 'Unit']),
  column('gap', 'figure', ['差距', 'Gap']),
  column('required_per_month', 'figure', ['每月还需', 'Required per month']),
  column('verdict', 'text', ['结论', 'Verdict']),
  column('rule', 'text', ['依据', 'Rule']),
  column('mark', 'text', ['标记', 'Mark']),
] as const;

/** A table for each plan: a line for every target that its document prints, in the document's own order. */
export function planTables({ definitions, verdicts, mark }: Snapshot, naming: Naming): readonly Table[] {
  return definitions.plans.map(({ definition }) => {
    const order = new Map(definition.targets.map(({ id }, i) => [id, i]));
    const own = verdicts
      .filter(({ plan, derived }) => plan === definition.id && !derived)
      .sort((a, b) => (order.get(a.target) ?? 0) - (order.get(b.target) ?? 0));
    return {
      name: sheetName(definition),
      columns: PLAN_COLUMNS,
      rows: own.map((one, i) => toPlanLine(one, { naming, number: i + 1, mark })),
    };
  });
}

function toPlanLine(
  one: ExactVerdictDocument,
  { naming, number, mark }: { naming: Naming; number: number; mark: string | null },
): RowOf<typeof PLAN_COLUMNS> {
  const { district, carrier } = one.scope;
  const whom = [
    ...(district === undefined ? [] : [naming.district(district)]),
    ...(carrier === undefined ? [] : [naming.carrier(carrier)]),
  ];
  return {
    number,
    clause: one.document.clause,
    text: naming.target(one.plan, one.target),
    scope: whom.length === 0 ? '全市' : whom.join(' '),
    indicator: naming.indicator(one.indicator),
    commitment: wordOf(COMMITMENT_WORDS, one.commitment),
    comparison: Object.entries(COMPARISON_SIGNS).find(([word]) => word === one.comparison)?.[1] ?? one.comparison,
    target_value: one.target_value,
    due: one.due,
    value: one.value.value,
    numerator: one.value.numerator ?? null,
    denominator: one.value.denominator ?? null,
    unit: one.value.unit,
    gap: one.gap,
    required_per_month: one.required_per_month ?? null,
    verdict: wordOf(VERDICT_WORDS, one.verdict),
    rule: wordOf(RULE_WORDS, one.rule),
    mark,
  };
}

/** The document's title; a spreadsheet cuts it to 31 characters. */
function sheetName({ title }: Plan): Table['name'] {
  return { zh: title.zh.replace(/^.*《(.*)》.*$/, '$1'), en: title.en };
}
