import { Problem } from '../api/problems.ts';
import type { Appended, OutgoingMessage } from '../ingest/kafka-producer.ts';
import { KafkaProducer } from '../ingest/kafka-producer.ts';
import type { KafkaSettings } from '../ingest/kafka.ts';

/** Connects when there is something to append, so that a server runs while its brokers are away. */
export class LazyProducer implements Pick<KafkaProducer, 'append'> {
  readonly #settings: KafkaSettings;
  #connected: Promise<KafkaProducer> | undefined;

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
  }

  async append(message: OutgoingMessage): Promise<Appended> {
    return (await this.#connect()).append(message);
  }

  async close(): Promise<void> {
    await this.#connected?.then((producer) => producer.close());
  }

  async #connect(): Promise<KafkaProducer> {
    this.#connected ??= KafkaProducer.connect(this.#settings);
    try {
      return await this.#connected;
    } catch (error) {
      this.#connected = undefined;
      throw error instanceof Error ? unreachable(error) : error;
    }
  }
}

function unreachable({ message }: Error): Problem {
  return new Problem(
    'bad_gateway',
    { zh: `连不上 Kafka：${message}`, en: `cannot reach Kafka: ${message}` },
    { hint: { zh: '稍后整份重发', en: 'send it whole again later' } },
  );
}
