import type { OpenMetricsContentType, PrometheusContentType } from 'prom-client';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { LiveMetricName } from './live-names.ts';
import { LIVE_METRICS } from './live-names.ts';
import type { Labels } from './series.ts';

/** What the running program says of itself at one moment. */
export interface LiveReading {
  readonly version: string;
  readonly node: string;
  readonly ingest: IngestReading;
  /** How long what has come waits for an evaluation, and how many have failed. */
  readonly evaluation: { readonly waitingMs: number; readonly failures: number };
  readonly challenges: readonly { readonly labels: Labels; readonly open: number }[];
  readonly notifications: readonly NotificationCount[];
}

export interface IngestReading {
  readonly feeds: readonly {
    readonly stream: string;
    readonly carrier: string;
    readonly admitted: number;
    readonly rejected: number;
    readonly duplicate: number;
  }[];
  readonly deadLetters: readonly {
    readonly stream: string;
    readonly carrier: string;
    readonly code: string;
    readonly count: number;
  }[];
  readonly lag: readonly { readonly topic: string; readonly partition: number; readonly records: number }[];
  /** Partitions that are held back. */
  readonly held: readonly { readonly topic: string; readonly partition: number }[];
  readonly retried: number;
  /** Milliseconds; undefined before the first message. */
  readonly age: number | undefined;
}

export interface NotificationCount {
  readonly channel: string;
  readonly outcome: 'sent' | 'failed';
  readonly count: number;
}

/** The two text formats that a scrape may ask for. */
export type Format = PrometheusContentType | OpenMetricsContentType;
export const PROMETHEUS_FORMAT: PrometheusContentType = Registry.PROMETHEUS_CONTENT_TYPE;
export const OPENMETRICS_FORMAT: OpenMetricsContentType = Registry.OPENMETRICS_CONTENT_TYPE;

/**
 * The text of a reading. A registry serves one format once: it drops `_total` from its counters' names when it writes
 * OpenMetrics, and would leave it out of the other format ever after.
 */
export async function liveText(reading: LiveReading, { format, durations, exposition }: LiveOptions): Promise<string> {
  const registry = new Registry<Format>();
  registry.setContentType(format);
  registry.registerMetric(durations);
  const write = writer(registry);
  write('gigacity_build_info', [[{ version: reading.version, node: reading.node }, 1]]);
  write('gigacity_evaluation_waiting_seconds', [[{}, reading.evaluation.waitingMs / 1000]]);
  write('gigacity_evaluation_failures_total', [[{}, reading.evaluation.failures]]);
  write('gigacity_exposition_series_limit', [[{}, exposition.limit]]);
  write('gigacity_exposition_series_dropped_total', [[{}, exposition.dropped]]);
  write(
    'gigacity_challenges_open',
    reading.challenges.map(({ labels, open }) => [labels, open]),
  );
  write(
    'gigacity_notifications_total',
    reading.notifications.map(({ channel, outcome, count }) => [{ channel, outcome }, count]),
  );
  writeIngest(write, reading.ingest);
  return registry.metrics();
}

interface LiveOptions {
  readonly format: Format;
  readonly durations: Histogram;
  /** The limit of series, and how many were left out since the start. */
  readonly exposition: { readonly limit: number; readonly dropped: number };
}

function writeIngest(write: Write, { feeds, deadLetters, lag, held, retried, age }: IngestReading): void {
  write(
    'gigacity_ingest_messages_total',
    feeds.flatMap(({ stream, carrier, ...counts }) =>
      (['admitted', 'rejected', 'duplicate'] as const).map((outcome): Sample => [
        { stream, carrier, outcome },
        counts[outcome],
      ]),
    ),
  );
  write(
    'gigacity_dead_letters_total',
    deadLetters.map(({ stream, carrier, code, count }) => [{ stream, carrier, code }, count]),
  );
  write(
    'gigacity_consumer_lag_messages',
    lag.map(({ topic, partition, records }) => [{ topic, partition: String(partition) }, records]),
  );
  const names = new Set(held.map(({ topic, partition }) => `${topic} ${String(partition)}`));
  const partitions = new Map(
    [...lag, ...held].map(({ topic, partition }) => [`${topic} ${String(partition)}`, { topic, partition }]),
  );
  write(
    'gigacity_consumer_partition_held',
    [...partitions].map(([name, { topic, partition }]) => [
      { topic, partition: String(partition) },
      names.has(name) ? 1 : 0,
    ]),
  );
  write('gigacity_store_retries_total', [[{}, retried]]);
  write('gigacity_ingest_age_seconds', age === undefined ? [] : [[{}, age / 1000]]);
}

type Sample = readonly [Labels, number];
type Write = (
  name: Exclude<LiveMetricName, 'gigacity_http_request_duration_seconds'>,
  samples: readonly Sample[],
) => void;

function writer(registry: Registry<Format>): Write {
  return (name, samples) => {
    const { type, help, labels } = LIVE_METRICS[name];
    const settings = { name, help: help.en, labelNames: [...labels], registers: [registry] };
    if (type === 'counter') {
      const counter = new Counter(settings);
      for (const [own, value] of samples) counter.inc(own, value);
    } else {
      const gauge = new Gauge(settings);
      for (const [own, value] of samples) gauge.set(own, value);
    }
  };
}

/** Seconds; from a cached answer to a snapshot. */
const BUCKETS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Counts requests by how long they took; it serves every scrape of its server. */
export function httpDurations(): Histogram {
  const name = 'gigacity_http_request_duration_seconds';
  const { help, labels } = LIVE_METRICS[name];
  return new Histogram({ name, help: help.en, labelNames: [...labels], buckets: BUCKETS, registers: [] });
}
