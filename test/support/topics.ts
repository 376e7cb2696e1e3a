import type { TopicPlan } from '../../ingest/kafka-topics.ts';
import { createTopics } from '../../ingest/kafka-topics.ts';

/** Makes those topics that are not there yet, and tells which those were. */
export function makeTopics(
  { brokers, extra = {} }: { readonly brokers: string; readonly extra?: Readonly<Record<string, string>> },
  names: readonly string[],
  own: Partial<Omit<TopicPlan, 'name'>> = {},
): Promise<readonly string[]> {
  const shape = { partitions: 1, replicas: 1, retentionMs: 3_600_000, maxMessageBytes: 1_000_000, ...own };
  return createTopics(
    { brokers, topicPrefix: '', extra },
    names.map((name) => ({ ...shape, name })),
  );
}
