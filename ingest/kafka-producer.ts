import type { HighLevelProducer, LibrdKafkaError, MessageHeader } from 'node-rdkafka';
import type { KafkaSettings } from './kafka.ts';
import { clientConfig, connected, KafkaUnreachable, loadKafka } from './kafka.ts';

/** A message to be appended to a topic. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string | null;
  readonly value: Uint8Array | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it must not be left to the key. */
  readonly partition?: number;
}

/** Where a message was appended. */
export interface Appended {
  readonly offset: number;
}

const QUEUE_FULL = -184;
const FATAL = -150;
const METADATA_MS = 10_000;
const CLOSE_MS = 5_000;

/** Appends messages in order and once each, as far as Kafka can promise it; a promise per message says when it is safe. */
export class KafkaProducer {
  readonly #producer: HighLevelProducer;
  #isSpent = false;

  private constructor(producer: HighLevelProducer) {
    this.#producer = producer;
    // An error that no one listens to would end the process; each message's own promise tells of its failure.
    producer.on('event.error', (error) => {
      this.#note(error);
    });
  }

  /** After a fatal error of the client, which then takes nothing more however long one waits. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  #note(error: unknown): void {
    if (codeOf(error) === FATAL) this.#isSpent = true;
  }

  /** Throws `KafkaUnreachable` when no broker answers. */
  static async connect(settings: KafkaSettings): Promise<KafkaProducer> {
    const producer = new (loadKafka().HighLevelProducer)(
      {
        'enable.idempotence': true,
        'linger.ms': 5,
        'message.max.bytes': 20_000_000,
        'queue.buffering.max.messages': 100_000,
        'queue.buffering.max.kbytes': 65_536,
        ...clientConfig(settings),
      },
      // Brokers that are away come back; the caller decides when waiting has no more sense.
      { 'message.timeout.ms': 0 },
    );
    const made = new KafkaProducer(producer);
    await connected(producer, settings);
    producer.setPollInterval(10);
    return made;
  }

  /** Resolves when the brokers have it; waits where the queue is full. */
  async append(message: OutgoingMessage): Promise<Appended> {
    for (;;) {
      try {
        return await this.#produce(message);
      } catch (error) {
        this.#note(error);
        if (codeOf(error) !== QUEUE_FULL) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }

  /** Topics that are there, as far as this client may see them, with the number of their partitions. */
  async topics(): Promise<ReadonlyMap<string, number>> {
    return new Promise((resolve, reject) => {
      this.#producer.getMetadata(
        { allTopics: true, timeout: METADATA_MS },
        (error: LibrdKafkaError | null, metadata) => {
          if (error instanceof Error)
            reject(new KafkaUnreachable(`the brokers do not tell their topics: ${error.message}`));
          else resolve(new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length])));
        },
      );
    });
  }

  /** Waits for what is under way, and leaves. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#producer.flush(CLOSE_MS, () => {
        this.#producer.disconnect(() => {
          resolve();
        });
      });
    });
  }

  async #produce({ topic, key, value, headers = {}, partition }: OutgoingMessage): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#producer.produce(
        topic,
        partition ?? null,
        value === null ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength),
        key,
        null,
        Object.entries(headers).map(([name, text]): MessageHeader => ({ [name]: text })),
        (error: unknown, offset?: number | null) => {
          if (error instanceof Error) reject(error);
          else resolve({ offset: offset ?? -1 });
        },
      );
    });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
