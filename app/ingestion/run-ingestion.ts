import type { Logger } from 'pino';
import type { IngestCounters } from '../../ingest/counters.ts';
import { KafkaRecordLog } from '../../ingest/kafka-consumer.ts';
import { topicsThere } from '../../ingest/kafka-topics.ts';
import type { KafkaSettings } from '../../ingest/kafka.ts';
import { loadKafka, missingFeatures } from '../../ingest/kafka.ts';
import type { Readiness } from '../../ingest/readiness.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { deadLettersTopic, surveyTopics } from '../../ingest/topics.ts';
import { admissionRules } from '../opening/definitions.ts';
import { ingest } from './ingestion.ts';
import { reporter } from './ingestion-log.ts';
import { kafkaSettings, withKafka } from '../settings/kafka-settings.ts';
import type { Works } from '../opening/wire.ts';

/** Who looks at an ingestion while it runs, and how it is to run. */
export interface IngestionRun {
  readonly counters: IngestCounters;
  readonly readiness: Readiness;
  readonly log: Logger;
  /** Whether partitions of which too much is refused go on. */
  readonly acceptFloods: boolean;
}

const SUMMARY_MS = 15_000;

/**
 * The ingesting role: takes in the feeds until the signal, into a store that others may read meanwhile; the counters
 * go to the log every 15 seconds. Throws a Failure where Kafka cannot be had, and whatever the store cannot get over.
 */
export async function runIngestion(
  { store, catalogue, settings, now }: Pick<Works, 'store' | 'catalogue' | 'settings' | 'now'>,
  { counters, readiness, log, acceptFloods }: IngestionRun,
  signal: AbortSignal,
): Promise<void> {
  const kafka = kafkaSettings(settings);
  const tell = (title: string): void => {
    log.info({ ...counters.summary(), flooded: [...readiness.flooded] }, title);
  };
  await withKafka(async () => {
    const missing = missingFeatures(loadKafka());
    if (missing.length > 0)
      log.warn({ missing }, 'this build of librdkafka lacks features; install their headers and rebuild');
    await warnOfTopics(kafka, log);
    const summary = setInterval(tell, SUMMARY_MS, 'ingest');
    try {
      await ingest(
        {
          store,
          rules: admissionRules(catalogue),
          counters,
          readiness,
          now,
          random: Math.random,
          report: reporter(log),
          join: (asked, events) => KafkaRecordLog.join(asked, events),
        },
        {
          ...kafka,
          // A server takes several inserts at once; an embedded engine has one connection for writing.
          parallel: settings.values.clickhouse_url === undefined ? 1 : 4,
          breaker: !acceptFloods,
        },
        signal,
      );
    } finally {
      clearInterval(summary);
      tell('ingest ended');
    }
  });
}

/** What the log would otherwise not tell until somebody wonders where the figures are. */
async function warnOfTopics(kafka: KafkaSettings, log: Logger): Promise<void> {
  const { topicPrefix: prefix } = kafka;
  const names = (await topicsThere(kafka)).keys();
  const streams = STREAMS.map(({ name }) => name);
  const { feeds, unknown, unread, hasDeadLetters } = surveyTopics(names, { prefix, streams });
  if (feeds.length === 0)
    log.warn({ prefix }, 'there are no topics of feeds yet; "gigacity topics create" makes them, no restart is needed');
  if (!hasDeadLetters)
    log.warn(
      { topic: deadLettersTopic(prefix) },
      'there is no topic for dead letters, and the first refused line will end this; run "gigacity topics create"',
    );
  if (unknown.length > 0) log.warn({ topics: unknown }, 'of no stream: each line of theirs becomes a dead letter');
  if (unread.length > 0)
    log.warn({ topics: unread }, `not read, since a feed is called ${prefix}.STREAM.CARRIER, in a–z, 0–9 and hyphens`);
}
