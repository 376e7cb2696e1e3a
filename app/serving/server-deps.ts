import type { ServerDeps } from '../../api/deps.ts';
import type { Readiness } from '../../ingest/readiness.ts';
import type { Exporter } from '../../metrics/exporter.ts';
import type { ApiEdge } from './api-edge.ts';
import type { EvaluationJob } from './evaluation-job.ts';
import type { Notifier } from './notifier.ts';
import { openReadPorts } from './read-ports.ts';
import { readinessOf } from './readiness.ts';
import { openSnapshots } from './snapshot-port.ts';
import type { Works } from '../opening/wire.ts';

export interface Running {
  readonly job: EvaluationJob;
  /** Where this process ingests. */
  readonly ingestion: Readiness | undefined;
  readonly edge: Omit<ApiEdge, 'close'>;
  readonly exporter: Exporter;
  readonly notifier: Notifier;
}

/** Everything that the server works with, from what is open and running. */
export function serverDeps(works: Works, { job, ingestion, edge, exporter, notifier }: Running): ServerDeps {
  const { store, now } = works;
  return {
    ...edge,
    ...openReadPorts({ ...works, fresh: store }),
    evaluations: job,
    readiness: () => readinessOf({ store, job, ingestion }),
    snapshots: openSnapshots(works),
    exporter,
    hooks: notifier,
    now,
  };
}
