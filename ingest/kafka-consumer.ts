import type { ConsumerGlobalConfig, KafkaConsumer, LibrdKafkaError, TopicPartition } from 'node-rdkafka';
import type { KafkaSettings } from './kafka.ts';
import { clientConfig, connected, KafkaUnreachable, loadKafka } from './kafka.ts';
import type { GroupEvents, LogRecord, Partition, Position, RecordLog } from './record-log.ts';
import { feedPattern } from './topics.ts';
import { within } from './within.ts';

const ASSIGN = -175;
const NO_OFFSET = -168;
const RECORDS_AT_A_TIME = 500;
const COMMIT_MS = 5_000;
const DISCONNECT_MS = 5_000;

/** One member of the consumer group over every feed's topic. */
export class KafkaRecordLog implements RecordLog {
  readonly #consumer: KafkaConsumer;
  readonly #events: GroupEvents;
  /** Partitions that the group has given us since the last poll, maybe none; it waits until they are taken. */
  #given: readonly Partition[] | undefined;
  #closing = false;

  private constructor(consumer: KafkaConsumer, events: GroupEvents) {
    this.#consumer = consumer;
    this.#events = events;
    consumer.on('rebalance', (error, partitions) => void this.#rebalance(error, partitions));
    consumer.on('event.error', (error) => {
      events.warning(error.message);
    });
    consumer.on('event.stats', ({ message }: { message: string }) => {
      reportLag(message, events);
    });
  }

  /** Throws `KafkaUnreachable` when no broker answers. */
  static async join(settings: KafkaSettings & { group: string }, events: GroupEvents): Promise<KafkaRecordLog> {
    const consumer = new (loadKafka().KafkaConsumer)(consumerConfig(settings), { 'auto.offset.reset': 'earliest' });
    // The timeout is how long a poll waits for the first record.
    consumer.setDefaultConsumeTimeout(100);
    const log = new KafkaRecordLog(consumer, events);
    await connected(consumer, settings);
    // As text: the client writes every expression that it is handed to stderr.
    consumer.subscribe([feedPattern(settings.topicPrefix).source]);
    return log;
  }

  async poll(): Promise<readonly LogRecord[]> {
    this.#assign();
    return new Promise((resolve) => {
      this.#consumer.consume(RECORDS_AT_A_TIME, (error: LibrdKafkaError | null, messages) => {
        if (error === null) {
          resolve(messages as unknown as readonly LogRecord[]);
        } else {
          // Brokers come and go; librdkafka goes on trying, and so does the caller.
          this.#events.warning(error.message);
          setTimeout(resolve, 100, []);
        }
      });
    });
  }

  pause(partition: Partition): void {
    this.#consumer.pause([{ topic: partition.topic, partition: partition.partition }]);
  }

  resume(partition: Partition): void {
    this.#consumer.resume([{ topic: partition.topic, partition: partition.partition }]);
  }

  async commit(positions: readonly Position[]): Promise<void> {
    const key = positionsText(positions);
    return new Promise((resolve, reject) => {
      const done = (error: unknown): void => {
        clearTimeout(timer);
        this.#consumer.removeListener('offset.commit', heard);
        if (error instanceof Error) reject(error);
        else resolve();
      };
      const heard = (error: LibrdKafkaError | null, committed: readonly Position[]): void => {
        if (positionsText(committed) === key) done(error?.code === NO_OFFSET ? null : error);
      };
      const timer = setTimeout(done, COMMIT_MS, new KafkaUnreachable('the commit was not answered'));
      this.#consumer.on('offset.commit', heard);
      try {
        this.#consumer.commit([...positions]);
      } catch (error) {
        done(error);
      }
    });
  }

  /** Leaves the group, so that others take over at once; gives up after a few seconds, as the group then will too. */
  async leave(): Promise<void> {
    this.#closing = true;
    this.#assign();
    const left = new Promise<void>((resolve) => {
      this.#consumer.disconnect(() => {
        resolve();
      });
    });
    await within(DISCONNECT_MS, left);
  }

  async #rebalance(error: LibrdKafkaError, partitions: readonly TopicPartition[]): Promise<void> {
    const ours = partitions.map(({ topic, partition }) => ({ topic, partition }));
    if (error.code === ASSIGN) {
      this.#given = [...(this.#given ?? []), ...ours];
      if (this.#closing) this.#assign();
      return;
    }
    this.#assign();
    if (!this.#closing) await this.#events.revoked(ours);
    this.#tell(() => {
      // Always, or the group waits for this member and its disconnection hangs.
      this.#consumer.incrementalUnassign(ours);
    });
  }

  /**
   * Takes what the group has given us. It waits for a poll: what was fetched before may hold later records of a
   * partition that was lost and has come back, and would be stored, and committed, before those that precede them.
   */
  #assign(): void {
    const given = this.#given;
    if (given === undefined) return;
    this.#given = undefined;
    this.#tell(() => {
      this.#consumer.incrementalAssign([...given]);
      if (!this.#closing) this.#events.assigned(given);
    });
  }

  /** The group may have decided otherwise by now, of which we shall hear. */
  #tell(decision: () => void): void {
    try {
      decision();
    } catch (error) {
      if (!this.#closing) this.#events.warning(error instanceof Error ? error.message : String(error));
    }
  }
}

/** librdkafka answers in an order of its own. */
function positionsText(positions: readonly Position[]): string {
  return positions
    .map(({ topic, partition, offset }) => `${topic}/${String(partition)}@${String(offset)}`)
    .sort()
    .join(' ');
}

function consumerConfig(settings: KafkaSettings & { group: string }): ConsumerGlobalConfig {
  return {
    'group.id': settings.group,
    'enable.auto.commit': false,
    'enable.auto.offset.store': false,
    'partition.assignment.strategy': 'cooperative-sticky',
    'isolation.level': 'read_committed',
    // Without it a poll waits out its timeout for every record that is not yet there: 8 s stalls at 25 records/s.
    'enable.partition.eof': true,
    // The default of a second starves a bounded queue: 24,000 records/s instead of 99,000 (librdkafka#2879).
    'fetch.queue.backoff.ms': 10,
    'fetch.wait.max.ms': 50,
    'queued.min.messages': 20_000,
    'queued.max.messages.kbytes': 16_384,
    'session.timeout.ms': 30_000,
    'max.poll.interval.ms': 300_000,
    'statistics.interval.ms': 15_000,
    'topic.metadata.refresh.interval.ms': 10_000,
    // Handled by the event of the same name: these only ask for it.
    rebalance_cb: () => undefined,
    offset_commit_cb: true,
    ...clientConfig(settings),
  };
}

interface Statistics {
  readonly topics?: Readonly<
    Record<string, { readonly partitions?: Readonly<Record<string, { readonly consumer_lag?: number }>> }>
  >;
}

function reportLag(json: string, events: GroupEvents): void {
  const { topics = {} } = JSON.parse(json) as Statistics;
  for (const [topic, { partitions = {} }] of Object.entries(topics)) {
    for (const [partition, { consumer_lag: lag = -1 }] of Object.entries(partitions)) {
      if (lag >= 0) events.lag({ topic, partition: Number(partition) }, lag);
    }
  }
}
