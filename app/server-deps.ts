import type { ServerDeps } from '../api/deps.ts';
import type { Readiness } from '../ingest/readiness.ts';
import type { ApiEdge } from './api-edge.ts';
import type { EvaluationJob } from './evaluation-job.ts';
import { readinessOf } from './readiness.ts';
import type { Works } from './wire.ts';

export interface Running {
  readonly job: EvaluationJob;
  /** Where this process ingests. */
  readonly ingestion: Readiness | undefined;
  readonly edge: Omit<ApiEdge, 'close'>;
}

/** Everything that the server works with, from what is open and running. */
export function serverDeps({ store, now }: Works, { job, ingestion, edge }: Running): ServerDeps {
  return { ...edge, evaluations: job, readiness: () => readinessOf({ store, job, ingestion }), now };
}
