import { DeadLetterTopicRefused } from '../../ingest/kafka-dead-letters.ts';
import type { KafkaSettings } from '../../ingest/kafka.ts';
import { TopicRefused } from '../../ingest/kafka-topics.ts';
import { KafkaNotInstalled, KafkaSettingRefused, KafkaUnreachable } from '../../ingest/kafka.ts';
import type { Settings } from './config.ts';
import { EXIT, Failure, wrong } from '../terminal/failure.ts';
import type { Text } from '../terminal/language.ts';

/** What "once in effect" rests upon, or what is set by another name. */
const OWN = [
  'auto.offset.reset',
  'bootstrap.servers',
  'enable.auto.commit',
  'enable.auto.offset.store',
  'enable.idempotence',
  'enable.partition.eof',
  'group.id',
  'group.protocol',
  'isolation.level',
  'metadata.broker.list',
  'partition.assignment.strategy',
];

/** How to reach Kafka; throws a Failure where no brokers are set, or what is not to be set is. */
export function kafkaSettings({ values, kafka }: Settings): KafkaSettings & { readonly group: string } {
  const { brokers, topic_prefix: topicPrefix = 'gigacity', group = 'gigacity' } = values;
  if (brokers === undefined)
    throw wrong(
      { zh: '没有设置 Kafka 服务器', en: 'no Kafka brokers are set' },
      { zh: '设置 GIGACITY_BROKERS=host:port，或用 --brokers', en: 'set GIGACITY_BROKERS=host:port, or use --brokers' },
    );
  const own = OWN.filter((name) => name in kafka);
  if (own.length > 0)
    throw wrong(
      { zh: `gigacity 自行设置 ${own.join('、')}`, en: `gigacity itself sets ${own.join(', ')}` },
      {
        zh: '去掉 GIGACITY_KAFKA_… 或 gigacity.yaml 中的这些设置：不重不漏靠它们；地址与消费组用 GIGACITY_BROKERS 与 GIGACITY_GROUP',
        en: 'leave them out of GIGACITY_KAFKA_… and gigacity.yaml: once in effect rests upon them; brokers and group are GIGACITY_BROKERS and GIGACITY_GROUP',
      },
    );
  return { brokers, topicPrefix, group, extra: kafka };
}

/** Runs what needs Kafka; what a person can mend is told as a Failure. */
export async function withKafka<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (error instanceof KafkaNotInstalled)
    return new Failure(
      EXIT.failed,
      {
        zh: 'Kafka 需要可选包 node-rdkafka，它没有装上',
        en: 'Kafka needs the optional package node-rdkafka, which is not installed',
      },
      {
        mend: {
          zh: '先装 g++ make python3 libssl-dev zlib1g-dev libzstd-dev，再运行 npm install --include=optional；已装而不能用时运行 npm rebuild node-rdkafka',
          en: 'install g++ make python3 libssl-dev zlib1g-dev libzstd-dev, then run npm install --include=optional; where it is there but does not load, npm rebuild node-rdkafka',
        },
        cause: error,
      },
    );
  if (error instanceof KafkaUnreachable)
    return new Failure(
      EXIT.down,
      { zh: `连不上 Kafka：${error.message}`, en: `cannot reach Kafka: ${error.message}` },
      {
        mend: {
          zh: '启动它，或更正 GIGACITY_BROKERS 与 GIGACITY_KAFKA_… 设置',
          en: 'start it, or mend GIGACITY_BROKERS and the GIGACITY_KAFKA_… settings',
        },
        cause: error,
      },
    );
  if (error instanceof KafkaSettingRefused)
    return new Failure(
      EXIT.wrong,
      { zh: `Kafka 客户端不认这项设置：${error.message}`, en: `the Kafka client refuses a setting: ${error.message}` },
      {
        mend: {
          zh: '更正 GIGACITY_KAFKA_… 或 gigacity.yaml 中的 kafka：，名称见 librdkafka 的 CONFIGURATION.md',
          en: 'mend GIGACITY_KAFKA_… or kafka: in gigacity.yaml; librdkafka’s CONFIGURATION.md has their names',
        },
        cause: error,
      },
    );
  if (error instanceof TopicRefused)
    return new Failure(
      EXIT.failed,
      { zh: `没有建成主题：${error.message}`, en: error.message },
      {
        mend: {
          zh: '检查 --replicas 与服务器数目，以及建立主题的权限（CREATE on CLUSTER）',
          en: 'look at --replicas and the number of brokers, and at the right to make topics (Create on the cluster)',
        },
        cause: error,
      },
    );
  if (error instanceof DeadLetterTopicRefused)
    return new Failure(EXIT.failed, refusedTopic(error), {
      mend: { zh: '运行 gigacity topics create', en: 'run gigacity topics create' },
      cause: error,
    });
  return error;
}

export function refusedTopic({ topic, reason }: DeadLetterTopicRefused): Text {
  return {
    zh: `死信写不进主题 ${topic}：${reason}`,
    en: `dead letters cannot be appended to ${topic}: ${reason}`,
  };
}
