import type { AdmissionRules } from './admit.ts';
import type { Batch } from './batch.ts';
import { addTo, emptyBatch, isEmpty } from './batch.ts';
import type { DeadLetter, Measurement, RawMessage } from './measurement.ts';

/** Writes measurements so that writing them again changes nothing. */
export interface MeasurementWriter {
  write(measurements: readonly Measurement[]): Promise<void>;
}

/** Keeps dead letters so that keeping them again changes nothing. */
export interface DeadLetterWriter {
  bury(deadLetters: readonly DeadLetter[]): Promise<void>;
}

export interface PipelineDeps {
  readonly rules: AdmissionRules;
  readonly measurements: MeasurementWriter;
  readonly deadLetters: DeadLetterWriter;
}

/** A batch is written when it holds this many lines or bytes, whichever comes first. */
export const BATCH_LINES = 50_000;
const BATCH_BYTES = 8_000_000;

export interface Tally {
  readonly admitted: number;
  readonly rejected: number;
}

/** What a batch came to, and what its raw messages held of memory. */
export interface BatchTally extends Tally {
  readonly messages: number;
  readonly bytes: number;
}

/**
 * One ordered sequence of raw messages (a file, a Kafka partition) on its way into the store.
 * At most one batch is being written while the next one fills, so memory is bounded by two batches.
 * What a batch holds takes effect in a fixed order: dead letters, measurements, acknowledgement.
 */
export class Lane {
  readonly #deps: PipelineDeps;
  readonly #acknowledge: (last: RawMessage, tally: BatchTally) => Promise<void>;
  readonly #lines: number;
  #filling: Batch = emptyBatch();
  #messages = 0;
  #last: RawMessage | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `acknowledge` is told the last raw message of each batch that is in the store, and what became of the batch. */
  constructor(
    deps: PipelineDeps,
    acknowledge: (last: RawMessage, tally: BatchTally) => Promise<void>,
    { lines = BATCH_LINES }: { readonly lines?: number } = {},
  ) {
    this.#deps = deps;
    this.#acknowledge = acknowledge;
    this.#lines = lines;
  }

  /** Takes one raw message and tells what its lines came to; waits while a full batch cannot yet be written. */
  async add(raw: RawMessage): Promise<Tally> {
    const tally = this.take(raw);
    if (this.isFull) await this.handOver();
    return tally;
  }

  /** The same at once; whoever takes must hand over when the batch is full. */
  take(raw: RawMessage): Tally {
    const { measurements, deadLetters } = this.#filling;
    const before = { admitted: measurements.length, rejected: deadLetters.length };
    addTo(this.#filling, raw, this.#deps.rules);
    this.#messages += 1;
    this.#last = raw;
    return { admitted: measurements.length - before.admitted, rejected: deadLetters.length - before.rejected };
  }

  get isFull(): boolean {
    const { measurements, deadLetters, bytes } = this.#filling;
    return measurements.length + deadLetters.length >= this.#lines || bytes >= BATCH_BYTES;
  }

  /** Writes what is held and resolves once everything taken so far is acknowledged. */
  async flush(): Promise<void> {
    await this.handOver();
    await this.#writing;
  }

  /** Ends the batch; resolves when the one before it is in the store. */
  async handOver(): Promise<void> {
    const batch = this.#filling;
    const last = this.#last;
    if (isEmpty(batch) || last === undefined) return;
    const messages = this.#messages;
    this.#filling = emptyBatch();
    this.#messages = 0;
    const before = this.#writing;
    // Chained, so that batches are written in order, and none after one that failed, whoever calls when.
    this.#writing = before.then(() => this.#commit(batch, last, messages));
    // The failure is reported by whoever awaits `#writing` next.
    this.#writing.catch(() => undefined);
    await before;
  }

  async #commit(batch: Batch, last: RawMessage, messages: number): Promise<void> {
    if (batch.deadLetters.length > 0) await this.#deps.deadLetters.bury(batch.deadLetters);
    if (batch.measurements.length > 0) await this.#deps.measurements.write(batch.measurements);
    await this.#acknowledge(last, {
      admitted: batch.measurements.length,
      rejected: batch.deadLetters.length,
      messages,
      bytes: batch.bytes,
    });
  }
}
