import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode } from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from './board.ts';
import { CITY_ALERTS, toDistrict } from './board.ts';
import { fromIndicator } from './by-indicator.ts';
import { provenance, verdictCounts, verdictTables } from './common-panels.ts';
import { bars, COLOURED, matrix, steps, timeSeries } from './panels.ts';
import { maxBy, series, withCarrierName, withIndicatorName } from './promql.ts';
import { CARRIER, CARRIER_INDICATOR, CITY, PLANS } from './variables.ts';
import type { Words } from './verdicts.ts';
import { gravest, gravityMapping } from './verdicts.ts';

const OF_CARRIERS = { city: '$city', carrier: { in: '$carrier' } } as const;
const PICKED = { ...OF_CARRIERS, indicator: '$indicator' } as const;
const TARGETS = { city: '$city', plan: { in: '$plan' }, indicator: '$indicator' } as const;

/** Carriers side by side, each by its own reports. */
export function carrierBoard(words: Words): Board {
  return {
    name: 'carriers',
    title: '运营商对比',
    description: 'Carriers side by side: verdicts, one picked indicator over time, and in each district.',
    variables: [CITY, CARRIER, PLANS, CARRIER_INDICATOR],
    time: { from: 'now-30d', to: 'now' },
    alerts: CITY_ALERTS,
    panels: [
      ...provenance(),
      verdictCounts(
        words,
        { width: 16, description: 'Targets held against single carriers, by verdict; derived ones included.' },
        { ...OF_CARRIERS, plan: { in: '$plan' } },
      ),
      carrierMatrix(words),
      values(),
      valuesNow(),
      districts(),
      ...verdictTables(words, {
        about: { zh: '各运营商目标', en: 'the targets held against carriers in the city as a whole' },
        hidden: ['区'],
        filters: { city: '$city', carrier: '${carrier:csv}', plan: '${plan:csv}', level: 'carrier' },
        width: 24,
      }),
    ],
  };
}

function carrierMatrix(words: Words): Builder<Panel> {
  const worst = gravest(['carrier', 'indicator'], {
    ...OF_CARRIERS,
    plan: { in: '$plan' },
    level: { in: 'carrier|district_carrier' },
  });
  return matrix(
    {
      title: '运营商结论矩阵',
      description:
        'Indicators by carriers: the gravest verdict on the targets of the carrier, in the city and in its districts.',
      unit: 'none',
      width: 24,
      height: 14,
    },
    [{ expr: withCarrierName(`(${withIndicatorName(worst)})`), over: 'now', format: 'table' }],
    { row: 'name', column: 'carrier_name', value: 'Value', heading: '指标' },
  )
    .mappings([gravityMapping(words)])
    .cellOptions(COLOURED);
}

function values(): Builder<Panel> {
  const own = maxBy(['carrier'], series('gigacity_indicator_value', { ...PICKED, level: 'carrier' }));
  const taken = fromIndicator({ ...TARGETS, level: { in: 'city|carrier' } });
  return timeSeries(
    {
      title: '指标值的变化',
      description:
        'The picked indicator of each carrier as it was evaluated at the time; the dashed line is the highest target.',
      unit: 'none',
      width: 14,
      height: 10,
    },
    [{ expr: withCarrierName(own), over: 'range', legend: '{{carrier_name}}' }, ...taken.queries],
  )
    .transformations(taken.shape)
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed))
    .thresholds(steps('green', [0, 'green']));
}

function valuesNow(): Builder<Panel> {
  const own = maxBy(['carrier'], series('gigacity_indicator_value', { ...PICKED, level: 'carrier' }));
  const taken = fromIndicator();
  return bars(
    {
      title: '当前指标值',
      description: 'The picked indicator of each carrier in the city as a whole.',
      unit: 'none',
      width: 10,
      height: 10,
    },
    [{ expr: withCarrierName(own), over: 'now', legend: '{{carrier_name}}' }, ...taken.queries],
  ).transformations(taken.shape);
}

function districts(): Builder<Panel> {
  const own = maxBy(
    ['district', 'carrier'],
    series('gigacity_indicator_value', { ...PICKED, level: 'district_carrier' }),
  );
  const taken = fromIndicator();
  return matrix(
    {
      title: '各区指标值',
      description: 'The picked indicator by district and carrier.',
      unit: 'none',
      width: 24,
      height: 16,
    },
    [{ expr: withCarrierName(own), over: 'now', format: 'table', refId: 'A' }, ...taken.queries],
    { row: 'district', column: 'carrier_name', value: 'Value #A', heading: '区', shape: taken.shape },
  ).dataLinks([toDistrict()]);
}
