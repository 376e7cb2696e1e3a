import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { BigValueColorMode, BigValueTextMode } from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { CITY_ALERTS } from './board.ts';
import type { ApiColumn } from './infinity.ts';
import { apiQuery, number, text } from './infinity.ts';
import type { Face } from './panels.ts';
import { arranged, COLOURED_CELL, columnUnit, rowsWhere, stat, table } from './panels.ts';
import type { Matchers } from './promql.ts';
import { maxBy, series, sumBy } from './promql.ts';
import type { Words } from './verdicts.ts';
import { VERDICT_COLOURS, wordMapping } from './verdicts.ts';

/** Whether the figures are real, and of which day they are: the first thing that a reader must see. */
export function provenance(): readonly Builder<Panel>[] {
  return [
    stat(
      {
        title: '数据性质',
        description: 'Whether the figures of the city are simulated (演示数据) or reported.',
        unit: 'none',
        width: 4,
        height: 4,
      },
      [{ expr: `max(${series('gigacity_simulated', { city: '$city' })})`, over: 'now', legend: '数据性质' }],
    )
      .mappings([
        {
          type: MappingType.ValueToText,
          options: {
            0: { text: '实报数据', color: 'green', index: 0 },
            1: { text: '演示数据', color: 'orange', index: 1 },
          },
        },
      ])
      .colorMode(BigValueColorMode.Background),
    stat(
      {
        title: '业务时点',
        description: 'The end of the day that the figures describe.',
        unit: 'dateTimeAsIso',
        width: 4,
        height: 4,
      },
      [
        {
          expr: `max(${series('gigacity_evaluation_as_of_timestamp_seconds', { city: '$city' })}) * 1000`,
          over: 'now',
          legend: '业务时点',
        },
      ],
    ).colorMode(BigValueColorMode.None),
  ];
}

const VERDICT_CELL = ['plan', 'target', 'level', 'city', 'district_code', 'carrier', 'verdict'];

/** How many targets have each verdict, each in its colour. */
export function verdictCounts(
  words: Words,
  face: Pick<Face, 'width' | 'description'>,
  matchers: Matchers<'gigacity_verdict'>,
): Builder<Panel> {
  const counted = sumBy(['verdict'], maxBy(VERDICT_CELL, series('gigacity_verdict', matchers)));
  const panel = stat({ title: '各结论数量', unit: 'short', height: 4, ...face }, [
    { expr: counted, over: 'now', legend: '{{verdict}}' },
  ])
    .colorMode(BigValueColorMode.Background)
    .textMode(BigValueTextMode.ValueAndName);
  for (const [verdict, { zh }] of Object.entries(words.verdicts)) {
    panel.overrideByName(verdict, [
      { id: 'displayName', value: zh },
      { id: 'color', value: { mode: 'fixed', fixedColor: VERDICT_COLOURS[verdict as keyof Words['verdicts']] } },
    ]);
  }
  return panel;
}

const VERDICT_COLUMNS: readonly ApiColumn[] = [
  text('indicator_name', '指标'),
  text('district', '区'),
  text('carrier_name', '运营商'),
  text('verdict_name', '结论'),
  number('value', '指标值'),
  number('target_value', '目标值'),
  number('gap', '差距'),
  number('milestone_value', '阶段目标'),
  number('pace_per_month', '月均进度'),
  number('required_per_month', '每月还需'),
  number('forecast_at_due', '到期预测'),
  text('due', '期限'),
  text('clause', '条款'),
  text('plan_title', '文件'),
  text('unit', '单位'),
  text('plan', '文件代码'),
  text('indicator', '指标代码'),
  text('district_code', '区划代码'),
];
const FIGURES = ['指标值', '目标值', '差距', '阶段目标', '月均进度', '每月还需', '到期预测'];
const CODES = ['文件代码', '指标代码', '区划代码'];

/**
 * Verdicts with what they rest on, in two tables: shares are read in per cent, everything else in the unit of its row.
 * `filters` are those of `/v1/verdicts`.
 */
export function verdictTables(
  words: Words,
  {
    about,
    hidden,
    filters,
    width,
  }: {
    readonly about: { readonly zh: string; readonly en: string };
    /** Columns that say the same in every row. */
    readonly hidden: readonly string[];
    readonly filters: Readonly<Record<string, string>>;
    readonly width: number;
  },
): readonly Table[] {
  const kinds = [
    { zh: '占比类', en: 'Shares', unit: 'percentunit', is: 'equal' },
    { zh: '数量类', en: 'Amounts, each in the unit of its row', unit: 'none', is: 'notEqual' },
  ] as const;
  return kinds.map(({ zh, en, unit, is }) => {
    const shape: DataTransformerConfig[] = [
      rowsWhere('单位', is, 'ratio'),
      arranged([], { without: [...hidden, ...CODES, ...(is === 'equal' ? ['单位'] : [])] }),
    ];
    const panel = table(
      {
        title: `${about.zh}：${zh}`,
        description: `${en}: ${about.en}. Gap above 0: it falls short. Required: movement a month that would still make it.`,
        unit: 'none',
        width,
        height: 10,
      },
      [apiQuery('/v1/verdicts', { filters, columns: VERDICT_COLUMNS })],
      shape,
    ).overrideByName('结论', [
      { id: 'mappings', value: [wordMapping(words.verdicts, VERDICT_COLOURS)] },
      COLOURED_CELL,
    ]);
    for (const figure of FIGURES) panel.overrideByName(figure, columnUnit(unit, 2));
    return panel;
  });
}

/** The alerts of the city that fire now. */
export function firing(): Builder<Panel> {
  const labels = ['alertname', 'severity', 'district', 'indicator', 'stream', 'carrier'];
  return table(
    {
      title: '正在告警',
      description: 'Alerts of the city that fire now; each has a page of its own that says how to mend it.',
      unit: 'none',
      width: 12,
      height: 9,
    },
    [{ expr: `group by (${labels.join(', ')}) (${CITY_ALERTS})`, over: 'now', format: 'table' }],
    [
      arranged(labels, {
        without: ['Time', 'Value'],
        names: {
          alertname: '告警',
          severity: '级别',
          district: '区',
          indicator: '指标',
          stream: '数据流',
          carrier: '运营商',
        },
      }),
    ],
  );
}
