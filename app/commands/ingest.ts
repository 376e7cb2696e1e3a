import process from 'node:process';
import { pino } from 'pino';
import { IngestCounters } from '../../ingest/counters.ts';
import { KafkaRecordLog } from '../../ingest/kafka-consumer.ts';
import { loadKafka, missingFeatures } from '../../ingest/kafka.ts';
import type { Context, Input } from '../command.ts';
import { admissionRules } from '../definitions.ts';
import type { ExitCode } from '../failure.ts';
import { EXIT } from '../failure.ts';
import { ingest } from '../ingestion.ts';
import { reporter } from '../ingestion-log.ts';
import { kafkaSettings, withKafka } from '../kafka-settings.ts';
import { withWorks } from '../wire.ts';

const SUMMARY_MS = 15_000;
/** Native clients that do not end in time are left behind. */
const EXIT_MS = 6_000;

/** Takes in the feeds until SIGTERM or SIGINT; counters go to stderr every 15 seconds. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const kafka = kafkaSettings(await context.settings());
  return withKafka(async () => {
    const missing = missingFeatures(loadKafka());
    const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }));
    if (missing.length > 0)
      log.warn(
        { missing },
        'this build of librdkafka cannot read some compressions; install their headers and rebuild',
      );
    return withWorks(
      context,
      ({ catalogue }) => admissionRules(catalogue),
      async ({ store, settings }, rules) => {
        const stop = new AbortController();
        const stopNow = (): void => {
          stop.abort();
        };
        process.once('SIGTERM', stopNow).once('SIGINT', stopNow);
        const counters = new IngestCounters();
        const summary = setInterval(() => {
          log.info(counters.summary(), 'ingest');
        }, SUMMARY_MS);
        try {
          await ingest(
            {
              store,
              rules,
              counters,
              now: context.now,
              random: Math.random,
              report: reporter(log),
              join: (asked, events) => KafkaRecordLog.join(asked, events),
            },
            {
              ...kafka,
              parallel: settings.values.clickhouse_url === undefined ? 1 : 4,
              breaker: !input.flag('acceptFloods'),
            },
            stop.signal,
          );
        } finally {
          clearInterval(summary);
          log.info(counters.summary(), 'ingest ended');
          setTimeout(() => process.exit(), EXIT_MS).unref();
        }
        return EXIT.done;
      },
    );
  });
}
