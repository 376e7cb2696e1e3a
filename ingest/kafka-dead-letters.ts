import type { KafkaProducer, OutgoingMessage } from './kafka-producer.ts';
import type { DeadLetter } from './measurement.ts';
import type { DeadLetterWriter } from './pipeline.ts';
import { describeReason } from './rejection.ts';

const REASONS_TOLD = 20;

/** The topic is not there or not ours to write to: nothing that waiting would mend. */
export class DeadLetterTopicRefused extends Error {
  readonly code = 'dead_letter_topic_refused';
  readonly topic: string;
  readonly reason: string;

  constructor(topic: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`dead letters cannot be appended to ${topic}: ${reason}; "gigacity topics create" makes the topic`, {
      cause,
    });
    this.topic = topic;
    this.reason = reason;
  }
}

/**
 * Appends dead letters to their topic: the value is the refused line as it came, the headers say why and whence.
 * A letter that is written again has the same key.
 */
export function deadLetterTopic(producer: Pick<KafkaProducer, 'append'>, topic: string): DeadLetterWriter {
  return {
    async bury(deadLetters) {
      await Promise.all(deadLetters.map((deadLetter) => append(producer, toMessage(topic, deadLetter))));
    },
  };
}

/**
 * A line that is larger than the topic takes goes without its bytes, which the store keeps. Which refusal it was the
 * client does not tell (every broker's refusal has the code -1), so whatever was refused is tried without bytes.
 */
async function append(producer: Pick<KafkaProducer, 'append'>, message: OutgoingMessage): Promise<void> {
  try {
    await producer.append(message);
  } catch {
    const bare = { ...message, value: null, headers: { ...message.headers, 'raw-omitted': 'true' } };
    await producer.append(bare).catch((error: unknown) => {
      throw new DeadLetterTopicRefused(message.topic, error);
    });
  }
}

function toMessage(topic: string, { stream, carrier, origin, receivedAt, raw, reasons }: DeadLetter): OutgoingMessage {
  const { source, partition, offset, line } = origin;
  return {
    topic,
    key: [source, partition, offset, line].join('/'),
    value: raw,
    headers: {
      stream,
      carrier,
      source,
      partition: String(partition),
      offset: String(offset),
      line: String(line),
      received_at: new Date(receivedAt).toISOString(),
      codes: [...new Set(reasons.map(({ code }) => code))].join(','),
      reasons: JSON.stringify(reasons.slice(0, REASONS_TOLD).map(describeReason)),
      reason_count: String(reasons.length),
    },
  };
}
