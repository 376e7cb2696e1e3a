/** The ingester as a process of its own, with a fault built in where one is asked for: `ingester.ts '{"brokers":…}'`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest } from '../../app/ingestion/ingestion.ts';
import { IngestCounters } from '../../ingest/counters.ts';
import { KafkaRecordLog } from '../../ingest/kafka-consumer.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import { Readiness } from '../../ingest/readiness.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { shippedCatalogue, shippedRules } from './catalogue.ts';
import type { FailPoint, IngesterOptions } from './ingester-process.ts';
import type { Mutant } from './mutants.ts';
import { leading, MUTANTS } from './mutants.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as IngesterOptions;
const mutant: Mutant = options.mutant === undefined ? {} : MUTANTS[options.mutant];
const stop = new AbortController();
process.once('SIGTERM', () => {
  stop.abort();
});
process.on('disconnect', () => process.exit(0));

const store = await opened();
const failing = withFailPoint(store, options.failAt);
await ingest(
  {
    store: mutant.store?.(failing) ?? failing,
    rules: shippedRules(shippedCatalogue()),
    counters: new IngestCounters(),
    readiness: new Readiness(),
    now: Date.now,
    random: Math.random,
    report: (event) => {
      if (event.kind === 'revoked' && options.failAt === 'in-revoke') die();
      process.send?.(event.kind === 'retrying' ? { kind: 'retrying', message: event.error.message } : event);
    },
    join: async (settings, events) => {
      const log = await KafkaRecordLog.join(settings, events);
      return mutant.log?.(log) ?? log;
    },
  },
  {
    brokers: options.brokers,
    topicPrefix: options.topicPrefix,
    group: options.group ?? 'gigacity',
    extra: {
      'session.timeout.ms': String(options.sessionMs ?? 4_000),
      'heartbeat.interval.ms': '500',
      'max.poll.interval.ms': '6000',
      'topic.metadata.refresh.interval.ms': '2000',
    },
    parallel: 4,
    breaker: options.breaker ?? true,
  },
  stop.signal,
);
await store.close();
process.exit(0);

/** The store may be away when a process starts. */
async function opened(): Promise<ClickHouseStore> {
  for (;;) {
    try {
      return await ClickHouseStore.open({ kind: 'server', url: options.storeUrl, timeoutMs: 3_000 }, STREAMS);
    } catch {
      await sleep(200);
    }
  }
}

function withFailPoint(
  inner: MeasurementWriter & DeadLetterWriter,
  failAt: FailPoint | undefined,
): MeasurementWriter & DeadLetterWriter {
  return {
    async bury(letters) {
      await inner.bury(letters);
      if (failAt === 'after-dead-letters') die();
    },
    pack: inner.pack,
    async write(parcels) {
      if (failAt === 'mid-batch') {
        const rows = parcels.reduce((sum, parcel) => sum + parcel.rows, 0);
        await inner.write(leading(inner, parcels, rows >> 1));
        die();
      }
      await inner.write(parcels);
      if (failAt === 'after-insert') die();
    },
  };
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
