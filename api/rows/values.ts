import type { ValueDocument } from '../../indicators/documents/documents.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import type { Naming } from './naming.ts';
import { flatScope } from './naming.ts';

/** Whom a figure is about, in every table. */
export const SCOPE_COLUMNS = [
  column('level', 'text', ['层级', 'Level']),
  column('city', 'text', ['城市代码', 'City code']),
  column('district_code', 'text', ['区划代码', 'District code']),
  column('district', 'text', ['区', 'District']),
  column('carrier', 'text', ['运营商代码', 'Carrier']),
  column('carrier_name', 'text', ['运营商', 'Carrier name']),
] as const;

export const VALUE_COLUMNS = [
  column('indicator', 'text', ['指标代码', 'Indicator']),
  column('indicator_name', 'text', ['指标', 'Indicator name']),
  ...SCOPE_COLUMNS,
  column('as_of', 'date', ['业务时点', 'As of']),
  column('known_at', 'moment', ['所知时点', 'Known at']),
  column('value', 'figure', ['指标值', 'Value']),
  column('numerator', 'number', ['分子', 'Numerator']),
  column('denominator', 'number', ['分母', 'Denominator']),
  column('unit', 'text', ['单位', 'Unit']),
  column('reason', 'text', ['无值原因', 'Reason for no value']),
  column('flags', 'text', ['标注', 'Flags']),
  column('current', 'number', ['报告期数', 'Current figure']),
  column('base_as_of', 'date', ['基期', 'Base date']),
  column('base_value', 'number', ['基期数', 'Base figure']),
  column('samples', 'number', ['样本数', 'Samples']),
  column('p10', 'number', ['P10', 'p10']),
  column('p50', 'number', ['P50', 'p50']),
  column('p90', 'number', ['P90', 'p90']),
  column('ci_low', 'number', ['置信下限', '95 % interval, low']),
  column('ci_high', 'number', ['置信上限', '95 % interval, high']),
  column('rank', 'number', ['名次', 'Rank']),
  column('definition_version', 'text', ['定义版本', 'Definition version']),
  column('simulated', 'boolean', ['演示数据', 'Simulated']),
] as const;

export type ValueRow = RowOf<typeof VALUE_COLUMNS>;

/** @param isSimulated whether the figure comes from demo data (演示数据). */
export function toValueRow(
  value: ValueDocument,
  { naming, isSimulated }: { readonly naming: Naming; readonly isSimulated: boolean },
): ValueRow {
  const { sample, index, base } = value;
  return {
    indicator: value.indicator,
    indicator_name: naming.indicator(value.indicator),
    ...flatScope(value.scope, naming),
    as_of: value.as_of,
    known_at: value.known_at,
    value: value.value,
    numerator: value.numerator ?? null,
    denominator: value.denominator ?? null,
    unit: value.unit,
    reason: value.reason ?? null,
    flags: value.flags.join(' '),
    current: value.current ?? null,
    base_as_of: base?.as_of ?? null,
    base_value: base?.value ?? null,
    samples: sample?.count ?? null,
    p10: sample?.p10 ?? null,
    p50: sample?.p50 ?? null,
    p90: sample?.p90 ?? null,
    ci_low: (sample ?? index)?.ci_low ?? null,
    ci_high: (sample ?? index)?.ci_high ?? null,
    rank: index?.rank ?? null,
    definition_version: value.definition_version,
    simulated: isSimulated,
  };
}
