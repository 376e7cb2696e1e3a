import { audit } from '../../app/kafka/audit.ts';
import type { Audit } from '../../app/kafka/audit.ts';
import type { Entry } from '../../app/kafka/ledger.ts';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import type { IngesterOptions } from './ingester-process.ts';
import { IngesterProcess } from './ingester-process.ts';
import { LogReader } from './log-reader.ts';
import { StoreProcess } from './store-process.ts';
import { scratch } from './scratch.ts';
import { makeTopics } from './topics.ts';

const PARTITIONS = 8;
const POISON_EVERY = 997;
const UNDER_WAY = 20_000;

/** A long flow of small messages on one topic, a store of its own, and a proof that needs no list of what was sent. */
export class Flow {
  readonly store: StoreProcess;
  readonly #brokers: string;
  readonly #prefix: string;
  #sent = 0;

  private constructor(brokers: string, prefix: string, store: StoreProcess) {
    this.#brokers = brokers;
    this.#prefix = prefix;
    this.store = store;
  }

  static async open(brokers: string, prefix: string): Promise<Flow> {
    const topics = [`${prefix}.pon-ports.telecom`, `${prefix}.dead-letters`];
    await makeTopics({ brokers }, topics, { partitions: PARTITIONS, retentionMs: 36_000_000 });
    return new Flow(brokers, prefix, await StoreProcess.start(scratch()));
  }

  get topic(): string {
    return `${this.#prefix}.pon-ports.telecom`;
  }

  ingester(options: Partial<IngesterOptions> = {}): IngesterProcess {
    const [brokers, topicPrefix] = [this.#brokers, this.#prefix];
    return new IngesterProcess({ brokers, topicPrefix, storeUrl: this.store.url, ...options });
  }

  /** Sends the next messages, at a rate where one is given. */
  async send(count: number, messagesPerSecond?: number): Promise<void> {
    const producer = await KafkaProducer.connect({ brokers: this.#brokers, topicPrefix: '', extra: {} });
    const start = Date.now();
    let under: Promise<unknown>[] = [];
    for (let i = 0; i < count; i += 1) {
      const ahead = messagesPerSecond === undefined ? 0 : (i / messagesPerSecond) * 1_000 - (Date.now() - start);
      if (ahead > 20) await new Promise((resolve) => setTimeout(resolve, ahead));
      const { value } = entryOf(this.topic, this.#sent);
      under.push(
        producer.append({
          topic: this.topic,
          key: null,
          partition: this.#sent % PARTITIONS,
          value: Buffer.from(value),
        }),
      );
      this.#sent += 1;
      if (under.length >= UNDER_WAY) {
        await Promise.all(under);
        under = [];
      }
    }
    await Promise.all(under);
    await producer.close();
  }

  /** Records that the group has not committed yet. */
  async uncommitted(): Promise<number> {
    const reader = await LogReader.connect(this.#brokers, 'gigacity');
    try {
      return await reader.uncommitted([this.topic]);
    } finally {
      await reader.close();
    }
  }

  /** What the store holds, against all that was sent. */
  async audit(): Promise<Audit> {
    const store = await ClickHouseStore.open({ kind: 'server', url: this.store.url }, STREAMS);
    try {
      return await audit(store, () => this.#entries());
    } finally {
      await store.close();
    }
  }

  async close(): Promise<void> {
    await this.store.kill();
  }

  async *#entries(): AsyncGenerator<Entry> {
    for (let i = 0; i < this.#sent; i += 1) yield await Promise.resolve(entryOf(this.topic, i));
  }
}

/** The i-th message, always the same; every 997th is cut off. */
function entryOf(topic: string, i: number): Entry {
  const line = `{"id":"p-${String(i)}","carrier":"telecom","district":"310115","observed_at":"2025-03-31T23:59:59+08:00","revision":0,"olt":"SH-PD-OLT-${String(i >> 6)}","port":"0/${String(i & 63)}","technology":"xgs-pon","area":"urban","status":"in_service"}`;
  const isPoison = i % POISON_EVERY === POISON_EVERY - 1;
  return {
    topic,
    stream: 'pon-ports',
    carrier: 'telecom',
    fate: isPoison ? 'rejected' : 'admitted',
    value: isPoison ? line.slice(0, -20) : line,
  };
}
