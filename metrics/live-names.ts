import type { Metric } from './metric.ts';
import { info } from './metric.ts';

/** What the program does while it runs: read at every scrape. */
export const LIVE_METRICS = {
  gigacity_build_info: info(['version', 'node'], { zh: '版本', en: 'Version of the program and of Node.js' }),
  gigacity_ingest_messages_total: {
    type: 'counter',
    unit: 'messages',
    help: {
      zh: '收到的报文数，按结果：admitted、rejected、duplicate',
      en: 'Messages since the start, by outcome: admitted, rejected, duplicate.',
    },
    labels: ['stream', 'carrier', 'outcome'],
  },
  gigacity_dead_letters_total: {
    type: 'counter',
    unit: 'messages',
    help: {
      zh: '死信数，按原因',
      en: 'Dead letters since the start, by reason; one with several reasons counts for each.',
    },
    labels: ['stream', 'carrier', 'code'],
  },
  gigacity_consumer_lag_messages: {
    type: 'gauge',
    unit: 'messages',
    help: { zh: '分区中尚未提交的记录数', en: 'Records that a partition holds beyond those committed.' },
    labels: ['topic', 'partition'],
  },
  gigacity_consumer_partition_held: {
    type: 'gauge',
    unit: '1',
    help: {
      zh: '因拒收过多而暂停的分区',
      en: '1 for a partition that is held back because too many of its messages are refused.',
    },
    labels: ['topic', 'partition'],
  },
  gigacity_ingest_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: {
      zh: '最近入库的报文从收到到入库的时间',
      en: 'Time from receipt to storage of the message that was stored last.',
    },
    labels: [],
  },
  gigacity_store_retries_total: {
    type: 'counter',
    unit: '1',
    help: { zh: '对存储的重试次数', en: 'Statements that the store was asked again.' },
    labels: [],
  },
  gigacity_challenges_open: {
    type: 'gauge',
    unit: '1',
    help: { zh: '未结的异议', en: 'Challenges of a value that are open.' },
    labels: ['indicator', 'level', 'city', 'district_code', 'district', 'carrier'],
  },
  gigacity_evaluation_waiting_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: {
      zh: '新数据等待评估的时间；没有新数据为 0',
      en: 'How long figures that have come, or a day that has begun, wait for an evaluation; 0 where nothing waits.',
    },
    labels: [],
  },
  gigacity_evaluation_failures_total: {
    type: 'counter',
    unit: '1',
    help: { zh: '失败的评估次数', en: 'Evaluations that failed; the one before stays in force.' },
    labels: [],
  },
  gigacity_exposition_series_limit: {
    type: 'gauge',
    unit: 'series',
    help: { zh: '序列数上限', en: 'Most series of an evaluation that are exposed.' },
    labels: [],
  },
  gigacity_exposition_series_dropped_total: {
    type: 'counter',
    unit: 'series',
    help: {
      zh: '各次评估因超过上限而未输出的序列数之和',
      en: 'Series left out of expositions because they were over the limit, summed over evaluations.',
    },
    labels: [],
  },
  gigacity_http_request_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: { zh: 'HTTP 请求用时', en: 'Time to answer an HTTP request, by route.' },
    labels: ['method', 'route', 'status'],
  },
  gigacity_notifications_total: {
    type: 'counter',
    unit: 'messages',
    help: {
      zh: '转发的告警消息，按通道与结果：sent、failed',
      en: 'Alert messages handed on to a channel, by outcome: sent, failed.',
    },
    labels: ['channel', 'outcome'],
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type LiveMetricName = keyof typeof LIVE_METRICS;
