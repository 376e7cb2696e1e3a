import type { IngestCounters } from '../../ingest/counters.ts';
import type { Readiness } from '../../ingest/readiness.ts';
import type { Partition } from '../../ingest/record-log.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { groupBy } from '../../indicators/group-by.ts';
import { scopeKey } from '../../indicators/scope.ts';
import { Exporter } from '../../metrics/exporter.ts';
import type { LiveReading, NotificationCount } from '../../metrics/live.ts';
import { Naming } from '../../metrics/series.ts';
import type { EvaluationJob } from './evaluation-job.ts';
import { version } from '../opening/version.ts';
import type { Works } from '../opening/wire.ts';

export interface LiveDeps {
  readonly job: Pick<EvaluationJob, 'committed' | 'waitingSince' | 'failures'>;
  readonly counters: IngestCounters;
  /** Undefined where this process reads no topics. */
  readonly ingestion: Readiness | undefined;
  readonly notifications: () => readonly NotificationCount[];
  readonly version: string;
  /** Of Node.js. */
  readonly node: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What a scrape of this process gets. */
export function exporterOf(
  { settings, now }: Pick<Works, 'settings' | 'now'>,
  parts: Pick<LiveDeps, 'counters' | 'ingestion' | 'notifications'> & { readonly job: EvaluationJob },
): Exporter {
  const deps = { ...parts, version: version(), node: process.version, now };
  return new Exporter(
    { committed: () => parts.job.committed(), reading: () => liveReading(deps) },
    Number(settings.values.metrics_series_limit),
  );
}

/** What the parts of the running program say of themselves, as one reading. */
function liveReading({ job, counters, ingestion, notifications, version, node, now }: LiveDeps): LiveReading {
  const waitingSince = job.waitingSince;
  return {
    version,
    node,
    evaluation: {
      waitingMs: waitingSince === undefined ? 0 : Math.max(0, now() - waitingSince),
      failures: job.failures,
    },
    challenges: openChallenges(job.committed()),
    notifications: notifications(),
    ingest: {
      feeds: counters.feeds,
      deadLetters: counters.deadLetters,
      lag: counters.lag,
      held: [...(ingestion?.flooded ?? [])].map(partitionNamed),
      retried: counters.retried,
      age: counters.age,
    },
  };
}

/** What `partitionName` made: a topic holds no slash. */
function partitionNamed(name: string): Partition {
  const [topic = '', partition] = name.split('/');
  return { topic, partition: Number(partition) };
}

/** How many challenges of each value are open. */
function openChallenges(committed: CommittedEvaluation | undefined): LiveReading['challenges'] {
  if (committed === undefined) return [];
  const naming = new Naming(committed.catalogue.registries);
  const open = committed.evaluations.flatMap(({ challenges }) => challenges).filter(({ state }) => state === 'open');
  const byValue = groupBy(open, ({ indicator, scope }) => `${indicator} ${scopeKey(scope)}`);
  return [...byValue.values()].flatMap((own) =>
    own
      .slice(0, 1)
      .map(({ indicator, scope }) => ({ labels: { indicator, ...naming.scope(scope) }, open: own.length })),
  );
}
