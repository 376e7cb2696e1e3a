import { StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from './board.ts';
import { CITY_ALERTS, toDistrict } from './board.ts';
import { firing, provenance, verdictCounts, verdictTables } from './common-panels.ts';
import { apiQuery, text } from './infinity.ts';
import { bars, COLOURED, COLOURED_CELL, matrix, steps, table, timeSeries } from './panels.ts';
import { maxBy, series, sumBy, withIndicatorName } from './promql.ts';
import { CITY, PLANS } from './variables.ts';
import type { Words } from './verdicts.ts';
import { gravest, gravityMapping, VERDICT_COLOURS, wordMapping } from './verdicts.ts';

const OF_CITY = { city: '$city', plan: { in: '$plan' } } as const;

/** Where the city stands: which districts are behind in what, and what has changed. */
export function cityBoard(words: Words): Board {
  return {
    name: 'city',
    title: '城市总览',
    description:
      'Where a city stands: verdicts by district and indicator, what has changed since last month, attainment.',
    variables: [CITY, PLANS],
    time: { from: 'now-30d', to: 'now' },
    alerts: CITY_ALERTS,
    panels: [
      ...provenance(),
      verdictCounts(
        words,
        { width: 16, description: 'Targets that the documents print, by verdict.' },
        { ...OF_CITY, derived: 'false' },
      ),
      districtMatrix(words),
      changes(words),
      attainment(),
      ...verdictTables(words, {
        about: { zh: '文件所列目标', en: 'the targets of the documents for the city as a whole' },
        hidden: ['区', '运营商'],
        filters: { city: '$city', plan: '${plan:csv}', level: 'city' },
        width: 24,
      }),
      history(words),
      firing(),
    ],
  };
}

function districtMatrix(words: Words): Builder<Panel> {
  const expr = withIndicatorName(gravest(['district', 'indicator'], { ...OF_CITY, level: 'district' }));
  return matrix(
    {
      title: '各区结论矩阵',
      description:
        'Districts by indicators: the gravest verdict on the targets of the picked documents, derived ones included. A click opens the district.',
      unit: 'none',
      width: 24,
      height: 16,
    },
    [{ expr, over: 'now', format: 'table' }],
    { row: 'district', column: 'name', value: 'Value', heading: '区' },
  )
    .mappings([gravityMapping(words)])
    .cellOptions(COLOURED)
    .dataLinks([toDistrict()]);
}

function changes(words: Words): Builder<Panel> {
  const panel = table(
    {
      title: '较上月末的变化',
      description:
        'Verdicts that differ from those at the end of the month before, both by what is known now. Empty: nothing has changed.',
      unit: 'none',
      width: 14,
      height: 12,
    },
    [
      apiQuery('/v1/changes', {
        filters: { city: '$city', plan: '${plan:csv}', level: 'city,district' },
        columns: [
          text('indicator_name', '指标'),
          text('district', '区'),
          text('carrier_name', '运营商'),
          text('verdict_before_name', '上月末'),
          text('verdict_name', '现在'),
          text('since', '上月末日期'),
          text('plan_title', '文件'),
        ],
      }),
    ],
  );
  for (const name of ['上月末', '现在'])
    panel.overrideByName(name, [
      { id: 'mappings', value: [wordMapping(words.verdicts, VERDICT_COLOURS)] },
      COLOURED_CELL,
    ]);
  return panel;
}

function attainment(): Builder<Panel> {
  const whole = maxBy(
    ['indicator'],
    series('gigacity_target_attainment_ratio', { ...OF_CITY, derived: 'false', level: { in: 'city|district' } }),
  );
  return bars(
    {
      title: '目标达成度',
      description: 'Value over target, or target over value where less is asked for: all of it is 100 %.',
      unit: 'percentunit',
      width: 10,
      height: 12,
    },
    [{ expr: withIndicatorName(whole), over: 'now', legend: '{{name}}' }],
  )
    .min(0)
    .max(1.5)
    .thresholds(steps('red', [1, 'green']));
}

function history(words: Words): Builder<Panel> {
  const cells = maxBy(
    ['plan', 'target', 'level', 'district_code', 'carrier', 'verdict'],
    series('gigacity_verdict', { ...OF_CITY, derived: 'false' }),
  );
  const panel = timeSeries(
    {
      title: '各结论数量的变化',
      description: 'Targets by verdict over time, as they were judged at the time.',
      unit: 'short',
      width: 12,
      height: 9,
    },
    [{ expr: sumBy(['verdict'], cells), over: 'range', legend: '{{verdict}}' }],
  )
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal))
    .fillOpacity(40);
  for (const [verdict, { zh }] of Object.entries(words.verdicts)) {
    panel.overrideByName(verdict, [
      { id: 'displayName', value: zh },
      { id: 'color', value: { mode: 'fixed', fixedColor: VERDICT_COLOURS[verdict as keyof Words['verdicts']] } },
    ]);
  }
  return panel;
}
