import { expect, test } from 'vitest';
import { KafkaRecordLog } from '../../ingest/kafka-consumer.ts';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import type { Partition } from '../../ingest/record-log.ts';
import { describeWithKafka } from '../support/with-kafka.ts';
import { makeTopics } from '../support/topics.ts';
import { until } from '../support/until.ts';

describeWithKafka('offsets of several partitions', (kafka) => {
  test('are committed in whatever order the group handed the partitions out', async () => {
    const settings = { brokers: kafka().brokers, topicPrefix: 'order', extra: {}, group: 'order' };
    const topics = ['order.sites-5g.mobile', 'order.sites-5g.telecom'];
    await makeTopics(settings, topics, { partitions: 2 });
    const producer = await KafkaProducer.connect(settings);
    for (const topic of topics)
      for (const partition of [0, 1]) await producer.append({ topic, partition, key: null, value: Buffer.from('x') });
    await producer.close();

    const ours: Partition[] = [];
    const log = await KafkaRecordLog.join(settings, {
      assigned: (partitions) => void ours.push(...partitions),
      revoked: () => Promise.resolve(),
      lag: () => undefined,
      warning: () => undefined,
    });
    let read = 0;
    await until('four partitions and their records', async () => {
      read += (await log.poll()).length;
      return ours.length === 4 && read === 4;
    });
    // A commit is answered when somebody polls.
    const polling = setInterval(() => void log.poll(), 50);
    try {
      const positions = ours.map((at) => ({ ...at, offset: 1 })).sort((a, b) => (nameOf(a) < nameOf(b) ? 1 : -1));
      await expect(log.commit(positions)).resolves.toBeUndefined();
    } finally {
      clearInterval(polling);
      await log.leave();
    }
  }, 60_000);
});

function nameOf({ topic, partition }: Partition): string {
  return `${topic}/${String(partition)}`;
}
