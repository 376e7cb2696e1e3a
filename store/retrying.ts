import type { DeadLetter, Measurement } from '../ingest/measurement.ts';
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
    async write(measurements) {
      await writeAll(counting, measurements);
      done();
    },
    async bury(deadLetters) {
      await buryAll(counting, deadLetters);
      done();
    },
  };
}

async function writeAll(deps: RetryDeps, rows: readonly Measurement[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    deps.signal.throwIfAborted();
    try {
      await deps.store.write(rows);
      return;
    } catch (error) {
      const [first] = rows;
      switch (remedyFor(error)) {
        case 'retry':
          await waitFor(deps, error, attempt);
          continue;
        case 'halve':
          await waitFor(deps, error, attempt);
          if (rows.length < 2) continue;
          await writeHalves(deps, rows);
          return;
        case 'bisect':
          if (rows.length > 1) await writeHalves(deps, rows);
          else if (first !== undefined) await setAside(deps, first, error);
          return;
        case 'stop':
          throw error;
      }
    }
  }
}

async function writeHalves(deps: RetryDeps, rows: readonly Measurement[]): Promise<void> {
  const middle = rows.length >> 1;
  await writeAll(deps, rows.slice(0, middle));
  await writeAll(deps, rows.slice(middle));
}

async function setAside(deps: RetryDeps, row: Measurement, error: unknown): Promise<void> {
  const { stream, message, origin, receivedAt, text } = row;
  const detail = error instanceof Error ? error.message : String(error);
  const deadLetter: DeadLetter = {
    stream: stream.name,
    carrier: message.carrier,
    origin,
    receivedAt,
    raw: Buffer.from(text),
    reasons: [{ code: 'store_rejected', path: '', detail }],
  };
  await buryAll(deps, [deadLetter]);
  deps.report({ kind: 'store_rejected', deadLetter });
}

/** Dead letters are plain text in plain columns: a store that calls one of them bad data is not to be reasoned with. */
async function buryAll(deps: RetryDeps, deadLetters: readonly DeadLetter[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    deps.signal.throwIfAborted();
    try {
      await deps.deadLetters.bury(deadLetters);
      return;
    } catch (error) {
      const remedy = remedyFor(error);
      if (remedy === 'stop' || remedy === 'bisect') throw error;
      await waitFor(deps, error, attempt);
      if (remedy === 'halve' && deadLetters.length > 1) {
        const middle = deadLetters.length >> 1;
        await buryAll(deps, deadLetters.slice(0, middle));
        await buryAll(deps, deadLetters.slice(middle));
        return;
      }
    }
  }
}

/** Full jitter, so that many writers do not come back together. */
async function waitFor({ pause, random, report, signal }: RetryDeps, error: unknown, attempt: number): Promise<void> {
  const waitMs = Math.round(random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 16)));
  report({ kind: 'retrying', error: error instanceof Error ? error : new Error(String(error)), attempt, waitMs });
  await pause(waitMs, signal);
}
