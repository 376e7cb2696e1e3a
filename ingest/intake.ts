import { setImmediate as othersTurn } from 'node:timers/promises';
import { FloodGauge } from './flood.ts';
import type { RawMessage } from './measurement.ts';
import type { BatchTally, PipelineDeps, Tally } from './pipeline.ts';
import { Lane } from './pipeline.ts';

export interface IntakeDeps extends PipelineDeps {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether a batch would have to wait; then it had better grow, since every insert has its price. */
  readonly isStoreBusy: () => boolean;
  /** Told after every batch that is in the store: reading may resume after `last`. */
  readonly stored: (last: RawMessage, tally: BatchTally) => void;
  /** Told of each message as it is judged. */
  readonly judged: (raw: RawMessage, tally: Tally) => void;
  /** Told once, when too many messages are refused; what is left is held back. */
  readonly flooded: () => void;
}

export interface IntakeLimits {
  /** A batch is written this long after its first message, or when the store next has time for it. */
  readonly lingerMs: number;
  /** Whether a partition with too many refusals is held back. */
  readonly breaker: boolean;
}

/** Messages that wait for their turn; beyond this, reading should pause. */
const WAITING_BYTES = 4_000_000;
const WAITING_MESSAGES = 20_000;
/** How soon a batch that is due asks again whether the store has time for it. */
const BUSY_MS = 10;
/** So many messages are some milliseconds of work, after which a server of the same process may answer somebody. */
const AT_A_TIME = 250;
/** What a message takes of memory beyond its bytes, about. */
const OVERHEAD_BYTES = 500;

/**
 * One partition for as long as it is ours: takes messages at once, passes them through its lane one at a time,
 * and writes what it holds in time. Its loop alone touches the lane, so one batch at most is being written.
 */
export class Intake {
  readonly #deps: IntakeDeps;
  readonly #limits: IntakeLimits;
  readonly #lane: Lane;
  readonly #gauge = new FloodGauge();
  #waiting: RawMessage[] = [];
  #next = 0;
  #waitingBytes = 0;
  #held = 0;
  #firstUnwritten: number | undefined;
  #state: 'open' | 'flooded' | 'draining' | 'closed' = 'open';
  #wake: () => void = () => undefined;

  constructor(deps: IntakeDeps, limits: IntakeLimits) {
    this.#deps = deps;
    this.#limits = limits;
    this.#lane = new Lane(deps, (last, tally) => {
      this.#held -= tally.bytes + tally.messages * OVERHEAD_BYTES;
      if (this.#state !== 'closed') deps.stored(last, tally);
      return Promise.resolve();
    });
  }

  get isFull(): boolean {
    return this.#waitingBytes >= WAITING_BYTES || this.#waiting.length - this.#next >= WAITING_MESSAGES;
  }

  /** Bytes of memory, about, that messages hold which are not yet in the store. */
  get held(): number {
    return this.#held;
  }

  get isFlooded(): boolean {
    return this.#state === 'flooded';
  }

  take(raw: RawMessage): void {
    if (this.#state !== 'open') return;
    this.#waiting.push(raw);
    const bytes = raw.value?.length ?? 0;
    this.#waitingBytes += bytes;
    this.#held += bytes + OVERHEAD_BYTES;
    this.#wake();
  }

  /** Resolves once drained or closed; rejects when the store cannot go on. */
  async run(): Promise<void> {
    let taken = 0;
    while (this.#state !== 'closed') {
      const raw = this.#state === 'flooded' ? undefined : this.#shift();
      if (raw !== undefined) {
        this.#firstUnwritten ??= this.#deps.now();
        this.#judge(raw, this.#lane.take(raw));
        if (this.#lane.isFull) await this.#lane.handOver();
        taken += 1;
        if (taken % AT_A_TIME === 0) await othersTurn();
      } else if (this.#firstUnwritten !== undefined && this.#isDue(this.#firstUnwritten)) {
        this.#firstUnwritten = undefined;
        await this.#lane.flush();
      } else if (this.#state === 'draining') {
        // A batch may have been handed over full, and still be on its way.
        await this.#lane.flush();
        return;
      } else {
        await this.#rest();
      }
    }
  }

  /** Takes no more, and lets `run` end when all that was taken is in the store. */
  drain(): void {
    if (this.#state === 'flooded') this.#waiting = [];
    if (this.#state !== 'closed') this.#state = 'draining';
    this.#wake();
  }

  /** The partition is another's: nothing that ends from now on is acknowledged. */
  close(): void {
    this.#state = 'closed';
    this.#waiting = [];
    this.#wake();
  }

  #judge(raw: RawMessage, tally: Tally): void {
    this.#deps.judged(raw, tally);
    if (!this.#gauge.observe(tally.rejected > 0) || !this.#limits.breaker || this.#state !== 'open') return;
    this.#state = 'flooded';
    this.#deps.flooded();
  }

  #shift(): RawMessage | undefined {
    const raw = this.#waiting[this.#next];
    if (raw === undefined) {
      if (this.#next > 0) this.#waiting = [];
      this.#next = 0;
      return undefined;
    }
    this.#next += 1;
    this.#waitingBytes -= raw.value?.length ?? 0;
    return raw;
  }

  #isDue(since: number): boolean {
    if (this.#state !== 'open') return true;
    return this.#deps.now() - since >= this.#limits.lingerMs && !this.#deps.isStoreBusy();
  }

  async #rest(): Promise<void> {
    const since = this.#firstUnwritten;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (since !== undefined)
        timer = setTimeout(resolve, Math.max(BUSY_MS, since + this.#limits.lingerMs - this.#deps.now()));
    });
    clearTimeout(timer);
    this.#wake = () => undefined;
  }
}
