import type { VerdictDocument } from '../../indicators/documents/documents.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import { RULE_WORDS, VERDICT_WORDS } from '../words.ts';
import type { Naming } from './naming.ts';
import { flatScope, wordOf } from './naming.ts';
import { SCOPE_COLUMNS } from './values.ts';

export const VERDICT_COLUMNS = [
  column('plan', 'text', ['规划代码', 'Plan']),
  column('plan_title', 'text', ['文件', 'Document']),
  column('document_number', 'text', ['文号', 'Document number']),
  column('clause', 'text', ['条款', 'Clause']),
  column('target', 'text', ['目标代码', 'Target']),
  column('target_text', 'text', ['目标原文', 'Words of the target']),
  column('indicator', 'text', ['指标代码', 'Indicator']),
  column('indicator_name', 'text', ['指标', 'Indicator name']),
  ...SCOPE_COLUMNS,
  column('as_of', 'date', ['业务时点', 'As of']),
  column('known_at', 'moment', ['所知时点', 'Known at']),
  column('verdict', 'text', ['结论代码', 'Verdict']),
  column('verdict_name', 'text', ['结论', 'Verdict (Chinese)']),
  column('rule', 'text', ['依据代码', 'Rule']),
  column('rule_name', 'text', ['依据', 'Rule (Chinese)']),
  column('value', 'figure', ['指标值', 'Value']),
  column('numerator', 'number', ['分子', 'Numerator']),
  column('denominator', 'number', ['分母', 'Denominator']),
  column('unit', 'text', ['单位', 'Unit']),
  column('value_reason', 'text', ['无值原因', 'Reason for no value']),
  column('flags', 'text', ['标注', 'Flags']),
  column('comparison', 'text', ['比较', 'Comparison']),
  column('target_value', 'figure', ['目标值', 'Target value']),
  column('due', 'date', ['期限', 'Due']),
  column('commitment', 'text', ['承诺用语', 'Commitment']),
  column('gap', 'figure', ['差距', 'Gap']),
  column('days_left', 'number', ['剩余天数', 'Days left']),
  column('pace_per_month', 'figure', ['月均进度', 'Pace per month']),
  column('required_per_month', 'figure', ['每月还需', 'Required per month']),
  column('milestone_date', 'date', ['阶段日期', 'Milestone date']),
  column('milestone_value', 'figure', ['阶段目标', 'Milestone value']),
  column('milestone_basis', 'text', ['阶段口径', 'Milestone basis']),
  column('forecast_at_due', 'figure', ['到期预测', 'Forecast at due date']),
  column('forecast_low', 'figure', ['预测下限', 'Forecast, low']),
  column('forecast_high', 'figure', ['预测上限', 'Forecast, high']),
  column('forecast_method', 'text', ['预测方法', 'Forecast method']),
  column('missing_reports', 'number', ['缺报数', 'Missing reports']),
  column('derived', 'boolean', ['推导目标', 'Derived']),
  column('definition_version', 'text', ['定义版本', 'Definition version']),
  column('plan_version', 'text', ['规划版本', 'Plan version']),
  column('simulated', 'boolean', ['演示数据', 'Simulated']),
] as const;

export type VerdictRow = RowOf<typeof VERDICT_COLUMNS>;

/** @param isSimulated whether the figure comes from demo data (演示数据). */
export function toVerdictRow(
  one: VerdictDocument,
  { naming, isSimulated }: { readonly naming: Naming; readonly isSimulated: boolean },
): VerdictRow {
  const { value, milestone, forecast } = one;
  return {
    plan: one.plan,
    plan_title: naming.plan(one.plan),
    document_number: one.document.number,
    clause: one.document.clause,
    target: one.target,
    target_text: naming.target(one.plan, one.target),
    indicator: one.indicator,
    indicator_name: naming.indicator(one.indicator),
    ...flatScope(one.scope, naming),
    as_of: one.as_of,
    known_at: one.known_at,
    verdict: one.verdict,
    verdict_name: wordOf(VERDICT_WORDS, one.verdict),
    rule: one.rule,
    rule_name: wordOf(RULE_WORDS, one.rule),
    value: value.value,
    numerator: value.numerator ?? null,
    denominator: value.denominator ?? null,
    unit: value.unit,
    value_reason: value.reason ?? null,
    flags: value.flags.join(' '),
    comparison: one.comparison,
    target_value: one.target_value,
    due: one.due,
    commitment: one.commitment,
    gap: one.gap,
    days_left: one.days_left ?? null,
    pace_per_month: one.pace_per_month ?? null,
    required_per_month: one.required_per_month ?? null,
    milestone_date: milestone?.date ?? null,
    milestone_value: milestone?.value ?? null,
    milestone_basis: milestone?.basis ?? null,
    forecast_at_due: forecast?.at_due ?? null,
    forecast_low: forecast?.low ?? null,
    forecast_high: forecast?.high ?? null,
    forecast_method: forecast?.method ?? null,
    missing_reports: one.missing.length,
    derived: one.derived,
    definition_version: value.definition_version,
    plan_version: one.plan_version,
    simulated: isSimulated,
  };
}
