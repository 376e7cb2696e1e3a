import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Logger } from 'pino';
import type { ServerDeps } from '../../api/deps.ts';
import type { IngestCounters } from '../../ingest/counters.ts';
import { deadLetterTopic } from '../../ingest/kafka-dead-letters.ts';
import { deadLettersTopic } from '../../ingest/topics.ts';
import type { AuditEvent } from './audit-writer.ts';
import { AuditWriter } from './audit-writer.ts';
import { ChallengeBook } from '../evaluating/challenge-book.ts';
import { admissionRules } from '../opening/definitions.ts';
import { kafkaSettings } from '../settings/kafka-settings.ts';
import { LazyProducer } from '../kafka/lazy-producer.ts';
import { openKeys } from '../settings/keys-needed.ts';
import { buryTwice } from '../ingestion/ingestion.ts';
import { SPOOL_LIMITS, UploadDesk } from './upload.ts';
import type { UploadDeps } from './upload.ts';
import { topicWriter } from '../kafka/upload-topic.ts';
import type { Works } from '../opening/wire.ts';

/** What the server needs for those who bring something: who they are, what they sent and dispute, what they asked for. */
export interface ApiEdge extends Pick<ServerDeps, 'keys' | 'audit' | 'challenges' | 'uploads'> {
  /** After the last answer. */
  close(): Promise<void>;
}

/** Throws a Failure where others could reach the host and no keys are set. */
export function openApiEdge(
  works: Works,
  { host, log, counters }: { host: string; log: Logger; counters: IngestCounters },
): ApiEdge {
  const { catalogue, settings, store, now } = works;
  const { api_keys_file: file, brokers, clickhouse_url: url, data = './data' } = settings.values;
  const keys = openKeys({ host, file }, (error) => {
    log.error({ err: error }, 'the keys file cannot be read: nobody is let in');
  });
  const audit = new AuditWriter({ store, report: auditReporter(log) });
  const kafka = brokers === undefined ? undefined : openTopics(works);
  const uploads = new UploadDesk({
    ...works,
    rules: admissionRules(catalogue),
    folder: uploadFolder(url === undefined ? data : undefined),
    limits: SPOOL_LIMITS,
    topics: kafka?.topics,
    counters,
    now,
  });
  return {
    keys,
    audit,
    challenges: new ChallengeBook(works),
    uploads,
    close: async () => {
      await kafka?.producer.close();
      await audit.close();
    },
  };
}

/** Beside the data, whose one owner we are, else our own among the temporary files; what a killed run left goes. */
function uploadFolder(data: string | undefined): string {
  const folder = data === undefined ? join(tmpdir(), `gigacity-uploads-${String(process.pid)}`) : join(data, 'uploads');
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

function openTopics({ settings, store }: Works): {
  readonly producer: LazyProducer;
  readonly topics: NonNullable<UploadDeps['topics']>;
} {
  const kafka = kafkaSettings(settings);
  const producer = new LazyProducer(kafka);
  const topic = deadLetterTopic(producer, deadLettersTopic(kafka.topicPrefix));
  return {
    producer,
    topics: {
      measurements: topicWriter(producer, { prefix: kafka.topicPrefix }),
      deadLetters: { bury: (letters) => buryTwice(letters, store, topic) },
    },
  };
}

function auditReporter(log: Logger): (event: AuditEvent) => void {
  return (event) => {
    if (event.kind === 'waiting')
      log.warn({ err: event.error, entries: event.entries }, 'the audit waits for the store');
    else log.error({ entry: event.entry }, 'an audit entry was lost: the store did not take it');
  };
}
