import type { IAdminClient, LibrdKafkaError, NewTopic } from 'node-rdkafka';
import type { KafkaSettings } from './kafka.ts';
import { clientConfig, loadKafka } from './kafka.ts';
import { KafkaProducer } from './kafka-producer.ts';

export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
}

/** The brokers would not make a topic. */
export class TopicRefused extends Error {
  readonly code = 'topic_refused';

  constructor(topic: string, cause: unknown) {
    super(`${topic} was not made: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const ALREADY_EXISTS = 36;
const TIMEOUT_MS = 15_000;

/** What the brokers have, each topic with the number of its partitions. Throws `KafkaUnreachable`. */
export async function topicsThere(settings: KafkaSettings): Promise<ReadonlyMap<string, number>> {
  const producer = await KafkaProducer.connect(settings);
  try {
    return await producer.topics();
  } finally {
    await producer.close();
  }
}

/**
 * Creates the topics that are not there yet and tells which those were; LogAppendTime makes the broker stamp receipts.
 * Throws `TopicRefused`.
 */
export async function createTopics(settings: KafkaSettings, plans: readonly TopicPlan[]): Promise<readonly string[]> {
  // The admin client only ever times out; another one says whether the brokers take us in, and why not.
  await (await KafkaProducer.connect(settings)).close();
  const admin = loadKafka().AdminClient.create(clientConfig(settings));
  try {
    const created: string[] = [];
    for (const plan of plans) if (await create(admin, toNewTopic(plan))) created.push(plan.name);
    return created;
  } finally {
    admin.disconnect();
  }
}

async function create(admin: IAdminClient, topic: NewTopic): Promise<boolean> {
  return new Promise((resolve, reject) => {
    admin.createTopic(topic, TIMEOUT_MS, (error: LibrdKafkaError | undefined) => {
      if (!(error instanceof Error) && error?.code === undefined) resolve(true);
      else if (error.code === ALREADY_EXISTS) resolve(false);
      else reject(new TopicRefused(topic.topic, error));
    });
  });
}

function toNewTopic({ name, partitions, replicas, retentionMs, maxMessageBytes }: TopicPlan): NewTopic {
  return {
    topic: name,
    num_partitions: partitions,
    replication_factor: replicas,
    config: {
      'message.timestamp.type': 'LogAppendTime',
      'cleanup.policy': 'delete',
      'retention.ms': String(retentionMs),
      'max.message.bytes': String(maxMessageBytes),
    },
  };
}
