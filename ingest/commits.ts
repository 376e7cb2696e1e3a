import type { Partition, Position } from './record-log.ts';

export interface CommitDeps {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Rejects where the group did not accept it. */
  readonly commit: (positions: readonly Position[]) => Promise<void>;
  readonly warning: (message: string) => void;
}

/** How far a partition is. */
export interface Progress {
  readonly at: Partition;
  /** The offset after the last record that is in the store. */
  stored: number | undefined;
  /** The same as the group was last told. */
  committed: number | undefined;
}

const COMMIT_EVERY_MS = 250;
/** A commit that was given up may reach the group after later ones and set it back; so all is committed again. */
const COMMIT_AGAIN_MS = 10_000;

/** Tells the group how far the partitions are. */
export class Commits {
  readonly #deps: CommitDeps;
  #committing: Promise<void> = Promise.resolve();
  #committedAt = 0;
  #committedAllAt = 0;

  constructor(deps: CommitDeps) {
    this.#deps = deps;
  }

  /** Asked as often as one likes; commits now and then. */
  sometimes(all: readonly Progress[]): void {
    const now = this.#deps.now();
    if (now - this.#committedAt < COMMIT_EVERY_MS) return;
    this.#committedAt = now;
    if (now - this.#committedAllAt >= COMMIT_AGAIN_MS) {
      this.#committedAllAt = now;
      for (const progress of all) progress.committed = undefined;
    }
    this.#committing = this.#committing.then(() => this.commit(all));
  }

  /** A commit that fails is made again later; should it never be, the records come again and collapse. */
  async commit(some: readonly Progress[]): Promise<void> {
    const due = some.filter(({ stored, committed }) => stored !== committed);
    const positions = due.map(({ at, stored }): Position => ({ ...at, offset: stored ?? 0 }));
    if (positions.length === 0) return;
    try {
      await this.#deps.commit(positions);
      due.forEach((progress, i) => (progress.committed = positions[i]?.offset));
    } catch (error) {
      this.#deps.warning(`offsets were not committed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
