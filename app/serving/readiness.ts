import type { Readiness } from '../../api/ports.ts';
import type { Readiness as Ingestion } from '../../ingest/readiness.ts';
import type { EvaluationJob } from './evaluation-job.ts';
import type { Text } from '../terminal/language.ts';

export interface ReadinessDeps {
  readonly store: { version(): Promise<string> };
  readonly job: Pick<EvaluationJob, 'committed' | 'failure'>;
  /** Where this process ingests. */
  readonly ingestion: Ingestion | undefined;
}

type Part = Readiness['parts'][number];

/** How each part of the system stands at this moment. */
export async function readinessOf({ store, job, ingestion }: ReadinessDeps): Promise<Readiness> {
  return {
    parts: [await storePart(store), evaluationPart(job), ...(ingestion === undefined ? [] : [ingestPart(ingestion)])],
  };
}

async function storePart(store: ReadinessDeps['store']): Promise<Part> {
  try {
    await store.version();
    return { name: 'store', ready: true };
  } catch {
    // What the engine says may hold addresses and passwords; it is in the log of whoever asked for figures.
    return notReady('store', { zh: 'ClickHouse 不应答', en: 'ClickHouse does not answer' });
  }
}

function evaluationPart(job: ReadinessDeps['job']): Part {
  if (job.committed() !== undefined) return { name: 'evaluation', ready: true };
  return notReady(
    'evaluation',
    job.failure === undefined
      ? { zh: '第一次核算尚未完成', en: 'the first evaluation has not ended yet' }
      : { zh: '核算失败，详见日志', en: 'the evaluation failed; see the log' },
  );
}

/**
 * A process that never joined is not to take the place of one that did. Once it has, readers are answered whatever
 * becomes of feeds: what is not taken in is named, and no reason to send readers away.
 */
function ingestPart({ hasJoined, retryingSince, flooded }: Ingestion): Part {
  if (!hasJoined) return notReady('ingest', { zh: '尚未加入消费组', en: 'the consumer group has not taken it in yet' });
  const names = [...flooded].join(', ');
  const undone: readonly Text[] = [
    ...(retryingSince === undefined ? [] : [RETRYING]),
    ...(names === '' ? [] : [{ zh: `拒收过多，已暂停：${names}`, en: `held back, too much is refused: ${names}` }]),
  ];
  if (undone.length === 0) return { name: 'ingest', ready: true };
  const reason = { zh: undone.map(({ zh }) => zh).join('；'), en: undone.map(({ en }) => en).join('; ') };
  return { name: 'ingest', ready: true, reason };
}

const RETRYING: Text = { zh: '存储不接收，正在重试', en: 'the store does not take rows; it is being retried' };

function notReady(name: string, reason: Text): Part {
  return { name, ready: false, reason };
}
