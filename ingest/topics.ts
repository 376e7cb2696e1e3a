/** What a topic's name says: the stream, and the one carrier that may write to it. */
export interface FeedTopic {
  readonly stream: string;
  readonly carrier: string;
}

/** `PREFIX.STREAM.CARRIER`, e.g. `gigacity.pon-ports.telecom`. */
export function topicOf(prefix: string, { stream, carrier }: FeedTopic): string {
  return `${prefix}.${stream}.${carrier}`;
}

/** Two parts after no feed's pattern: the consumer never reads its own dead letters. */
export function deadLettersTopic(prefix: string): string {
  return `${prefix}.dead-letters`;
}

const PART = '[a-z0-9-]+';

/** Matches every feed's topic, so that new carriers and streams are found without a restart. */
export function feedPattern(prefix: string): RegExp {
  return new RegExp(`^${prefix.replace(/[.\\+*?^$()[\]{}|]/g, '\\$&')}\\.${PART}\\.${PART}$`);
}

/** Undefined where the name is not that of a feed. */
export function fromTopic(prefix: string, topic: string): FeedTopic | undefined {
  if (!feedPattern(prefix).test(topic)) return undefined;
  const [stream = '', carrier = ''] = topic.slice(prefix.length + 1).split('.');
  return { stream, carrier };
}
