import { setTimeout as sleep } from 'node:timers/promises';
import type { AdmissionRules } from '../../ingest/admit.ts';
import type { ConsumptionEvent } from '../../ingest/consumption.ts';
import { Consumption } from '../../ingest/consumption.ts';
import type { IngestCounters } from '../../ingest/counters.ts';
import { deadLetterTopic } from '../../ingest/kafka-dead-letters.ts';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import type { KafkaSettings } from '../../ingest/kafka.ts';
import { shared } from '../../ingest/shared-store.ts';
import type { DeadLetterWriter, MeasurementWriter, PipelineDeps } from '../../ingest/pipeline.ts';
import { deadLettersTopic } from '../../ingest/topics.ts';
import type { Readiness } from '../../ingest/readiness.ts';
import type { GroupEvents, RecordLog } from '../../ingest/record-log.ts';
import type { RetryEvent } from '../../store/retrying.ts';
import { retrying } from '../../store/retrying.ts';

export interface IngestionDeps {
  /** Joins the group; the events begin when it does. */
  readonly join: (settings: IngestionSettings, events: GroupEvents) => Promise<RecordLog & { leave(): Promise<void> }>;
  readonly store: MeasurementWriter & DeadLetterWriter;
  readonly rules: AdmissionRules;
  readonly counters: IngestCounters;
  readonly readiness: Readiness;
  readonly now: () => number;
  readonly random: () => number;
  readonly report: (event: ConsumptionEvent | RetryEvent) => void;
}

export interface IngestionSettings extends KafkaSettings {
  readonly group: string;
  /** Statements that may run at once: 4 on a server; an embedded engine has one connection for writing. */
  readonly parallel: number;
  readonly breaker: boolean;
}

const LINGER_MS = 400;

/** Consumes the feeds until the signal; everything it took is then in the store, or left for the next to read. */
export async function ingest(deps: IngestionDeps, settings: IngestionSettings, signal: AbortSignal): Promise<void> {
  const { counters, now, readiness, report, rules } = deps;
  const producer = await KafkaProducer.connect(settings);
  const topic = deadLetterTopic(producer, deadLettersTopic(settings.topicPrefix));
  const store = shared(settings.parallel, deps.store);
  const pipeline = (epoch: AbortSignal): PipelineDeps => {
    const writers = retrying({
      store,
      deadLetters: {
        async bury(letters) {
          await buryTwice(letters, store, topic);
          counters.buried(letters);
        },
      },
      signal: epoch,
      pause: (ms, until) => sleep(ms, undefined, { signal: until }),
      random: deps.random,
      report: (event) => {
        if (event.kind === 'retrying') {
          counters.retried += 1;
          readiness.refused(epoch, now());
        } else if (event.kind === 'recovered') {
          readiness.relieved(epoch);
        }
        report(event);
      },
    });
    epoch.addEventListener('abort', () => {
      readiness.relieved(epoch);
    });
    return { rules, measurements: writers, deadLetters: writers };
  };
  const consumption = new Consumption(
    { pipeline, isStoreBusy: store.isBusy, counters, readiness, now, report },
    { ...settings, lingerMs: LINGER_MS },
  );
  try {
    const log = await deps.join(settings, consumption);
    try {
      await consumption.run(log, signal);
    } finally {
      await log.leave();
    }
  } finally {
    await producer.close();
  }
}

/** Into the store first: it is the copy that is listed, mended and replayed. */
export async function buryTwice(
  letters: Parameters<DeadLetterWriter['bury']>[0],
  store: DeadLetterWriter,
  topic: DeadLetterWriter,
): Promise<void> {
  await store.bury(letters);
  await topic.bury(letters);
}
