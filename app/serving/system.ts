import type { Logger } from 'pino';
import type { ServerDeps } from '../../api/deps.ts';
import { buildServer } from '../../api/server.ts';
import { IngestCounters } from '../../ingest/counters.ts';
import { Readiness } from '../../ingest/readiness.ts';
import type { Exporter } from '../../metrics/exporter.ts';
import { openApiEdge } from './api-edge.ts';
import { ChallengeBook } from '../evaluating/challenge-book.ts';
import { commitEvaluation, figuresMark } from '../evaluating/commit-evaluation.ts';
import { openDoor } from '../opening/door.ts';
import { EvaluationJob } from './evaluation-job.ts';
import { EXIT, Failure } from '../terminal/failure.ts';
import { exporterOf } from './live-reading.ts';
import { notifierOf } from './notifying.ts';
import { asOfDay } from '../terminal/request.ts';
import { runIngestion } from '../ingestion/run-ingestion.ts';
import { serverDeps } from './server-deps.ts';
import { version } from '../opening/version.ts';
import type { Works } from '../opening/wire.ts';

export const SYSTEM_ROLES = ['ingest', 'evaluate', 'api'] as const;
export type SystemRole = (typeof SYSTEM_ROLES)[number];

export interface SystemRun {
  readonly roles: ReadonlySet<SystemRole>;
  readonly log: Logger;
  /** Whether partitions of which too much is refused go on. */
  readonly acceptFloods: boolean;
  /** Between listening and the first evaluation: what fills the store; false where it was told to stop. */
  readonly fill: (counters: IngestCounters) => Promise<boolean>;
  /** Everything runs; `address` is null where nothing is served. */
  readonly started: (address: string | null) => Promise<void>;
}

/**
 * The roles of this process until the signal, over one store. It listens before anything else, so that whoever starts
 * it sees that it lives; it is ready once the first evaluation is committed. Whatever fails ends all of them.
 */
export async function runSystem(
  works: Works,
  { roles, log, acceptFloods, fill, started }: SystemRun,
  signal: AbortSignal,
): Promise<void> {
  const { settings, store } = works;
  const { data = './data', clickhouse_url: url, host = '127.0.0.1', port = '8080' } = settings.values;
  const counters = new IngestCounters();
  const ingestion = roles.has('ingest') && settings.values.brokers !== undefined ? new Readiness() : undefined;
  // Text is made of an evaluation when it is committed, so that no scrape waits for it.
  const job = evaluationJob(works, log, () => exporter.rendered());
  const notifier = notifierOf(works, log);
  const exporter: Exporter = exporterOf(works, {
    ...{ job, counters, ingestion },
    notifications: () => notifier.counts,
  });
  const edge = roles.has('api') ? openApiEdge(works, { host, log, counters }) : undefined;
  const server =
    edge === undefined
      ? undefined
      : await serve(serverDeps(works, { job, ingestion, edge, exporter, notifier }), { host, port: Number(port), log });
  const door = url === undefined ? await openDoor(data, store) : undefined;
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const running: Promise<void>[] = [];
  try {
    if (!(await fill(counters))) return;
    // A server evaluates for itself: what others have asked the store is remembered there.
    if (roles.has('evaluate') || roles.has('api')) running.push(job.run(until));
    if (ingestion !== undefined)
      running.push(runIngestion(works, { counters, readiness: ingestion, log, acceptFloods }, until));
    await Promise.all([started(server?.address ?? null), ended(until), ...running]);
  } finally {
    stop.abort();
    await Promise.allSettled(running);
    await server?.close();
    await edge?.close();
    await door?.close();
  }
}

function evaluationJob(works: Works, log: Logger, committed: () => unknown): EvaluationJob {
  const deps = { ...works, memory: works.store, definitions: works.version };
  return new EvaluationJob({
    mark: () => figuresMark(deps),
    evaluate: async (times, mark) => {
      // What has come may have settled a dispute.
      if (times.asOf === undefined && times.knownAt === undefined) await new ChallengeBook(works).closeCorrected();
      return commitEvaluation(deps, times, mark);
    },
    today: () =>
      [...new Set(works.profiles.map(({ zone }) => zone))]
        .map((zone) => asOfDay(undefined, { zone, now: works.now() }))
        .join(),
    report: (event) => {
      if (event.kind === 'failed') log.error({ err: event.error }, 'the evaluation failed; the last one stays');
      else {
        committed();
        log.info(
          { id: event.evaluation.id, ms: event.evaluation.finishedAt - event.evaluation.startedAt },
          'evaluation committed',
        );
      }
    },
    now: works.now,
  });
}

async function serve(
  deps: ServerDeps,
  { host, port, log }: { host: string; port: number; log: Logger },
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const server = await buildServer(deps, { version: version(), logger: log });
  try {
    const address = await server.listen({ host, port });
    return { address, close: () => server.close() };
  } catch (cause) {
    await server.close();
    throw listenFailure(`${host}:${String(port)}`, cause);
  }
}

function listenFailure(address: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const why = LISTEN[String(code)];
  if (why === undefined) return cause;
  return new Failure(
    EXIT.failed,
    { zh: `不能监听 ${address}：${why.zh}`, en: `cannot listen on ${address}: ${why.en}` },
    {
      mend: { zh: '用 --port 换一个端口，或用 --host 换一个地址', en: 'take another --port, or another --host' },
      cause,
    },
  );
}

const LISTEN: Readonly<Record<string, { zh: string; en: string } | undefined>> = {
  EADDRINUSE: { zh: '已被占用', en: 'it is in use' },
  EACCES: { zh: '没有权限', en: 'permission denied' },
  EADDRNOTAVAIL: { zh: '本机没有这个地址', en: 'this machine has no such address' },
  ENOTFOUND: { zh: '没有这个主机名', en: 'there is no such host' },
};

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
