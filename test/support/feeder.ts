import { corrupt, FAULT_NAMES } from '../../ingest/simulation/faults.ts';
import { SHANGHAI_2025 } from '../../ingest/simulation/demo.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';
import type { TopicPlan } from '../../ingest/kafka-topics.ts';
import { KafkaUnreachable } from '../../ingest/kafka.ts';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import { deadLettersTopic, topicOf } from '../../ingest/topics.ts';
import { makeTopics } from './topics.ts';

/** One message that was sent, and which of its lines must be refused. */
export interface Sent {
  readonly topic: string;
  readonly value: string;
  readonly poison: readonly boolean[];
}

/** Of the feeds. */
export const LAST_DAY = '2025-03-31';

/** Three months of a city's feeds: corrections, duplicates, late reports; and every thirtieth line with a fault. */
export function feedOf(topicPrefix: string, scale = 0.0005): readonly Sent[] {
  const options = { ...SHANGHAI_2025.options, from: '2025-01-01', to: LAST_DAY, scale };
  return [...simulate(options)]
    .filter(({ fault }) => fault === undefined)
    .map(({ stream, carrier, line }, i) => {
      const fault = FAULTS[(i / 30) % FAULTS.length];
      const bad = fault === undefined ? undefined : corrupt(line, fault);
      const topic = topicOf(topicPrefix, { stream, carrier });
      return { topic, value: bad ?? line, poison: [bad !== undefined] };
    });
}

/** Whether a date lies in the future depends on the day of the test. */
const FAULTS = FAULT_NAMES.filter((name) => name !== 'future_date');

/** The same messages in another order, every seventh twice, neighbours of a topic joined into one message. */
export function disturbed(sent: readonly Sent[], seed: number): readonly Sent[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const shuffled = [...sent, ...sent.filter((_, i) => i % 7 === 0)]
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
  const joined: Sent[] = [];
  for (const one of shuffled) {
    const last = joined.findLast(({ topic }) => topic === one.topic);
    if (last === undefined || last.poison.length > 3 || random() < 0.8) joined.push(one);
    else
      joined[joined.lastIndexOf(last)] = {
        topic: last.topic,
        value: `${last.value}\n${one.value}`,
        poison: [...last.poison, ...one.poison],
      };
  }
  return joined;
}

export async function createFeedTopics(
  brokers: string,
  topicPrefix: string,
  { feed, partitions, config = {} }: { feed: readonly Sent[]; partitions: number; config?: Partial<TopicPlan> },
): Promise<void> {
  const names = new Set([...feed.map(({ topic }) => topic), deadLettersTopic(topicPrefix)]);
  await makeTopics({ brokers }, [...names], { partitions, maxMessageBytes: 20_000_000, ...config });
}

/** A nemesis may keep all brokers down for longer than one attempt lasts. */
async function producerTo(brokers: string, attempts = 6): Promise<KafkaProducer> {
  try {
    return await KafkaProducer.connect({ brokers, topicPrefix: '', extra: {} });
  } catch (error) {
    if (attempts <= 1 || !(error instanceof KafkaUnreachable)) throw error;
    return producerTo(brokers, attempts - 1);
  }
}

/** Sends at a steady rate; resolves when the brokers have all of it. */
export async function send(brokers: string, sent: readonly Sent[], messagesPerSecond: number): Promise<void> {
  const producer = await producerTo(brokers);
  const start = Date.now();
  const under: Promise<unknown>[] = [];
  for (const [i, { topic, value }] of sent.entries()) {
    const ahead = (i / messagesPerSecond) * 1000 - (Date.now() - start);
    if (ahead > 20) await new Promise((resolve) => setTimeout(resolve, ahead));
    under.push(producer.append({ topic, key: String(i), value: Buffer.from(value) }));
  }
  await Promise.all(under);
  await producer.close();
}
