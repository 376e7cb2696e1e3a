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

/** What the names of topics come to. */
export interface TopicSurvey {
  readonly feeds: readonly string[];
  /** Feeds of streams that do not exist: each of their lines becomes a dead letter. */
  readonly unknown: readonly string[];
  /** Under the prefix, with names that no feed has: nobody reads them. */
  readonly unread: readonly string[];
  readonly hasDeadLetters: boolean;
}

/** Looks through the names of topics for what a carrier or an operator may have misspelt. */
export function surveyTopics(
  names: Iterable<string>,
  { prefix, streams }: { readonly prefix: string; readonly streams: readonly string[] },
): TopicSurvey {
  const own = [...names].filter((name) => name.startsWith(`${prefix}.`)).sort();
  const streamOf = (name: string): string | undefined => fromTopic(prefix, name)?.stream;
  const feeds = own.filter((name) => streamOf(name) !== undefined);
  return {
    feeds,
    unknown: feeds.filter((name) => !streams.includes(streamOf(name) ?? '')),
    unread: own.filter((name) => !feeds.includes(name) && name !== deadLettersTopic(prefix)),
    hasDeadLetters: own.includes(deadLettersTopic(prefix)),
  };
}

/** Undefined where the name is not that of a feed. */
export function fromTopic(prefix: string, topic: string): FeedTopic | undefined {
  if (!feedPattern(prefix).test(topic)) return undefined;
  const [stream = '', carrier = ''] = topic.slice(prefix.length + 1).split('.');
  return { stream, carrier };
}
