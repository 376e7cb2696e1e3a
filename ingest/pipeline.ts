import type { AdmissionRules } from './admit.ts';
import type { Tally } from './batch.ts';
import { Batch } from './batch.ts';
import type { DeadLetter, RawMessage } from './measurement.ts';
import type { Packer, Parcel } from './parcel.ts';

/** Writes measurements so that writing them again changes nothing. */
export interface MeasurementWriter {
  /** Makes their rows, at once, so that the measurements can be let go of. */
  readonly pack: Packer;
  write(parcels: readonly Parcel[]): Promise<void>;
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
const BATCH_BYTES = 24_000_000;

/**
 * One ordered sequence of raw messages (a file, a Kafka partition) on its way into the store.
 * At most one batch is being written while the next one fills.
 * What a batch holds takes effect in a fixed order: dead letters, measurements, acknowledgement.
 */
export class Lane {
  readonly #deps: PipelineDeps;
  readonly #acknowledge: (last: RawMessage, tally: Tally) => Promise<void>;
  readonly #lines: number;
  #filling: Batch;
  #written: Batch | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `acknowledge` is told the last raw message of each batch that is in the store, and what became of the batch. */
  constructor(
    deps: PipelineDeps,
    acknowledge: (last: RawMessage, tally: Tally) => Promise<void>,
    { lines = BATCH_LINES }: { readonly lines?: number } = {},
  ) {
    this.#deps = deps;
    this.#acknowledge = acknowledge;
    this.#lines = lines;
    this.#filling = this.#empty();
  }

  /** Takes one raw message and tells what its lines came to; waits while a full batch cannot yet be written. */
  async add(raw: RawMessage): Promise<Tally> {
    const tally = this.take(raw);
    if (this.isFull) await this.handOver();
    return tally;
  }

  /** The same at once; whoever takes must hand over when the batch is full. */
  take(raw: RawMessage): Tally {
    return this.#filling.take(raw);
  }

  get isFull(): boolean {
    const { tally, bytes } = this.#filling;
    return tally.admitted + tally.rejected >= this.#lines || bytes >= BATCH_BYTES;
  }

  /** Whether a batch is on its way into the store, or failed to get there. */
  get isWriting(): boolean {
    return this.#written !== undefined;
  }

  /** Bytes of memory, about, that are held by what is not yet in the store. */
  get held(): number {
    return this.#filling.bytes + (this.#written?.bytes ?? 0);
  }

  /** Resolves when no batch is on its way into the store; rejects when one failed. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Writes what is held and resolves once everything taken so far is acknowledged. */
  async flush(): Promise<void> {
    await this.handOver();
    await this.#writing;
  }

  /** Begins to write what is held, as soon as the batch before it is in the store; none is written after one that failed. */
  async handOver(): Promise<void> {
    while (this.isWriting) await this.#writing;
    const batch = this.#filling;
    const { last } = batch;
    if (last === undefined) return;
    this.#filling = this.#empty();
    this.#written = batch;
    this.#writing = this.#commit(batch, last);
    // The failure is reported by whoever awaits `#writing` next.
    this.#writing.catch(() => undefined);
  }

  async #commit(batch: Batch, last: RawMessage): Promise<void> {
    const { deadLetters, tally } = batch;
    if (deadLetters.length > 0) await this.#deps.deadLetters.bury(deadLetters);
    if (tally.admitted > 0) await this.#deps.measurements.write(batch.parcels());
    await this.#acknowledge(last, tally);
    this.#written = undefined;
  }

  #empty(): Batch {
    const { rules, measurements } = this.#deps;
    return new Batch(rules, (some) => measurements.pack(some));
  }
}
