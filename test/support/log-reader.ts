import type { Assignment, KafkaConsumer, LibrdKafkaError, TopicPartition, TopicPartitionOffset } from 'node-rdkafka';
import { loadKafka } from '../../ingest/kafka.ts';
import type { LogRecord } from '../../ingest/record-log.ts';
import { partitionName } from '../../ingest/record-log.ts';
import { until } from './until.ts';

export interface KeyedRecord extends LogRecord {
  readonly key: Uint8Array | null;
}

/** Reads topics from their beginning, apart from the program's own consumer. */
export class LogReader {
  readonly #consumer: KafkaConsumer;

  private constructor(consumer: KafkaConsumer) {
    this.#consumer = consumer;
  }

  static async connect(brokers: string, group = 'gigacity'): Promise<LogReader> {
    const consumer = new (loadKafka().KafkaConsumer)(
      { 'metadata.broker.list': brokers, 'group.id': group, 'enable.auto.commit': false },
      { 'auto.offset.reset': 'earliest' },
    );
    await new Promise<void>((resolve, reject) => {
      consumer.connect({ timeout: 10_000 }, (error: LibrdKafkaError | null) => {
        if (error instanceof Error) reject(error);
        else resolve();
      });
    });
    consumer.setDefaultConsumeTimeout(200);
    return new LogReader(consumer);
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#consumer.disconnect(resolve));
  }

  /** Every partition of the topics, with the offset after its last record. */
  async ends(topics: readonly string[]): Promise<readonly TopicPartitionOffset[]> {
    const partitions = await this.#partitions(topics);
    return Promise.all(
      partitions.map(async ({ topic, partition }) => ({
        topic,
        partition,
        offset: await new Promise<number>((resolve, reject) => {
          this.#consumer.queryWatermarkOffsets(topic, partition, 10_000, (error: LibrdKafkaError | null, marks) => {
            if (error instanceof Error) reject(error);
            else resolve(marks.highOffset);
          });
        }),
      })),
    );
  }

  /** How many records the group has not yet committed. */
  async uncommitted(topics: readonly string[]): Promise<number> {
    return [...(await this.backlog(topics)).values()].reduce((sum, left) => sum + left, 0);
  }

  /** The same by partition, of those that have any. */
  async backlog(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const ends = await this.ends(topics);
    const committed = await new Promise<readonly TopicPartitionOffset[]>((resolve, reject) => {
      const partitions = ends.map(({ topic, partition }) => ({ topic, partition }));
      this.#consumer.committed(partitions, 10_000, (error: LibrdKafkaError | null, offsets) => {
        if (error instanceof Error) reject(error);
        else resolve(offsets);
      });
    });
    return new Map(
      ends.flatMap((end): [string, number][] => {
        const done = committed.find((one) => one.topic === end.topic && one.partition === end.partition) as
          { offset?: number } | undefined;
        const left = end.offset - Math.max(0, done?.offset ?? 0);
        return left === 0 ? [] : [[partitionName(end), left]];
      }),
    );
  }

  /** All that the topics hold now. */
  async records(topics: readonly string[]): Promise<readonly KeyedRecord[]> {
    const ends = await this.ends(topics);
    let missing = ends.reduce((sum, { offset }) => sum + offset, 0);
    const from: Assignment[] = ends.map(({ topic, partition }) => ({ topic, partition, offset: 0 }));
    this.#consumer.assign(from);
    const records: KeyedRecord[] = [];
    for (let idle = 0; missing > 0 && idle < 100; idle += 1) {
      const more = await new Promise<readonly KeyedRecord[]>((resolve, reject) => {
        this.#consumer.consume(1_000, (error: LibrdKafkaError | null, messages) => {
          if (error instanceof Error) reject(error);
          else resolve(messages as unknown as readonly KeyedRecord[]);
        });
      });
      if (more.length > 0) idle = 0;
      records.push(...more);
      missing -= more.length;
    }
    this.#consumer.unassign();
    return records;
  }

  async #partitions(topics: readonly string[]): Promise<readonly TopicPartition[]> {
    return new Promise((resolve, reject) => {
      this.#consumer.getMetadata({ allTopics: true, timeout: 10_000 }, (error: LibrdKafkaError | null, metadata) => {
        if (error instanceof Error) reject(error);
        else
          resolve(
            metadata.topics
              .filter(({ name }) => topics.includes(name))
              .flatMap(({ name, partitions }) => partitions.map(({ id }) => ({ topic: name, partition: id }))),
          );
      });
    });
  }
}

/** What brokers say of a group that is only being set up: its coordinator is loading, absent or about to move. */
const GATHERING: ReadonlySet<unknown> = new Set([14, 15, 16]);

function whileGathering(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && GATHERING.has(error.code)) return undefined;
  throw error;
}

/** Resolves once the group has committed all that the topics hold; fails at once where `watch` throws. */
export async function allCommitted(
  brokers: string,
  topics: readonly string[],
  {
    group,
    seconds = 60,
    watch = () => undefined,
  }: { readonly group?: string; readonly seconds?: number; readonly watch?: () => void } = {},
): Promise<void> {
  const reader = await LogReader.connect(brokers, group);
  let backlog: ReadonlyMap<string, number> | undefined;
  const isThrough = async (): Promise<boolean> => {
    watch();
    backlog = await reader.backlog(topics).catch(whileGathering);
    return backlog?.size === 0;
  };
  try {
    await until('all to be committed', isThrough, { seconds, everyMs: 300 });
  } catch (error) {
    const left = backlog === undefined ? 'the group does not answer' : JSON.stringify([...backlog]);
    throw new Error(`of the group ${group ?? 'gigacity'} is left: ${left}`, { cause: error });
  } finally {
    await reader.close();
  }
}
