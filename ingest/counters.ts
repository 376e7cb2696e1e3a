import type { RawMessage } from './measurement.ts';
import type { Tally } from './pipeline.ts';
import { partitionName } from './record-log.ts';

export interface FeedCounts {
  admitted: number;
  rejected: number;
  /** Messages that came again after they were stored; what they say collapses in the store. */
  duplicate: number;
}

/** What the pipeline did since it started, kept for whoever asks. */
export class IngestCounters {
  /** By `STREAM.CARRIER`. */
  readonly feeds = new Map<string, FeedCounts>();
  /** By partition: records that the log holds beyond those committed. */
  readonly lag = new Map<string, number>();
  /** Partitions held back because too many of their messages are refused. */
  readonly flooded = new Set<string>();
  /** Statements that the store was asked again. */
  retried = 0;
  storeRejected = 0;
  /** How long ago, in milliseconds, the message stored last had been received; undefined before the first. */
  age: number | undefined;
  readonly #storedUpTo = new Map<string, number>();

  judged({ stream, boundCarrier, origin }: RawMessage, { admitted, rejected }: Tally): void {
    const feed = this.#feed(`${stream}.${boundCarrier ?? ''}`);
    feed.admitted += admitted;
    feed.rejected += rejected;
    if (origin.offset < (this.#storedUpTo.get(placeOf(origin)) ?? 0)) feed.duplicate += 1;
  }

  stored({ origin, receivedAt }: RawMessage, _: Tally, now: number): void {
    const place = placeOf(origin);
    this.#storedUpTo.set(place, Math.max(origin.offset + 1, this.#storedUpTo.get(place) ?? 0));
    this.age = now - receivedAt;
  }

  /** The sums, as they are logged. */
  summary(): Readonly<Record<string, number | readonly string[] | undefined>> {
    const feeds = [...this.feeds.values()];
    return {
      admitted: sum(feeds.map(({ admitted }) => admitted)),
      rejected: sum(feeds.map(({ rejected }) => rejected)) + this.storeRejected,
      duplicate: sum(feeds.map(({ duplicate }) => duplicate)),
      retried: this.retried,
      lag: sum([...this.lag.values()]),
      age_ms: this.age,
      flooded: [...this.flooded],
    };
  }

  #feed(name: string): FeedCounts {
    const known = this.feeds.get(name);
    if (known !== undefined) return known;
    const fresh = { admitted: 0, rejected: 0, duplicate: 0 };
    this.feeds.set(name, fresh);
    return fresh;
  }
}

function placeOf({ source, partition }: RawMessage['origin']): string {
  return partitionName({ topic: source, partition });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
