import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import { indicator, plan } from '../lists/parameters.ts';
import { within } from '../lists/scope-filter.ts';
import { INDICATOR_COLUMNS, PLAN_COLUMNS, toIndicatorRow, toPlanRow } from '../rows/definitions.ts';
import type { Dimension } from '../rows/dimensions.ts';
import { CARRIER_COLUMNS, DIMENSION_COLUMNS, dimensionTable, DISTRICT_COLUMNS } from '../rows/dimensions.ts';
import type { Column } from '../tables/table.ts';
import type { Text } from '../text.ts';

export const indicators = list({
  path: '/v1/indicators',
  tag: 'definitions',
  name: { zh: '指标', en: 'Indicators' },
  summary: { zh: '指标定义', en: 'definitions of indicators' },
  access: 'read',
  forDistricts: true,
  columns: INDICATOR_COLUMNS,
  filters: { ...indicator },
  rows: ({ query, evaluation: { catalogue }, choices }) => {
    const wanted = choices.indicators(query.indicator);
    return [...catalogue.indicators.values()]
      .filter(({ id }) => within(wanted, id))
      .map((one) => toIndicatorRow(one, catalogue.fingerprints.get(`indicator:${one.id}`) ?? null));
  },
});

export const plans = list({
  path: '/v1/plans',
  tag: 'definitions',
  name: { zh: '规划文件', en: 'Plans' },
  summary: { zh: '规划文件', en: 'official documents that set targets' },
  access: 'read',
  forDistricts: true,
  columns: PLAN_COLUMNS,
  filters: { ...plan },
  rows: ({ query, evaluation: { catalogue }, choices }) => {
    const wanted = choices.plans(query.plan);
    return [...catalogue.plans.values()]
      .filter(({ id }) => within(wanted, id))
      .map((one) => toPlanRow(one, catalogue.fingerprints.get(`plan:${one.id}`) ?? null));
  },
});

/** What filters and pickers choose from. */
export const dimensions: readonly AnyList[] = [
  dimension('districts', { zh: '区划', en: 'Districts' }, DISTRICT_COLUMNS),
  dimension('carriers', { zh: '运营商', en: 'Carriers' }, CARRIER_COLUMNS),
  dimension('indicators', { zh: '指标', en: 'Indicators' }, DIMENSION_COLUMNS),
  dimension('plans', { zh: '规划文件', en: 'Plans' }, DIMENSION_COLUMNS),
];

function dimension(one: Dimension, name: Text, columns: readonly Column[]): AnyList {
  return list({
    path: `/v1/dimensions/${one}`,
    tag: 'dimensions',
    name,
    summary: { zh: `${name.zh}的代码与名称`, en: `codes and names: ${name.en.toLowerCase()}` },
    access: 'read',
    forDistricts: true,
    columns,
    filters: {},
    rows: ({ evaluation }) => dimensionTable(one, evaluation.catalogue).rows,
  });
}
