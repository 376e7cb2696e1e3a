import type { Alert, Group } from './rule.ts';

/** The job under which Prometheus scrapes the program. */
export const JOB = 'gigacity';

/** Alerts about the program itself; `plans` are those whose targets have rules. */
export function pipelineRules(plans: readonly string[]): Group {
  return { name: 'gigacity-pipeline', alerts: [...ALERTS, unwatched(plans)] };
}

/** What a counter grew by in a quarter of an hour; one that was just born grew by all that it holds. */
function grown(metric: string, by: string): string {
  return [
    `sum by (${by}) (increase(${metric}[15m])) > 0`,
    `or sum by (${by}) (${metric} unless ${metric} offset 15m) > 0`,
  ].join('\n');
}

const ALERTS: readonly Alert[] = [
  {
    name: 'GigacityDown',
    about: 'pipeline',
    severity: 'critical',
    expr: `up{job="${JOB}"} == 0 or absent(up{job="${JOB}"})`,
    timing: { for: '2m', keepFiringFor: '0s' },
    summary: { zh: 'gigacity 无法抓取', en: 'gigacity cannot be scraped' },
    description: {
      zh: '{{ or $labels.instance "没有抓取目标" }}。在它恢复之前，各区的结论保持原样。',
      en: '{{ or $labels.instance "there is no target to scrape" }}. The verdicts stay as they were until it is back.',
    },
  },
  {
    name: 'GigacityEvaluationStale',
    about: 'pipeline',
    severity: 'critical',
    // Each day that begins is evaluated, so the second condition needs no figures to come.
    expr: [
      'max by (instance) (gigacity_evaluation_waiting_seconds) > 900',
      'or time() - max by (instance) (gigacity_evaluation_last_success_timestamp_seconds) > 93600',
    ].join('\n'),
    timing: { for: '5m', keepFiringFor: '10m' },
    summary: { zh: '评估停滞', en: 'The evaluation does not keep up' },
    description: {
      zh: '新数据已等待 {{ $value | humanizeDuration }}，结论不是最新的。',
      en: 'What has come waits for {{ $value | humanizeDuration }}; the verdicts are not the latest.',
    },
  },
  {
    name: 'GigacityDeadLetters',
    about: 'pipeline',
    severity: 'warning',
    expr: grown('gigacity_dead_letters_total', 'stream, carrier, code'),
    timing: { for: '0s', keepFiringFor: '15m' },
    summary: {
      zh: '{{ $labels.carrier }} 的 {{ $labels.stream }} 有报文被拒收（{{ $labels.code }}）',
      en: 'Messages of {{ $labels.carrier }} on {{ $labels.stream }} are refused ({{ $labels.code }})',
    },
    description: {
      zh: '15 分钟内约 {{ $value | humanize }} 条。死信全部保留，可查、可改、可重放。',
      en: 'About {{ $value | humanize }} in 15 minutes. All are kept and can be looked at, mended and replayed.',
    },
  },
  {
    name: 'GigacityConsumerLag',
    about: 'pipeline',
    severity: 'warning',
    expr: [
      'min by (topic, partition) (min_over_time(gigacity_consumer_lag_messages[15m])) > 0',
      'and max by (topic, partition) (delta(gigacity_consumer_lag_messages[15m])) >= 0',
    ].join('\n'),
    timing: { for: '10m', keepFiringFor: '10m' },
    summary: {
      zh: '{{ $labels.topic }}/{{ $labels.partition }} 积压没有减少',
      en: '{{ $labels.topic }}/{{ $labels.partition }} does not work off its lag',
    },
    description: {
      zh: '15 分钟内至少积压 {{ $value | humanize }} 条，且没有减少。',
      en: 'At least {{ $value | humanize }} records behind for 15 minutes, and not fewer than before.',
    },
  },
  {
    name: 'GigacityPartitionHeld',
    about: 'pipeline',
    severity: 'critical',
    expr: 'max by (topic, partition) (gigacity_consumer_partition_held) == 1',
    timing: { for: '0s', keepFiringFor: '0s' },
    summary: {
      zh: '{{ $labels.topic }}/{{ $labels.partition }} 因拒收过多而暂停',
      en: '{{ $labels.topic }}/{{ $labels.partition }} is held back: too much of it is refused',
    },
    description: {
      zh: '它在有人处理之前不会继续，其他分区照常。',
      en: 'It does not go on until somebody has looked at it; the others do.',
    },
  },
  {
    name: 'GigacitySeriesDropped',
    about: 'pipeline',
    severity: 'warning',
    expr: 'sum by (instance) (gigacity_exposition_dropped_series) > 0',
    timing: { for: '5m', keepFiringFor: '0s' },
    summary: { zh: '部分指标因序列数超限未输出', en: 'Indicators are left out of /metrics' },
    description: {
      zh: '{{ $value | humanize }} 个序列未输出，这些指标不会告警。',
      en: '{{ $value | humanize }} series are left out; nothing is told of their indicators.',
    },
  },
  {
    name: 'GigacityNotificationsFail',
    about: 'pipeline',
    severity: 'critical',
    expr: grown('gigacity_notifications_total{outcome="failed"}', 'channel'),
    timing: { for: '0s', keepFiringFor: '15m' },
    summary: { zh: '通道 {{ $labels.channel }} 发送失败', en: 'Messages to the channel {{ $labels.channel }} fail' },
    description: {
      zh: '机器人没有接收告警消息，原因见 gigacity 的日志。',
      en: 'The robot did not take alert messages; the log of gigacity tells why.',
    },
  },
];

function unwatched(plans: readonly string[]): Alert {
  return {
    name: 'GigacityPlanUnwatched',
    about: 'pipeline',
    severity: 'warning',
    expr: `count by (plan) (gigacity_target_info{plan!~"${plans.join('|')}"}) > 0`,
    timing: { for: '15m', keepFiringFor: '0s' },
    summary: { zh: '文件 {{ $labels.plan }} 没有告警规则', en: 'There are no rules for the plan {{ $labels.plan }}' },
    description: {
      zh: '它的 {{ $value }} 个目标落后时无人知晓。',
      en: 'Nobody hears of it when one of its {{ $value }} targets is behind.',
    },
  };
}
