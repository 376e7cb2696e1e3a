import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from './board.ts';
import { CITY_ALERTS, toDistrict } from './board.ts';
import { fromIndicator } from './by-indicator.ts';
import { firing, provenance, verdictCounts, verdictTables } from './common-panels.ts';
import type { ApiQuery } from './infinity.ts';
import { apiQuery, number, text } from './infinity.ts';
import type { Face } from './panels.ts';
import { COLOURED, matrix, steps } from './panels.ts';
import { maxBy, series, withCarrierName } from './promql.ts';
import { CARRIER, CITY, DISTRICTS, PROGRAMME, PROGRAMME_INDICATOR, YEAR } from './variables.ts';
import type { Words } from './verdicts.ts';

const PRINTED = { city: '$city', plan: '$plan', derived: 'false' } as const;

/** A project whose targets are divided among districts or carriers: what was asked for and what is done, by quarter. */
export function programmeBoard(words: Words): Board {
  return {
    name: 'programme',
    title: '专项推进',
    description:
      'A project divided among districts and carriers: what is asked for and what is done by the end of each quarter.',
    variables: [CITY, PROGRAMME, PROGRAMME_INDICATOR, DISTRICTS, CARRIER, YEAR],
    time: { from: 'now-30d', to: 'now' },
    alerts: CITY_ALERTS,
    panels: [
      ...provenance(),
      verdictCounts(words, { width: 16, description: 'Cells of the tables of the document, by verdict.' }, PRINTED),
      asked('carrier', '运营商', 'carrier_name', 8),
      done('carrier', '运营商', 'carrier_name', 8),
      asked('district', '区', 'district', 16),
      done('district', '区', 'district', 16),
      cells(),
      ...verdictTables(words, {
        about: { zh: '分解任务', en: 'the cells that the document prints' },
        hidden: ['文件', '条款'],
        filters: { city: '$city', plan: '$plan' },
        width: 24,
      }),
      firing(),
    ],
  };
}

type Part = 'carrier' | 'district';

/** The level follows from what is filtered by: naming it would refuse indicators that do not have it. */
const PARTS: Readonly<Record<Part, Readonly<Record<string, string>>>> = {
  carrier: { carrier: '${carrier:csv}' },
  district: { district: '${district:csv}' },
};

function asked(level: Part, zh: string, column: string, height: number): Builder<Panel> {
  const filters = { city: '$city', plan: '$plan', indicator: '$indicator', level, ...PARTS[level] };
  const columns = [text(column, zh), text('date', '截止'), number('value', '目标')];
  return quarterTable(
    {
      title: `${zh}目标（累计）`,
      description: 'What the document asks for by each date, cumulative; the last date is the due date.',
      ...{ width: 12, height },
    },
    apiQuery('/v1/milestones', { filters, columns }),
    '截止',
  );
}

function done(level: Part, zh: string, column: string, height: number): Builder<Panel> {
  const filters = {
    ...{ city: '$city', indicator: '$indicator', ...PARTS[level] },
    ...{ from: '${year}-01-01', to: '${year}-12-31', step: 'quarter' },
  };
  const columns = [text(column, zh), text('as_of', '季度末'), number('value', '完成')];
  return quarterTable(
    {
      title: `${zh}完成（累计）`,
      description: 'What was reported as done by the end of each quarter of the year of the document, cumulative.',
      ...{ width: 12, height },
    },
    apiQuery('/v1/series', { filters, columns }),
    '季度末',
  );
}

/** Its first column is whom it is about, the last the figure. */
function quarterTable(face: Omit<Face, 'unit'>, query: ApiQuery, column: string): Builder<Panel> {
  const taken = fromIndicator();
  const [row = '', , value = ''] = query.columns.map(({ text: shown }) => shown);
  const shaped = { row, column, value, heading: row, shape: taken.shape };
  return matrix({ ...face, unit: 'short' }, [query, ...taken.queries], shaped);
}

function cells(): Builder<Panel> {
  const reached = maxBy(
    ['district', 'carrier'],
    series('gigacity_target_attainment_ratio', { ...PRINTED, indicator: '$indicator', level: 'district_carrier' }),
  );
  return matrix(
    {
      title: '各区、各运营商达成度',
      description:
        'Districts by carriers: value over target of the cells that the document prints; red is below 100 %.',
      unit: 'percentunit',
      width: 24,
      height: 16,
    },
    [{ expr: withCarrierName(reached), over: 'now', format: 'table' }],
    { row: 'district', column: 'carrier_name', value: 'Value', heading: '区' },
  )
    .decimals(1)
    .thresholds(steps('red', [1, 'green']))
    .cellOptions(COLOURED)
    .dataLinks([toDistrict()]);
}
