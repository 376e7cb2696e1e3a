import type { Catalogue } from '../../indicators/catalogue.ts';
import type { RowOf, Table } from '../tables/table.ts';
import { column } from '../tables/table.ts';

/** What filters and pickers choose from. */
export const DIMENSION_COLUMNS = [
  column('code', 'text', ['代码', 'Code']),
  column('name', 'text', ['名称', 'Chinese name']),
  column('name_en', 'text', ['英文名', 'English name']),
] as const;

export const DISTRICT_COLUMNS = [
  ...DIMENSION_COLUMNS,
  column('city', 'text', ['城市代码', 'City code']),
  column('from', 'date', ['启用', 'In force from']),
  column('until', 'date', ['停用', 'In force until']),
] as const;

export const CARRIER_COLUMNS = [
  ...DIMENSION_COLUMNS,
  column('authority', 'boolean', ['主管部门', 'Authority']),
] as const;

export const DIMENSIONS = ['districts', 'carriers', 'indicators', 'plans'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export function dimensionTable(dimension: Dimension, catalogue: Catalogue): Table {
  const { registries, indicators, plans } = catalogue;
  switch (dimension) {
    case 'districts': {
      const rows = registries.districts.map(
        ({ code, name, city, from = null, until = null }): RowOf<typeof DISTRICT_COLUMNS> => ({
          ...{ code, name: name.zh, name_en: name.en },
          ...{ city, from, until },
        }),
      );
      return { name: { zh: '区划', en: 'Districts' }, columns: DISTRICT_COLUMNS, rows };
    }
    case 'carriers': {
      const rows = registries.carriers.map(({ code, name, authority }): RowOf<typeof CARRIER_COLUMNS> => ({
        ...{ code, name: name.zh, name_en: name.en },
        authority,
      }));
      return { name: { zh: '运营商', en: 'Carriers' }, columns: CARRIER_COLUMNS, rows };
    }
    case 'indicators': {
      const rows = [...indicators.values()].map(({ id, name }) => ({ code: id, name: name.zh, name_en: name.en }));
      return { name: { zh: '指标', en: 'Indicators' }, columns: DIMENSION_COLUMNS, rows };
    }
    case 'plans': {
      const rows = [...plans.values()].map(({ id, title }) => ({ code: id, name: title.zh, name_en: title.en }));
      return { name: { zh: '规划文件', en: 'Plans' }, columns: DIMENSION_COLUMNS, rows };
    }
    default:
      return dimension satisfies never;
  }
}
