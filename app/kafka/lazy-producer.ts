import { Problem } from '../../api/problems.ts';
import type { Appended, OutgoingMessage } from '../../ingest/kafka-producer.ts';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import type { KafkaSettings } from '../../ingest/kafka.ts';

type Producer = Pick<KafkaProducer, 'append' | 'close' | 'isSpent'>;

/**
 * Connects when there is something to append, so that a server runs while its brokers are away; anew where a fatal
 * error has spent the client.
 */
export class LazyProducer implements Pick<KafkaProducer, 'append'> {
  readonly #connectNow: () => Promise<Producer>;
  #connected: Promise<Producer> | undefined;
  #left: Promise<void> = Promise.resolve();

  constructor(settings: KafkaSettings, connect: (settings: KafkaSettings) => Promise<Producer> = producerOf) {
    this.#connectNow = () => connect(settings);
  }

  async append(message: OutgoingMessage): Promise<Appended> {
    return (await this.#connect()).append(message);
  }

  async close(): Promise<void> {
    await Promise.all([this.#left, this.#connected?.then((producer) => producer.close())]);
  }

  async #connect(): Promise<Producer> {
    const connecting = (this.#connected ??= this.#connectNow());
    try {
      const producer = await connecting;
      if (!producer.isSpent) return producer;
      // Of several who find it spent at once, the first takes its leave.
      if (this.#connected === connecting) this.#leave(producer);
    } catch (error) {
      if (this.#connected === connecting) this.#connected = undefined;
      throw error instanceof Error ? unreachable(error) : error;
    }
    return this.#connect();
  }

  #leave(producer: Producer): void {
    this.#connected = undefined;
    this.#left = Promise.all([this.#left, producer.close()]).then(() => undefined);
  }
}

function producerOf(settings: KafkaSettings): Promise<Producer> {
  return KafkaProducer.connect(settings);
}

function unreachable({ message }: Error): Problem {
  return new Problem(
    'bad_gateway',
    { zh: `连不上 Kafka：${message}`, en: `cannot reach Kafka: ${message}` },
    { hint: { zh: '稍后整份重发', en: 'send it whole again later' } },
  );
}
