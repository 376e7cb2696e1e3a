import process from 'node:process';
import { pino } from 'pino';
import { IngestCounters } from '../../ingest/counters.ts';
import { loadKafka } from '../../ingest/kafka.ts';
import { Readiness } from '../../ingest/readiness.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT } from '../terminal/failure.ts';
import { kafkaSettings, withKafka } from '../settings/kafka-settings.ts';
import { runIngestion } from '../ingestion/run-ingestion.ts';
import { withWorks } from '../opening/wire.ts';

/** Native clients that do not end in time are left behind. */
const EXIT_MS = 6_000;

/** Takes in the feeds until SIGTERM or SIGINT; what happens goes to stderr as JSON lines. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const stop = context.stopping();
  const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }));
  const acceptFloods = input.flag('acceptFloods');
  const settings = await context.settings();
  await withWorks(
    context,
    // Without brokers or a client there is no use in opening the store.
    () => withKafka(() => Promise.resolve([kafkaSettings(settings), loadKafka()])),
    async (works) => {
      try {
        const watched = { counters: new IngestCounters(), readiness: new Readiness() };
        await runIngestion(works, { ...watched, log, acceptFloods }, stop);
      } finally {
        setTimeout(() => process.exit(), EXIT_MS).unref();
      }
    },
  );
  return EXIT.done;
}
