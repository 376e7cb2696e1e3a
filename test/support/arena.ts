import type { Sent } from './feeder.ts';
import { createFeedTopics, disturbed, feedOf, LAST_DAY, send } from './feeder.ts';
import { figuresApart } from './figures.ts';
import type { IngesterOptions } from './ingester-process.ts';
import { IngesterProcess } from './ingester-process.ts';
import { allCommitted, LogReader } from './log-reader.ts';
import { difference, expectedFrom, holdingsOf } from './oracle.ts';
import { StoreProcess } from './store-process.ts';
import { scratch } from './scratch.ts';

let arenas = 0;

/** A feed on topics of its own, a store of its own, and the processes between them. */
export class Arena {
  readonly brokers: string;
  readonly topicPrefix: string;
  readonly store: StoreProcess;
  readonly #feed: readonly Sent[];
  readonly #running: IngesterProcess[] = [];
  #sent = 0;

  private constructor(brokers: string, { store, feed, prefix }: Parts) {
    this.brokers = brokers;
    this.store = store;
    this.topicPrefix = prefix;
    this.#feed = feed;
  }

  static async open(
    brokers: string,
    { seed, scale, storeMutant = [] }: { seed: number; scale?: number; storeMutant?: readonly 'offset-identity'[] },
  ): Promise<Arena> {
    arenas += 1;
    const prefix = `arena-${String(process.pid)}-${String(arenas)}`;
    const feed = disturbed(feedOf(prefix, scale), seed);
    const [store] = await Promise.all([
      StoreProcess.start(scratch(), ...storeMutant),
      createFeedTopics(brokers, prefix, { feed, partitions: 2 }),
    ]);
    return new Arena(brokers, { store, feed, prefix });
  }

  /** Starts another member of the group. */
  ingester(options: Partial<IngesterOptions> = {}): IngesterProcess {
    const { brokers, topicPrefix } = this;
    const ingester = new IngesterProcess({ brokers, topicPrefix, storeUrl: this.store.url, ...options });
    this.#running.push(ingester);
    return ingester;
  }

  /** Sends the next part of the feed, as a share of the whole; all that is left where none is said. */
  async send(share = 1, messagesPerSecond = 400): Promise<void> {
    const end = Math.min(this.#feed.length, Math.ceil(this.#sent + share * this.#feed.length));
    const part = this.#feed.slice(this.#sent, end);
    this.#sent = Math.max(end, this.#sent);
    await send(this.brokers, part, messagesPerSecond);
  }

  /** Sends for as long as something lasts; after the feed's end it comes again from the beginning. */
  async sendDuring(work: Promise<void>, messagesPerSecond = 150): Promise<void> {
    const state = { lasts: true };
    const ended = work.finally(() => {
      state.lasts = false;
    });
    // Whoever awaits `ended` below hears of its failure; until then it must not end the process.
    ended.catch(() => undefined);
    while (state.lasts) {
      const size = Math.ceil(messagesPerSecond / 2);
      const part = Array.from({ length: size }, (_, i) => this.#feed[(this.#sent + i) % this.#feed.length]);
      this.#sent += size;
      await send(
        this.brokers,
        part.filter((one) => one !== undefined),
        messagesPerSecond,
      );
    }
    await ended;
  }

  /** Waits until a group has committed all that was sent. */
  async settled(group = 'gigacity'): Promise<void> {
    // The dead letters' own topic is nobody's feed.
    const feeds = [...new Set(this.#feed.map(({ topic }) => topic))];
    const watch = (): void => {
      if (this.#running.every((ingester) => ingester.hasEnded)) throw new Error('no ingester is left');
    };
    try {
      await allCommitted(this.brokers, feeds, { group, seconds: 180, watch });
    } catch (error) {
      throw new Error(this.#running.map(({ lastWords }, i) => `ingester ${String(i)}: ${lastWords}`).join('\n'), {
        cause: error,
      });
    }
  }

  /** How far the store is from what was sent; empty where it holds exactly that. */
  async verdict(): Promise<readonly string[]> {
    const reader = await LogReader.connect(this.brokers, 'oracle');
    try {
      const records = await reader.records([...new Set(this.#feed.map(({ topic }) => topic))]);
      const letters = await reader.records([`${this.topicPrefix}.dead-letters`]);
      const expected = expectedFrom(records, this.#feed);
      const told = new Set(letters.map(({ key }) => String(key)));
      const silent = expected.deadLetters.filter((place) => !told.has(place)).length;
      const apart = difference(expected, await holdingsOf(this.store.url));
      return [
        ...(records.length === this.#sent ? [] : [`${String(records.length)} of ${String(this.#sent)} in the log`]),
        ...apart,
        // Wrong facts give wrong figures; right ones might still be read wrongly.
        ...(apart.length > 0 ? [] : await figuresApart(this.store.url, expected, LAST_DAY)),
        ...(silent === 0 ? [] : [`${String(silent)} dead letters are missing in their topic`]),
      ];
    } finally {
      await reader.close();
    }
  }

  /** The verdict once another group has read the whole log again. */
  async verdictAfterReplay(): Promise<readonly string[]> {
    this.ingester({ group: 'again' });
    await this.settled('again');
    return this.verdict();
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map((ingester) => ingester.end('SIGKILL')));
    await this.store.kill();
  }
}

interface Parts {
  readonly store: StoreProcess;
  readonly feed: readonly Sent[];
  readonly prefix: string;
}
