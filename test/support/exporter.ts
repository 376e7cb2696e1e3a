import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { Exporter } from '../../metrics/exporter.ts';
import type { LiveReading } from '../../metrics/live.ts';

/** A program that does nothing yet, unless said otherwise. */
export function someReading(of: Partial<LiveReading> = {}): LiveReading {
  return {
    version: '1.2.3',
    node: 'v20.0.0',
    ingest: { feeds: [], deadLetters: [], lag: [], held: [], retried: 0, age: undefined },
    evaluation: { waitingMs: 0, failures: 0 },
    challenges: [],
    notifications: [],
    ...of,
  };
}

export function someExporter(
  {
    committed = () => undefined,
    reading = someReading,
  }: { committed?: () => CommittedEvaluation | undefined; reading?: () => LiveReading } = {},
  limit = 100_000,
): Exporter {
  return new Exporter({ committed, reading }, limit);
}
