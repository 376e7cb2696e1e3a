import type { DeadLetter } from '../ingest/measurement.ts';
import type { Parcel } from '../ingest/parcel.ts';
import { parcelOf, rowsOf } from '../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../ingest/pipeline.ts';
import { remedyFor } from './remedy.ts';

export interface RetryDeps {
  readonly store: MeasurementWriter & DeadLetterWriter;
  /** Takes what the store refuses row by row; `store` itself where nothing else is wanted. */
  readonly deadLetters: DeadLetterWriter;
  /** Aborted when the rows are no longer ours to write. */
  readonly signal: AbortSignal;
  /** Waits; rejects when the signal says so. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** 0 ≤ r < 1 */
  readonly random: () => number;
  readonly report: (event: RetryEvent) => void;
}

export type RetryEvent =
  | { readonly kind: 'retrying'; readonly error: Error; readonly attempt: number; readonly waitMs: number }
  /** What was refused some times before is in the store. */
  | { readonly kind: 'recovered'; readonly refusals: number }
  | { readonly kind: 'store_rejected'; readonly deadLetter: DeadLetter };

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 30_000;

/**
 * A store that does not give up: it asks again for as long as the rows are ours, and sets aside the rows that the
 * store cannot take. Rejects only where no row is to blame and no waiting helps, or when the signal is aborted.
 */
export function retrying(deps: RetryDeps): MeasurementWriter & DeadLetterWriter {
  let refusals = 0;
  const counting: RetryDeps = {
    ...deps,
    report: (event) => {
      if (event.kind === 'retrying') refusals += 1;
      deps.report(event);
    },
  };
  const done = (): void => {
    if (refusals > 0) deps.report({ kind: 'recovered', refusals });
    refusals = 0;
  };
  return {
    pack: deps.store.pack,
    async write(parcels) {
      await persist(counting, writing(counting), parcels);
      done();
    },
    async bury(deadLetters) {
      await persist(counting, burying(counting), deadLetters);
      done();
    },
  };
}

/** What is asked of the store in batches that can be parted. */
interface Job<B> {
  ask(batch: B): Promise<void>;
  /** Two batches; none where it is a single row. */
  parts(batch: B): readonly B[];
  /** Deals with a single row that the store cannot take; where that is left out, no row can be to blame. */
  setAside?(row: B, error: unknown): Promise<void>;
}

async function persist<B>(deps: RetryDeps, job: Job<B>, batch: B): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    deps.signal.throwIfAborted();
    try {
      await job.ask(batch);
      return;
    } catch (error) {
      switch (remedyFor(error)) {
        case 'retry':
          await waitFor(deps, error, attempt);
          continue;
        case 'halve':
          await waitFor(deps, error, attempt);
          if (await persistInParts(deps, job, batch)) return;
          continue;
        case 'bisect':
          if (job.setAside === undefined) throw error;
          if (!(await persistInParts(deps, job, batch))) await job.setAside(batch, error);
          return;
        case 'stop':
          throw error;
      }
    }
  }
}

/** Whether there were parts. */
async function persistInParts<B>(deps: RetryDeps, job: Job<B>, batch: B): Promise<boolean> {
  const parts = job.parts(batch);
  for (const part of parts) await persist(deps, job, part);
  return parts.length > 0;
}

function writing(deps: RetryDeps): Job<readonly Parcel[]> {
  return {
    ask: (parcels) => deps.store.write(parcels),
    parts: (parcels) => (rowsOf(parcels) < 2 ? [] : halves(deps, parcels)),
    setAside: (parcels, error) => setAside(deps, parcels, error),
  };
}

/** Parcels stay whole for as long as there are several; the rows of the last one are read again to be parted. */
function halves({ store }: RetryDeps, parcels: readonly Parcel[]): readonly (readonly Parcel[])[] {
  const [first] = parcels;
  if (parcels.length > 1 || first === undefined) return halved(parcels);
  return halved(first.measurements()).map((half) => [parcelOf(store.pack, half)]);
}

function halved<T>(items: readonly T[]): readonly (readonly T[])[] {
  const middle = items.length >> 1;
  return [items.slice(0, middle), items.slice(middle)];
}

/** What is left of a parted batch: one row. */
async function setAside(deps: RetryDeps, parcels: readonly Parcel[], error: unknown): Promise<void> {
  const detail = error instanceof Error ? error.message : String(error);
  for (const { stream, message, origin, receivedAt, text } of parcels.flatMap((parcel) => parcel.measurements())) {
    const deadLetter: DeadLetter = {
      stream: stream.name,
      carrier: message.carrier,
      origin,
      receivedAt,
      raw: Buffer.from(text),
      reasons: [{ code: 'store_rejected', path: '', detail }],
    };
    await persist(deps, burying(deps), [deadLetter]);
    deps.report({ kind: 'store_rejected', deadLetter });
  }
}

/** Dead letters are plain text in plain columns: a store that calls one of them bad data is not to be reasoned with. */
function burying({ deadLetters }: RetryDeps): Job<readonly DeadLetter[]> {
  return {
    ask: (letters) => deadLetters.bury(letters),
    parts: (letters) => (letters.length < 2 ? [] : halved(letters)),
  };
}

/** Full jitter, so that many writers do not come back together. */
async function waitFor({ pause, random, report, signal }: RetryDeps, error: unknown, attempt: number): Promise<void> {
  const waitMs = Math.round(random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 16)));
  report({ kind: 'retrying', error: error instanceof Error ? error : new Error(String(error)), attempt, waitMs });
  await pause(waitMs, signal);
}
