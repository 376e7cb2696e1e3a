import type { Tally } from './batch.ts';
import { FloodGauge } from './flood.ts';
import type { RawMessage } from './measurement.ts';
import type { PipelineDeps } from './pipeline.ts';
import { Lane } from './pipeline.ts';

export interface IntakeDeps extends PipelineDeps {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether a batch would have to wait; then it had better grow, since every insert has its price. */
  readonly isStoreBusy: () => boolean;
  /** Told after every batch that is in the store: reading may resume after `last`. */
  readonly stored: (last: RawMessage) => void;
  /** Told of each message as it is judged. */
  readonly judged: (raw: RawMessage, tally: Tally) => void;
  /** Told once, when too many messages are refused; what is left is held back. */
  readonly flooded: () => void;
}

export interface IntakeLimits {
  /** Batches are written every so often, all lanes' at the same time, or when the store next has time for them. */
  readonly lingerMs: number;
  /** Whether a partition with too many refusals is held back. */
  readonly breaker: boolean;
}

/** How soon a batch that is due asks again whether the store has time for it. */
const BUSY_MS = 10;

/**
 * One partition for as long as it is ours: judges messages as they come, so that what waits is ready to be written,
 * and writes what it holds in time. Its loop alone writes, so one batch at most is on its way into the store.
 */
export class Intake {
  readonly #deps: IntakeDeps;
  readonly #limits: IntakeLimits;
  readonly #lane: Lane;
  readonly #gauge = new FloodGauge();
  /** When the first message of the batch that fills was taken. */
  #since: number | undefined;
  #state: 'open' | 'flooded' | 'draining' | 'closed' = 'open';
  #wake: () => void = () => undefined;

  constructor(deps: IntakeDeps, limits: IntakeLimits) {
    this.#deps = deps;
    this.#limits = limits;
    this.#lane = new Lane(deps, (last) => {
      if (this.#state !== 'closed') deps.stored(last);
      return Promise.resolve();
    });
  }

  /** Whether a batch is full that cannot be written yet; then reading should pause. */
  get isFull(): boolean {
    return this.#lane.isWriting && this.#lane.isFull;
  }

  /** Bytes of memory, about, that are held by what is not yet in the store. */
  get held(): number {
    return this.#lane.held;
  }

  get isFlooded(): boolean {
    return this.#state === 'flooded';
  }

  /** Judges a message at once, and tells how many lines it had; 0 of a message that is not taken any more. */
  take(raw: RawMessage): number {
    if (this.#state !== 'open') return 0;
    const tally = this.#lane.take(raw);
    this.#deps.judged(raw, tally);
    this.#watchForFlood(tally);
    if (this.#since === undefined) {
      this.#since = this.#deps.now();
      this.#wake();
    } else if (this.#lane.isFull) {
      this.#wake();
    }
    return tally.admitted + tally.rejected;
  }

  /** Resolves once drained or closed; rejects when the store cannot go on. */
  async run(): Promise<void> {
    while (this.#state !== 'closed') {
      if (this.#isDue()) {
        if (this.#lane.isWriting) await this.#lane.settled();
        this.#since = undefined;
        await this.#lane.handOver();
      } else if (this.#state === 'draining') {
        await this.#lane.flush();
        return;
      } else {
        await this.#rest();
      }
    }
  }

  /** Takes no more, and lets `run` end when all that was taken is in the store. */
  drain(): void {
    if (this.#state !== 'closed') this.#state = 'draining';
    this.#wake();
  }

  /** The partition is another's: nothing that ends from now on is acknowledged. */
  close(): void {
    this.#state = 'closed';
    this.#wake();
  }

  #watchForFlood(tally: Tally): void {
    if (!this.#gauge.observe(tally.rejected > 0) || !this.#limits.breaker) return;
    this.#state = 'flooded';
    this.#wake();
    this.#deps.flooded();
  }

  #isDue(): boolean {
    if (this.#since === undefined) return false;
    if (this.#state !== 'open' || this.#lane.isFull) return true;
    return this.#deps.now() >= this.#tickAfter(this.#since) && !this.#deps.isStoreBusy();
  }

  /** The clock is everybody's, so that lanes come due together and share an insert. */
  #tickAfter(moment: number): number {
    const { lingerMs } = this.#limits;
    return (Math.floor(moment / lingerMs) + 1) * lingerMs;
  }

  /** Until something is to be looked at: a message, an order, the time, or what became of the batch on its way. */
  async #rest(): Promise<void> {
    const since = this.#since;
    let timer: NodeJS.Timeout | undefined;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (since !== undefined)
        timer = setTimeout(resolve, Math.max(BUSY_MS, this.#tickAfter(since) - this.#deps.now()));
    });
    try {
      await (this.#lane.isWriting ? Promise.race([woken, this.#lane.settled()]) : woken);
    } finally {
      clearTimeout(timer);
      this.#wake = () => undefined;
    }
  }
}
