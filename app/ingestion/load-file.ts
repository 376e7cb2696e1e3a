import type { AdmissionRules } from '../../ingest/admit.ts';
import type { IngestCounters } from '../../ingest/counters.ts';
import type { FileProgress } from '../../ingest/files.ts';
import { FeedFile } from '../../ingest/files.ts';
import type { DeadLetter } from '../../ingest/measurement.ts';
import type { DeadLetterWriter, PipelineDeps } from '../../ingest/pipeline.ts';
import type { Tally } from '../../ingest/batch.ts';
import { Lane } from '../../ingest/pipeline.ts';
import type { ReasonCode } from '../../ingest/rejection.ts';
import type { Stream } from '../../ingest/stream.ts';
import { describeReason } from '../../ingest/rejection.ts';
import type { Asker } from '../../store/asker.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { tableName } from '../../store/schema.ts';
import { countedDeadLetters, countedMeasurements } from './counted.ts';

export interface LoadDeps {
  readonly store: ClickHouseStore;
  readonly asker: Asker;
  readonly rules: AdmissionRules;
  /** Told of everything that is taken in. */
  readonly counters?: IngestCounters | undefined;
}

/** What became of one file. */
export interface Loaded {
  readonly file: string;
  readonly stream: string;
  readonly admitted: number;
  readonly rejected: number;
  /** Admitted lines that brought nothing new: in the store already, or more than once in the file. */
  readonly duplicate: number;
  /** Rejected lines by reason code; a line with several codes counts for each. */
  readonly reasons: Readonly<Partial<Record<ReasonCode, number>>>;
  /** The first few refusals, as `line: reason`. */
  readonly refusals: readonly Refusal[];
}

export interface Refusal {
  readonly line: number;
  readonly code: ReasonCode;
  readonly reason: string;
}

const REFUSALS_KEPT = 5;

/** One feed file into the store by the common pipeline. */
export async function loadFile(
  deps: LoadDeps,
  { path, stream }: { path: string; stream: Stream },
  { receivedAt, onProgress }: { receivedAt: number; onProgress: (progress: FileProgress) => void },
): Promise<Loaded> {
  return loadFeed(deps, new FeedFile(path, stream, { receivedAt }), { receivedAt, onProgress });
}

/** The same of a file that says itself where its lines come from. */
export async function loadFeed(
  { store, asker, rules, counters }: LoadDeps,
  file: FeedFile,
  { receivedAt, onProgress }: { receivedAt: number; onProgress: (progress: FileProgress) => void },
): Promise<Loaded> {
  const { path, source, stream } = file;
  const before = await identities(asker, stream);
  const measurements = countedMeasurements(counters, store);
  const deadLetters = countedDeadLetters(counters, store);
  const passed = await passThrough({ rules, measurements, deadLetters }, file, onProgress);
  const { admitted, rejected } = passed;
  await store.recordLoad({ source, stream: stream.name, ...file.digest(), admitted, rejected, receivedAt });
  const growth = (await identities(asker, stream)) - before;
  // On a server others may write at the same time, so the growth can be more than was loaded here.
  const duplicate = Math.min(admitted, Math.max(0, admitted - growth));
  return { file: path, stream: stream.name, ...passed, duplicate };
}

/** Judges every line of a file and hands it on; resolves once the writers have taken all of them. */
export async function passThrough(
  { rules, measurements, deadLetters }: PipelineDeps,
  file: FeedFile,
  onProgress: (progress: FileProgress) => void,
): Promise<Omit<Loaded, 'file' | 'stream' | 'duplicate'>> {
  const refused = new Refusals(deadLetters);
  let admitted = 0;
  let rejected = 0;
  const count = (_: unknown, tally: Tally): Promise<void> => {
    admitted += tally.admitted;
    rejected += tally.rejected;
    return Promise.resolve();
  };
  const lane = new Lane({ rules, measurements, deadLetters: refused }, count);
  for await (const raw of file.messages(onProgress)) await lane.add(raw);
  await lane.flush();
  return { admitted, rejected, reasons: refused.codes, refusals: refused.first };
}

/** How many different messages a stream's table holds. */
async function identities(asker: Asker, { name }: Stream): Promise<number> {
  const table = tableName(name);
  const [row] = await asker.ask({ sql: `SELECT uniqExact(content_hash) FROM ${table}`, params: {}, tables: [table] });
  return Number(row?.[0] ?? 0);
}

/** Counts dead letters on their way into the store, and keeps the first few to show. */
class Refusals implements DeadLetterWriter {
  readonly codes: Partial<Record<ReasonCode, number>> = {};
  readonly first: Refusal[] = [];
  readonly #next: DeadLetterWriter;

  constructor(next: DeadLetterWriter) {
    this.#next = next;
  }

  async bury(deadLetters: readonly DeadLetter[]): Promise<void> {
    await this.#next.bury(deadLetters);
    for (const { reasons, origin } of deadLetters) {
      for (const code of new Set(reasons.map((reason) => reason.code))) this.codes[code] = (this.codes[code] ?? 0) + 1;
      const [reason] = reasons;
      if (reason !== undefined && this.first.length < REFUSALS_KEPT)
        this.first.push({ line: origin.line, code: reason.code, reason: describeReason(reason) });
    }
  }
}
