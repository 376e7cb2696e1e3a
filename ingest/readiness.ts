import type { Partition } from './record-log.ts';
import { partitionName } from './record-log.ts';

/** How the consuming side stands at this moment, for whoever asks whether this process is fit for work. */
export class Readiness {
  /** Partitions that are ours, by name. */
  readonly assigned = new Set<string>();
  /** Partitions of ours that are held back because too many of their messages are refused. */
  readonly flooded = new Set<string>();
  #hasJoined = false;
  readonly #troubled = new Map<object, number>();

  /** Whether the group has taken us in; a member of a group with fewer partitions than members may have none. */
  get hasJoined(): boolean {
    return this.#hasJoined;
  }

  /** Epoch milliseconds since when some writer has been asking the store in vain; undefined while it takes all. */
  get retryingSince(): number | undefined {
    return this.#troubled.size === 0 ? undefined : Math.min(...this.#troubled.values());
  }

  take(partitions: readonly Partition[]): void {
    this.#hasJoined = true;
    for (const partition of partitions) this.assigned.add(partitionName(partition));
  }

  giveUp(partition: Partition): void {
    this.assigned.delete(partitionName(partition));
    this.flooded.delete(partitionName(partition));
  }

  holdBack(partition: Partition): void {
    this.flooded.add(partitionName(partition));
  }

  /** A writer, known by any object of its own, was refused and goes on trying. */
  refused(writer: object, now: number): void {
    if (!this.#troubled.has(writer)) this.#troubled.set(writer, now);
  }

  /** A writer has brought its rows in, or has nothing to bring any more. */
  relieved(writer: object): void {
    this.#troubled.delete(writer);
  }
}
