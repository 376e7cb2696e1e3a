import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from './board.ts';
import { CITY_ALERTS } from './board.ts';
import { fromIndicator } from './by-indicator.ts';
import { provenance } from './common-panels.ts';
import { apiQuery, number, text } from './infinity.ts';
import { bars, stat, steps, table, timeSeries } from './panels.ts';
import { maxBy, series, withCarrierName } from './promql.ts';
import { CITY, SAMPLED_INDICATOR } from './variables.ts';

const PICKED = { city: '$city', indicator: '$indicator' } as const;

/** Figures that rest on samples: how many, how they spread, and how sure the mean is. */
export function samplesBoard(): Board {
  return {
    name: 'samples',
    title: '抽样测速',
    description: 'Figures that rest on samples: how many there are, their percentiles, and the interval of the mean.',
    variables: [CITY, SAMPLED_INDICATOR],
    time: { from: 'now-30d', to: 'now' },
    alerts: CITY_ALERTS,
    panels: [...provenance(), count(), mean(), percentiles(), counts(), carriers(), districts()],
  };
}

function count(): Builder<Panel> {
  return stat(
    {
      title: '样本数',
      description: 'Samples that the value of the place as a whole rests on: those of its window.',
      unit: 'short',
      width: 4,
      height: 4,
    },
    [
      {
        expr: `max(${series('gigacity_indicator_samples', { ...PICKED, level: { in: 'city|district' } })})`,
        over: 'now',
        legend: '样本数',
      },
    ],
  );
}

function mean(): Builder<Panel> {
  const whole = { ...PICKED, level: { in: 'city|district' } } as const;
  const taken = fromIndicator();
  const panel = stat(
    {
      title: '均值与 95% 置信区间',
      description:
        'The value and the two ends of its 95 % confidence interval; a target between the two is neither met nor missed.',
      unit: 'none',
      width: 12,
      height: 4,
    },
    [
      { expr: `max(${series('gigacity_indicator_interval_low', whole)})`, over: 'now', legend: '下限' },
      { expr: `max(${series('gigacity_indicator_value', whole)})`, over: 'now', legend: '均值' },
      { expr: `max(${series('gigacity_indicator_interval_high', whole)})`, over: 'now', legend: '上限' },
      ...taken.queries,
    ],
  );
  return panel.transformations(taken.shape);
}

function percentiles(): Builder<Panel> {
  const own = maxBy(
    ['percentile'],
    series('gigacity_indicator_percentile', { ...PICKED, level: { in: 'city|district' } }),
  );
  const taken = fromIndicator();
  return timeSeries(
    {
      title: '分位数的变化',
      description:
        'The tenth, fiftieth and ninetieth percentile of the samples of the place as a whole, as evaluated at the time.',
      unit: 'none',
      width: 12,
      height: 10,
    },
    [{ expr: own, over: 'range', legend: '{{percentile}}' }, ...taken.queries],
  ).transformations(taken.shape);
}

function counts(): Builder<Panel> {
  return bars(
    {
      title: '各区样本数',
      description: 'Samples of each district; below 30 there is no value (a definition may ask for more).',
      unit: 'short',
      width: 12,
      height: 10,
    },
    [
      {
        expr: maxBy(['district'], series('gigacity_indicator_samples', { ...PICKED, level: 'district' })),
        over: 'now',
        legend: '{{district}}',
      },
    ],
  )
    .min(0)
    .thresholds(steps('red', [30, 'green']));
}

function carriers(): Builder<Panel> {
  const medians = maxBy(
    ['carrier'],
    series('gigacity_indicator_percentile', {
      ...PICKED,
      level: { in: 'carrier|district_carrier' },
      percentile: 'p50',
    }),
  );
  const taken = fromIndicator();
  return bars(
    {
      title: '各运营商中位数',
      description: 'The median of the samples of each carrier.',
      unit: 'none',
      width: 24,
      height: 6,
    },
    [{ expr: withCarrierName(medians), over: 'now', legend: '{{carrier_name}}' }, ...taken.queries],
  )
    .transformations(taken.shape)
    .min(0);
}

function districts(): Builder<Panel> {
  const taken = fromIndicator();
  return table(
    {
      title: '各区抽样结果',
      description:
        'Each district: samples, value with its 95 % confidence interval, and percentiles; without a value, the reason.',
      unit: 'none',
      width: 24,
      height: 16,
    },
    [
      apiQuery('/v1/values', {
        filters: { city: '$city', indicator: '$indicator', level: 'district' },
        columns: [
          text('district', '区'),
          number('samples', '样本数'),
          number('value', '指标值'),
          number('ci_low', '置信下限'),
          number('ci_high', '置信上限'),
          number('p10', 'P10'),
          number('p50', 'P50'),
          number('p90', 'P90'),
          text('reason', '无值原因'),
        ],
      }),
      ...taken.queries,
    ],
    taken.shape,
  ).overrideByName('样本数', [{ id: 'unit', value: 'short' }]);
}
