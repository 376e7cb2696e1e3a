import { rm } from 'node:fs/promises';
import { Problem } from '../../api/problems.ts';
import type { Receipt, Upload, UploadFault, Uploads } from '../../api/uploads.ts';
import { FeedFile } from '../../ingest/files.ts';
import { DeadLetterTopicRefused } from '../../ingest/kafka-dead-letters.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import { findStream, streamNamed, STREAMS } from '../../ingest/streams.ts';
import { remedyFor } from '../../store/remedy.ts';
import { countedDeadLetters } from '../ingestion/counted.ts';
import type { LoadDeps } from '../ingestion/load-file.ts';
import { loadFeed, passThrough } from '../ingestion/load-file.ts';
import { refusedTopic } from '../settings/kafka-settings.ts';
import { bounded } from './bounded.ts';
import { suggestion } from '../terminal/suggest.ts';
import type { SpoolLimits } from './upload-spool.ts';
import { spool } from './upload-spool.ts';

export interface UploadDeps extends LoadDeps {
  /** Where bodies lie until they are taken in. */
  readonly folder: string;
  readonly limits: SpoolLimits;
  /** Where brokers are set: the topics that lines go to instead of the store. */
  readonly topics: { readonly measurements: MeasurementWriter; readonly deadLetters: DeadLetterWriter } | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

interface TakenAs {
  readonly receivedAt: number;
  /** Whose the lines must be, where the key says. */
  readonly carrier: string | undefined;
}

type Taken = Pick<Receipt, 'admitted' | 'rejected' | 'duplicate' | 'reasons' | 'refusals'>;

export const SPOOL_LIMITS: SpoolLimits = { sentBytes: 256_000_000, plainBytes: 1_000_000_000 };

/** Bodies that are received at once; each may hold its place for minutes. */
const AT_ONCE = 4;
const RETRY_SECONDS = 10;

/** Takes in measurements that are sent over HTTP: first the whole body, then its lines by the common pipeline. */
export class UploadDesk implements Uploads {
  readonly #deps: UploadDeps;
  #receiving = 0;
  /** One at a time is counted, so that duplicates are told apart from what others bring. */
  readonly #inTurn = bounded({ atOnce: 1, waiting: AT_ONCE });

  constructor(deps: UploadDeps) {
    this.#deps = deps;
  }

  fault({ stream, carrier }: Parameters<Uploads['fault']>[0]): UploadFault | undefined {
    if (findStream(stream) === undefined) {
      const names = STREAMS.map(({ name }) => name);
      const text = { zh: `没有数据流“${stream}”`, en: `there is no stream "${stream}"` };
      return { part: 'stream', text, hint: suggestion(stream, names) };
    }
    const { carriers } = this.#deps.rules;
    if (carrier === undefined || carriers.has(carrier)) return undefined;
    const text = { zh: `没有运营商“${carrier}”`, en: `there is no carrier "${carrier}"` };
    return { part: 'carrier', text, hint: suggestion(carrier, [...carriers]) };
  }

  async receive(upload: Upload): Promise<Receipt> {
    if (this.#receiving >= AT_ONCE)
      throw new Problem(
        'busy',
        { zh: '同时上传的太多', en: 'too many uploads at once' },
        { retryAfterSeconds: RETRY_SECONDS },
      );
    this.#receiving += 1;
    try {
      return await this.#receive(upload);
    } catch (error) {
      throw explained(error);
    } finally {
      this.#receiving -= 1;
    }
  }

  async #receive({ stream: name, carrier, body, format, gzip }: Upload): Promise<Receipt> {
    const { folder, limits, now } = this.#deps;
    const stream = streamNamed(name);
    const { path, sha256, bytes } = await spool(folder, { body, gzip, suffix: format }, limits);
    try {
      const source = `upload:${sha256}`;
      const receivedAt = now();
      const file = new FeedFile(path, stream, { receivedAt, origin: { source, boundCarrier: carrier } });
      const taken = await this.#inTurn(() => this.#take(file, { receivedAt, carrier }));
      return { ...taken, stream: name, carrier: carrier ?? null, source, sha256, bytes };
    } finally {
      await rm(path, { force: true });
    }
  }

  async #take(file: FeedFile, { receivedAt, carrier }: TakenAs): Promise<Taken> {
    const { rules, topics, counters } = this.#deps;
    const onProgress = (): void => undefined;
    if (topics !== undefined) {
      // What is admitted is counted by whoever reads the topics.
      const deadLetters = countedDeadLetters(counters, topics.deadLetters);
      return { ...(await passThrough({ rules, ...topics, deadLetters }, file, onProgress)), duplicate: null };
    }
    const { admitted, rejected, duplicate, reasons, refusals } = await loadFeed(this.#deps, file, {
      receivedAt,
      onProgress,
    });
    // Of a file of several carriers nobody knows whose lines had come before.
    if (carrier !== undefined && counters !== undefined) {
      const counts = counters.feed({ stream: file.stream.name, carrier });
      counts.admitted -= duplicate;
      counts.duplicate += duplicate;
    }
    return { admitted, rejected, duplicate, reasons, refusals };
  }
}

/** What the sender can mend or wait for; the rest is ours to mend. */
function explained(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
    return new Problem(
      'unprocessable',
      { zh: `CSV 无法读下去：${error.message}`, en: `the CSV cannot be read on: ${error.message}` },
      { hint: { zh: '改好后整份重发，已收的不会重复', en: 'mend it and send it whole: what was taken counts once' } },
    );
  if (error instanceof DeadLetterTopicRefused)
    return new Problem('bad_gateway', refusedTopic(error), {
      hint: { zh: '请运营方运行 gigacity topics create', en: 'ask the operator to run gigacity topics create' },
    });
  if (remedyFor(error) === 'stop') return error;
  return new Problem(
    'busy',
    { zh: '存储暂时不可用', en: 'the store cannot take it now' },
    { hint: { zh: '稍后整份重发', en: 'send it whole again later' }, retryAfterSeconds: RETRY_SECONDS },
  );
}
