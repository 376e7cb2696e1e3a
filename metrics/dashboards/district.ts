import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from './board.ts';
import { CITY_ALERTS } from './board.ts';
import { fromIndicator } from './by-indicator.ts';
import { firing, provenance, verdictCounts, verdictTables } from './common-panels.ts';
import { apiQuery, number, time } from './infinity.ts';
import { bars, steps, timeSeries } from './panels.ts';
import { maxBy, series, withCarrierName, withIndicatorName } from './promql.ts';
import { CITY, DISTRICT, DISTRICT_INDICATOR, PLANS } from './variables.ts';
import type { Words } from './verdicts.ts';

const HERE = { city: '$city', district_code: '$district', plan: { in: '$plan' } } as const;
const FILTERS = { city: '$city', district: '$district', plan: '${plan:csv}' };

/** One district: where it stands, the way to its targets, and how fast it would have to go. */
export function districtBoard(words: Words): Board {
  return {
    name: 'district',
    title: '区级详情',
    description: 'One district: value against the path to the target, forecast, pace and what is required a month.',
    variables: [CITY, DISTRICT, PLANS, DISTRICT_INDICATOR],
    time: { from: 'now-2y', to: 'now+1y' },
    alerts: CITY_ALERTS,
    panels: [
      ...provenance(),
      verdictCounts(
        words,
        { width: 16, description: 'Targets of the district as a whole, by verdict; derived ones included.' },
        { ...HERE, level: 'district' },
      ),
      path(),
      attainment(),
      carriers(),
      ...verdictTables(words, {
        about: { zh: '全区目标', en: 'the targets of the district as a whole' },
        hidden: ['区', '运营商'],
        filters: { ...FILTERS, level: 'district' },
        width: 24,
      }),
      ...verdictTables(words, {
        about: { zh: '各运营商在本区', en: 'the carriers in the district' },
        hidden: ['区'],
        filters: { ...FILTERS, level: 'district_carrier' },
        width: 24,
      }),
      firing(),
    ],
  };
}

function path(): Builder<Panel> {
  const own = { city: '$city', district: '$district', indicator: '$indicator', level: 'district' };
  const taken = fromIndicator({ ...HERE, indicator: '$indicator', level: 'district' });
  return timeSeries(
    {
      title: '指标值与目标路径',
      description:
        'Month by month the value, the path that the documents print (milestones and due date) and the forecast for the due date with its interval; the dashed line is the target. A standing criterion has no path and no forecast.',
      unit: 'none',
      width: 24,
      height: 12,
    },
    [
      apiQuery('/v1/series', {
        refId: 'value',
        filters: {
          indicator: '$indicator',
          from: '${__from:date:YYYY-MM-DD}',
          to: '${__to:date:YYYY-MM-DD}',
          step: 'month',
          ...{ city: own.city, district: own.district, level: own.level },
        },
        columns: [time('as_of'), number('value', '指标值')],
      }),
      apiQuery('/v1/milestones', {
        refId: 'path',
        filters: { ...own, plan: '${plan:csv}' },
        columns: [time('date'), number('value', '目标路径')],
      }),
      apiQuery('/v1/verdicts', {
        refId: 'forecast',
        filters: { ...own, plan: '${plan:csv}' },
        columns: [
          time('due'),
          number('forecast_at_due', '到期预测'),
          number('forecast_low', '预测下限'),
          number('forecast_high', '预测上限'),
        ],
      }),
      ...taken.queries,
    ],
  )
    .transformations(taken.shape)
    .showPoints(VisibilityMode.Always)
    .spanNulls(true)
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed))
    .thresholds(steps('green', [0, 'green']))
    .overrideByName('目标路径', [{ id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } }]);
}

function attainment(): Builder<Panel> {
  const own = maxBy(
    ['indicator', 'target'],
    series('gigacity_target_attainment_ratio', { ...HERE, level: 'district' }),
  );
  return bars(
    {
      title: '目标达成度',
      description:
        'Value over target, or target over value where less is asked for, of every target of the district: all of it is 100 %.',
      unit: 'percentunit',
      width: 12,
      height: 11,
    },
    [{ expr: withIndicatorName(own), over: 'now', legend: '{{name}} {{target}}' }],
  )
    .min(0)
    .max(1.5)
    .thresholds(steps('red', [1, 'green']));
}

function carriers(): Builder<Panel> {
  const own = maxBy(
    ['carrier'],
    series('gigacity_indicator_value', {
      city: '$city',
      district_code: '$district',
      indicator: '$indicator',
      level: 'district_carrier',
    }),
  );
  const taken = fromIndicator({ ...HERE, indicator: '$indicator', level: { in: 'district|district_carrier' } });
  return timeSeries(
    {
      title: '各运营商指标值',
      description:
        'The picked indicator of each carrier in the district as it was evaluated at the time; the dashed line is the highest target.',
      unit: 'none',
      width: 12,
      height: 11,
    },
    [{ expr: withCarrierName(own), over: 'range', legend: '{{carrier_name}}' }, ...taken.queries],
  )
    .transformations(taken.shape)
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed))
    .thresholds(steps('green', [0, 'green']));
}
