import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { series } from './promql.ts';
import { PROMETHEUS } from './sources.ts';

/**
 * A picker whose choices are series that are there: Grafana writes each as `name{label="…"} value time`, labels in
 * alphabetical order, and the expression takes the code and the Chinese name out of it.
 */
interface Picker {
  readonly label: string;
  readonly query: string;
  readonly regex: string;
  readonly isMulti?: boolean;
}

function picker(name: string, { label, query, regex, isMulti = false }: Picker): QueryVariableBuilder {
  const text = `query_result(${query})`;
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query({ qryType: 3, query: text, refId: `variable-${name}` })
    .definition(text)
    .regex(regex)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.Disabled)
    .multi(isMulti)
    .includeAll(isMulti);
}

export type Variable = Builder<VariableModel>;

export const CITY: Variable = picker('city', {
  label: '城市',
  query: `group by (city, name) (${series('gigacity_place_info')})`,
  regex: '/city="(?<value>[^"]+)",name="(?<text>[^"]+)"/',
});

const DISTRICT_PICKER: Picker = {
  label: '区',
  query: `group by (district, district_code) (${series('gigacity_indicator_has_data', { city: '$city', level: 'district' })})`,
  regex: '/district="(?<text>[^"]+)",district_code="(?<value>[^"]+)"/',
};

export const DISTRICT: Variable = picker('district', DISTRICT_PICKER);
export const DISTRICTS: Variable = picker('district', { ...DISTRICT_PICKER, isMulti: true });

export const CARRIER: Variable = picker('carrier', {
  label: '运营商',
  query: `group by (carrier, name) (${series('gigacity_carrier_info')} * on (carrier) group_left () group by (carrier) (${series('gigacity_indicator_has_data', { city: '$city', level: { in: 'carrier|district_carrier' } })}))`,
  regex: '/carrier="(?<value>[^"]+)",name="(?<text>[^"]+)"/',
  isMulti: true,
});

const PLAN_REGEX = '/plan="(?<value>[^"]+)",title="(?<text>[^"]+)"/';

export const PLANS: Variable = picker('plan', {
  label: '文件',
  query: planQuery(series('gigacity_verdict', { city: '$city' })),
  regex: PLAN_REGEX,
  isMulti: true,
});

/** Documents that divide their targets among districts or carriers. */
export const PROGRAMME: Variable = picker('plan', {
  label: '文件',
  query: planQuery(series('gigacity_verdict', { city: '$city', level: { not: 'city' }, derived: 'false' })),
  regex: PLAN_REGEX,
});

export const PROGRAMME_INDICATOR: Variable = indicatorPicker(
  series('gigacity_verdict', { city: '$city', plan: '$plan', level: { not: 'city' }, derived: 'false' }),
);

/** The year that a document was made in: of projects that run for a year, their own. */
export const YEAR: Variable = picker('year', {
  label: '年份',
  query: `group by (date) (${series('gigacity_plan_info', { plan: '$plan' })})`,
  regex: '/date="(?<value>\\d{4})/',
}).hide(VariableHide.HideVariable);

export const DISTRICT_INDICATOR: Variable = indicatorPicker(
  series('gigacity_verdict', { city: '$city', district_code: '$district', level: 'district', plan: { in: '$plan' } }),
);

export const CARRIER_INDICATOR: Variable = indicatorPicker(
  series('gigacity_indicator_has_data', { city: '$city', level: { in: 'carrier|district_carrier' } }),
);

export const SAMPLED_INDICATOR: Variable = indicatorPicker(series('gigacity_indicator_samples', { city: '$city' }));

export const STREAM: Variable = picker('stream', {
  label: '数据流',
  query: `group by (stream) (${series('gigacity_reports', { city: '$city' })})`,
  regex: '/stream="(?<value>[^"]+)"/',
  isMulti: true,
});

function planQuery(of: string): string {
  return `group by (plan, title) (${series('gigacity_plan_info')} * on (plan) group_left () group by (plan) (${of}))`;
}

function indicatorPicker(of: string): QueryVariableBuilder {
  return picker('indicator', {
    label: '指标',
    query: `group by (indicator, name) (${series('gigacity_indicator_info')} * on (indicator) group_left () group by (indicator) (${of}))`,
    regex: '/indicator="(?<value>[^"]+)",name="(?<text>[^"]+)"/',
  });
}
