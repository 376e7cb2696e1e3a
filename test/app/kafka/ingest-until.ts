import { pino } from 'pino';
import type { Logger } from 'pino';
import { runIngestion } from '../../../app/ingestion/run-ingestion.ts';
import { openDefinitions } from '../../../app/opening/definitions.ts';
import { readSettings } from '../../../app/settings/config.ts';
import { IngestCounters } from '../../../ingest/counters.ts';
import { Readiness } from '../../../ingest/readiness.ts';
import type { ClickHouseStore } from '../../../store/clickhouse.ts';

interface Taking {
  readonly brokers: string;
  readonly store: ClickHouseStore;
  readonly flags?: Readonly<Record<string, string>>;
  readonly log?: Logger;
  readonly acceptFloods?: boolean;
}

/** Ingests as the command does until something has happened. */
export async function ingestUntil(
  { brokers, store, flags = {}, log = pino({ level: 'silent' }), acceptFloods = true }: Taking,
  happened: (readiness: Readiness) => Promise<void>,
): Promise<void> {
  const { settings } = await readSettings({ flags: { brokers, ...flags }, environment: {}, directory: '/' });
  const works = { ...(await openDefinitions(settings)), settings, store, now: Date.now };
  const readiness = new Readiness();
  const stop = new AbortController();
  const watched = { counters: new IngestCounters(), readiness, log, acceptFloods };
  const running = runIngestion(works, watched, stop.signal);
  await happened(readiness);
  stop.abort();
  await running;
}
