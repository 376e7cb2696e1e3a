import type { DeadLetter } from './measurement.ts';
import type { Tally } from './batch.ts';
import type { Partition } from './record-log.ts';
import { partitionName } from './record-log.ts';

interface Feed {
  readonly stream: string;
  readonly carrier: string;
}

/** Messages (lines) of one feed since the start, each counted under one outcome. */
export interface FeedCounts extends Feed {
  /** Admitted by the rules; what the store then refuses shows among the dead letters, as `store_rejected`. */
  admitted: number;
  rejected: number;
  /** Came again after they were stored; what they say collapses in the store. */
  duplicate: number;
}

/** Dead letters of one feed that were kept for one reason; a letter with several reasons counts for each. */
export interface DeadLetterCount {
  readonly stream: string;
  readonly carrier: string;
  readonly code: string;
  count: number;
}

/** Records that the log holds beyond those committed. */
export interface Lag extends Partition {
  readonly records: number;
}

/** Counts the messages of one partition. */
export interface PartitionCounts {
  readonly judged: (offset: number, tally: Tally) => void;
  /** `age`: milliseconds since it was received. */
  readonly stored: (offset: number, age: number) => void;
}

/** What the pipeline did since it started, kept for whoever asks. */
export class IngestCounters {
  /** Statements that the store was asked again. */
  retried = 0;
  /** How long ago, in milliseconds, the message stored last had been received; undefined before the first. */
  age: number | undefined;
  readonly #feeds = new Map<string, FeedCounts>();
  readonly #deadLetters = new Map<string, DeadLetterCount>();
  readonly #lag = new Map<string, Lag>();
  /** By partition: the offset after the last message that is in the store. */
  readonly #stored = new Map<string, { upTo: number }>();

  get feeds(): readonly FeedCounts[] {
    return [...this.#feeds.values()];
  }

  get deadLetters(): readonly DeadLetterCount[] {
    return [...this.#deadLetters.values()];
  }

  /** Of the partitions that are ours. */
  get lag(): readonly Lag[] {
    return [...this.#lag.values()];
  }

  /** Where one feed is counted, by whatever way it comes. */
  feed({ stream, carrier }: Feed): FeedCounts {
    const zero = { admitted: 0, rejected: 0, duplicate: 0 };
    return found(this.#feeds, `${stream}.${carrier}`, () => ({ stream, carrier, ...zero }));
  }

  /** Where one partition of a feed is counted from now on. */
  partition(at: Partition, of: Feed): PartitionCounts {
    const feed = this.feed(of);
    const mark = found(this.#stored, partitionName(at), () => ({ upTo: 0 }));
    return {
      judged: (offset, { admitted, rejected }) => {
        if (offset < mark.upTo) {
          feed.duplicate += admitted + rejected;
        } else {
          feed.admitted += admitted;
          feed.rejected += rejected;
        }
      },
      stored: (offset, age) => {
        mark.upTo = Math.max(offset + 1, mark.upTo);
        this.age = age;
      },
    };
  }

  buried(deadLetters: readonly DeadLetter[]): void {
    for (const { stream, carrier, reasons } of deadLetters) {
      for (const code of new Set(reasons.map((reason) => reason.code)))
        found(this.#deadLetters, `${stream}.${carrier}.${code}`, () => ({ stream, carrier, code, count: 0 })).count +=
          1;
    }
  }

  lags(partition: Partition, records: number): void {
    this.#lag.set(partitionName(partition), { ...partition, records });
  }

  /** The partition is another's, who now tells of its lag. */
  forget(partition: Partition): void {
    this.#lag.delete(partitionName(partition));
  }

  /** The sums, as they are logged. */
  summary(): Readonly<Record<string, number | undefined>> {
    const feeds = this.feeds;
    return {
      admitted: sum(feeds.map(({ admitted }) => admitted)),
      rejected: sum(feeds.map(({ rejected }) => rejected)),
      duplicate: sum(feeds.map(({ duplicate }) => duplicate)),
      store_rejected: sum(this.deadLetters.filter(({ code }) => code === 'store_rejected').map(({ count }) => count)),
      retried: this.retried,
      lag: sum(this.lag.map(({ records }) => records)),
      age_ms: this.age,
    };
  }
}

function found<T>(counts: Map<string, T>, key: string, fresh: () => T): T {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const made = fresh();
  counts.set(key, made);
  return made;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
