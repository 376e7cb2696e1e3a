import type { AdmissionRules } from './admit.ts';
import type { Judged } from './judge.ts';
import { judge } from './judge.ts';
import type { DeadLetter, Measurement, RawMessage } from './measurement.ts';
import type { Packer, Parcel } from './parcel.ts';
import { parcelOf } from './parcel.ts';
import { RawRun } from './raw-run.ts';

/** So many measurements are packed together: enough to be worth it, too few to outlive the collector's next round. */
const PARCEL_ROWS = 250;
/** What a dead letter takes of memory beyond its bytes, about. */
const LETTER_BYTES = 500;

export interface Tally {
  readonly admitted: number;
  readonly rejected: number;
}

/** What raw messages became, ready to be written together. */
export class Batch {
  readonly #rules: AdmissionRules;
  readonly #pack: Packer;
  readonly #deadLetters: DeadLetter[] = [];
  readonly #parcels: Parcel[] = [];
  /** What was read last, until there is enough of it for a parcel. */
  #judged: Judged;
  #messages: RawMessage[] = [];
  #admitted = 0;
  #bytes = 0;
  #last: RawMessage | undefined;

  constructor(rules: AdmissionRules, pack: Packer) {
    this.#rules = rules;
    this.#pack = pack;
    this.#judged = { measurements: [], deadLetters: this.#deadLetters };
  }

  /** Tells what its lines came to. */
  take(raw: RawMessage): Tally {
    const { measurements } = this.#judged;
    const before = { admitted: measurements.length, rejected: this.#deadLetters.length };
    judge(raw, this.#rules, this.#judged);
    const admitted = measurements.length - before.admitted;
    const rejected = this.#deadLetters.length - before.rejected;
    this.#admitted += admitted;
    this.#bytes += (raw.value?.length ?? 0) + rejected * LETTER_BYTES;
    this.#last = raw;
    if (admitted > 0) this.#messages.push(raw);
    if (measurements.length >= PARCEL_ROWS) this.#close();
    return { admitted, rejected };
  }

  /** The raw message taken last; undefined while there is none. */
  get last(): RawMessage | undefined {
    return this.#last;
  }

  get tally(): Tally {
    return { admitted: this.#admitted, rejected: this.#deadLetters.length };
  }

  /** What it holds of memory, about. */
  get bytes(): number {
    return this.#bytes;
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#deadLetters;
  }

  /** All that was admitted. */
  parcels(): readonly Parcel[] {
    this.#close();
    return this.#parcels;
  }

  #close(): void {
    const { measurements } = this.#judged;
    if (measurements.length === 0) return;
    const run = new RawRun(this.#messages);
    const again = (): readonly Measurement[] => [...run].flatMap((raw) => judge(raw, this.#rules).measurements);
    const parcel = parcelOf(this.#pack, measurements, again);
    this.#bytes += parcel.bytes;
    this.#parcels.push(parcel);
    this.#judged = { measurements: [], deadLetters: this.#deadLetters };
    this.#messages = [];
  }
}
