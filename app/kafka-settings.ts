import { DeadLetterTopicRefused } from '../ingest/kafka-dead-letters.ts';
import type { KafkaSettings } from '../ingest/kafka.ts';
import { KafkaNotInstalled, KafkaUnreachable } from '../ingest/kafka.ts';
import type { Settings } from './config.ts';
import { EXIT, Failure, wrong } from './failure.ts';

/** How to reach Kafka; throws a Failure where no brokers are set. */
export function kafkaSettings({ values, kafka }: Settings): KafkaSettings & { readonly group: string } {
  const { brokers, topic_prefix: topicPrefix = 'gigacity', group = 'gigacity' } = values;
  if (brokers === undefined)
    throw wrong(
      { zh: '没有设置 Kafka 服务器', en: 'no Kafka brokers are set' },
      { zh: '设置 GIGACITY_BROKERS=host:port，或用 --brokers', en: 'set GIGACITY_BROKERS=host:port, or use --brokers' },
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
  if (error instanceof DeadLetterTopicRefused)
    return new Failure(
      EXIT.failed,
      { zh: error.message, en: error.message },
      { mend: { zh: '运行 gigacity topics create', en: 'run gigacity topics create' }, cause: error },
    );
  return error;
}
