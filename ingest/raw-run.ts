import type { RawMessage } from './measurement.ts';

/** What raw messages that follow one another have in common. */
type Feed = Pick<RawMessage, 'stream' | 'boundCarrier'> & Pick<RawMessage['origin'], 'source' | 'partition'>;

/** Raw messages that will most likely never be looked at again, set aside without an object for each. */
export class RawRun {
  readonly #values: Uint8Array;
  readonly #feeds: readonly Feed[];
  /** Of each message: where its value ends, its offset, its first line and its receipt. */
  readonly #numbers: Float64Array;

  constructor(messages: readonly RawMessage[]) {
    const values = messages.map(({ value }) => value ?? NOTHING);
    // A stretch of a file is one value, which nobody else keeps.
    this.#values = values.length === 1 ? (values[0] ?? NOTHING) : Buffer.concat(values);
    const numbers = new Float64Array(messages.length * NUMBERS);
    let at = 0;
    let end = 0;
    let feed: Feed | undefined;
    this.#feeds = messages.map((message) => {
      const { origin, receivedAt, value } = message;
      end += value?.length ?? 0;
      numbers[at] = end;
      numbers[at + 1] = origin.offset;
      numbers[at + 2] = origin.line;
      numbers[at + 3] = receivedAt;
      at += NUMBERS;
      return (feed = feed !== undefined && isOf(feed, message) ? feed : feedOf(message));
    });
    this.#numbers = numbers;
  }

  /** The messages as they were, but for tombstones, whose values are empty now. */
  *[Symbol.iterator](): Generator<RawMessage> {
    let start = 0;
    for (const [i, { source, partition, ...feed }] of this.#feeds.entries()) {
      const [end = 0, offset = 0, line = 0, receivedAt = 0] = this.#numbers.subarray(i * NUMBERS, (i + 1) * NUMBERS);
      const value = this.#values.subarray(start, end);
      yield { ...feed, origin: { source, partition, offset, line }, receivedAt, value };
      start = end;
    }
  }
}

const NUMBERS = 4;
const NOTHING = new Uint8Array();

function isOf(feed: Feed, { stream, boundCarrier, origin }: RawMessage): boolean {
  return (
    feed.stream === stream &&
    feed.boundCarrier === boundCarrier &&
    feed.source === origin.source &&
    feed.partition === origin.partition
  );
}

function feedOf({ stream, boundCarrier, origin: { source, partition } }: RawMessage): Feed {
  return { stream, source, partition, ...(boundCarrier === undefined ? {} : { boundCarrier }) };
}
