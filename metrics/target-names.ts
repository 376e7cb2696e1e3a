import type { Metric } from './metric.ts';
import { info, TARGET_LABELS } from './metric.ts';

/** How far a target has come, and what is left of the way. */
export const TARGET_METRICS = {
  gigacity_target_value: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '目标值', en: 'Value that a target asks for.' },
    labels: TARGET_LABELS,
  },
  gigacity_target_attainment_ratio: {
    type: 'gauge',
    unit: 'ratio',
    help: {
      zh: '达成度：值比目标；不超过类为目标比值',
      en: 'Value over target, or target over value where less is asked for: comparable across units.',
    },
    labels: TARGET_LABELS,
  },
  gigacity_target_gap: {
    type: 'gauge',
    unit: 'indicator',
    help: {
      zh: '与目标的差距：正为不足，负为有余',
      en: 'Distance to the target: above 0 it falls short, below 0 it has room to spare.',
    },
    labels: TARGET_LABELS,
  },
  gigacity_target_milestone_value: {
    type: 'gauge',
    unit: 'indicator',
    help: {
      zh: '最近一个已过节点要求的累计值',
      en: 'Cumulative value asked for by the latest milestone that has passed.',
    },
    labels: TARGET_LABELS,
  },
  gigacity_target_forecast_value: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '预计到期值', en: 'Forecast for the due date.' },
    labels: TARGET_LABELS,
  },
  gigacity_target_forecast_low: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '预计到期值的下限', en: 'Lower end of the forecast for the due date.' },
    labels: TARGET_LABELS,
  },
  gigacity_target_forecast_high: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '预计到期值的上限', en: 'Upper end of the forecast for the due date.' },
    labels: TARGET_LABELS,
  },
  gigacity_target_pace_per_month: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '至今每月推进', en: 'Movement a month so far.' },
    labels: TARGET_LABELS,
  },
  gigacity_target_required_per_month: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '每月还需', en: 'Movement a month that would still make the target.' },
    labels: TARGET_LABELS,
  },
  gigacity_target_due_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: { zh: '到期日结束的时刻', en: 'End of the due date of a target; none for a standing criterion.' },
    labels: ['plan', 'target'],
  },
  gigacity_target_info: info(['plan', 'target', 'indicator', 'comparison', 'commitment', 'clause', 'due', 'unit'], {
    zh: '目标的条款、比较方式、承诺用语与到期日',
    en: 'Clause, comparison, commitment and due date of a target',
  }),
} as const satisfies Readonly<Record<string, Metric>>;
