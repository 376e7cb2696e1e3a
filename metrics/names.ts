import { REPORT_STATES } from '../indicators/trust/reporting.ts';
import { FLAGS } from '../indicators/values/value.ts';
import { LIVE_METRICS } from './live-names.ts';
import type { Metric } from './metric.ts';
import { info, PLACE_LABELS, REPORTER_LABELS, TARGET_LABELS, VALUE_LABELS } from './metric.ts';
import { TARGET_METRICS } from './target-names.ts';

/** What a committed evaluation says: replaced whole by the next one. */
export const EVALUATION_METRICS = {
  gigacity_indicator_value: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '指标值，占比为 0–1', en: 'Value of an indicator in its unit; shares are 0-1.' },
    labels: [...VALUE_LABELS, 'unit'],
  },
  gigacity_indicator_numerator: {
    type: 'gauge',
    unit: '1',
    help: { zh: '指标的分子', en: 'Numerator of an indicator that is a quotient.' },
    labels: VALUE_LABELS,
  },
  gigacity_indicator_denominator: {
    type: 'gauge',
    unit: '1',
    help: { zh: '指标的分母', en: 'Denominator of an indicator that is a quotient.' },
    labels: VALUE_LABELS,
  },
  gigacity_indicator_has_data: {
    type: 'gauge',
    unit: '1',
    help: { zh: '指标有值为 1，无值为 0', en: '1 where the indicator has a value, 0 where it has none.' },
    labels: VALUE_LABELS,
  },
  gigacity_indicator_flag: {
    type: 'gauge',
    unit: '1',
    help: {
      zh: `指标值带有的标记：${FLAGS.join('、')}`,
      en: `1 for every flag that a value carries: ${FLAGS.join(', ')}.`,
    },
    labels: [...VALUE_LABELS, 'flag'],
  },
  gigacity_indicator_samples: {
    type: 'gauge',
    unit: '1',
    help: { zh: '指标所用的样本数', en: 'Samples that the value of an indicator rests on.' },
    labels: VALUE_LABELS,
  },
  gigacity_indicator_percentile: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '样本的分位数：p10、p50、p90', en: 'Percentiles of the samples of an indicator: p10, p50, p90.' },
    labels: [...VALUE_LABELS, 'percentile'],
  },
  gigacity_indicator_interval_low: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '95% 置信区间的下限', en: 'Lower end of the 95 % confidence interval of a value of samples.' },
    labels: VALUE_LABELS,
  },
  gigacity_indicator_interval_high: {
    type: 'gauge',
    unit: 'indicator',
    help: { zh: '95% 置信区间的上限', en: 'Upper end of the 95 % confidence interval of a value of samples.' },
    labels: VALUE_LABELS,
  },
  gigacity_indicator_info: info(['indicator', 'name', 'name_en', 'unit', 'version'], {
    zh: '指标的名称与单位',
    en: 'Names and unit of an indicator',
  }),
  ...TARGET_METRICS,
  gigacity_plan_info: info(['plan', 'title', 'title_en', 'number', 'date'], {
    zh: '文件的标题与文号',
    en: 'Title and number of a document with targets',
  }),
  gigacity_carrier_info: info(['carrier', 'name', 'name_en'], {
    zh: '报送单位的名称',
    en: 'Names of a carrier, or of another body that reports',
  }),
  gigacity_verdict: {
    type: 'gauge',
    unit: '1',
    help: { zh: '结论：成立的为 1，其余为 0', en: '1 for the verdict on a target, 0 for all the others.' },
    labels: [...TARGET_LABELS, 'verdict'],
  },
  gigacity_report_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: {
      zh: '最近一份报表的年龄（到评估时点）',
      en: 'Age of the latest report at the time of the evaluation; none where nothing was ever reported.',
    },
    labels: REPORTER_LABELS,
  },
  gigacity_reports: {
    type: 'gauge',
    unit: '1',
    help: {
      zh: `最近一期应报报表的状态：${REPORT_STATES.join('、')}`,
      en: `1 for the state of the report that is due last (${REPORT_STATES.join(', ')}), else 0.`,
    },
    labels: [...REPORTER_LABELS, 'state'],
  },
  gigacity_quality_doubts: {
    type: 'gauge',
    unit: '1',
    help: { zh: '存疑数据的条数', en: 'Accepted figures that something speaks against.' },
    labels: [...PLACE_LABELS, 'kind'],
  },
  gigacity_quality_suspects: {
    type: 'gauge',
    unit: '1',
    help: { zh: '某方报表中存疑数据的条数', en: 'Doubts about the reports of one sender; only where there are any.' },
    labels: [...REPORTER_LABELS, 'kind'],
  },
  gigacity_place_info: info([...PLACE_LABELS, 'name', 'name_en'], {
    zh: '所监测的城市或区',
    en: 'A city or district that is watched',
  }),
  gigacity_simulated: {
    type: 'gauge',
    unit: '1',
    help: { zh: '演示数据为 1', en: '1 where the figures of a place are simulated, else 0.' },
    labels: PLACE_LABELS,
  },
  gigacity_evaluation_as_of_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: { zh: '业务时点：该日结束的时刻', en: 'End of the day that the figures of a place describe.' },
    labels: PLACE_LABELS,
  },
  gigacity_evaluation_info: info(['id'], {
    zh: '评估的标识',
    en: 'Id of the committed evaluation: the same id, the same numbers',
  }),
  gigacity_evaluation_last_success_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: { zh: '最近一次评估完成的时刻', en: 'When the committed evaluation was finished.' },
    labels: [],
  },
  gigacity_evaluation_duration_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: { zh: '最近一次评估的用时', en: 'How long the committed evaluation took.' },
    labels: [],
  },
  gigacity_exposition_series: {
    type: 'gauge',
    unit: 'series',
    help: { zh: '本次评估输出的序列数', en: 'Series of the committed evaluation that are exposed.' },
    labels: [],
  },
  gigacity_exposition_dropped_series: {
    type: 'gauge',
    unit: 'series',
    help: {
      zh: '因超过上限而未输出的序列数，按指标',
      en: 'Series of the committed evaluation that are over the limit, by the indicator that was left out.',
    },
    labels: ['indicator'],
  },
} as const satisfies Readonly<Record<string, Metric>>;

/** Every name that leaves the program; nothing is exposed that does not stand here. */
export const METRICS = { ...EVALUATION_METRICS, ...LIVE_METRICS } as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;
export type EvaluationMetricName = keyof typeof EVALUATION_METRICS;
