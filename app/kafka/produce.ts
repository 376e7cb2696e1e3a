import type { OutgoingMessage } from '../../ingest/kafka-producer.ts';
import type { SimulatedMessage } from '../../ingest/simulation/message.ts';
import type { Stream } from '../../ingest/stream.ts';
import { findStream } from '../../ingest/streams.ts';
import { topicOf } from '../../ingest/topics.ts';
import { EXIT, Failure, messageOf } from '../terminal/failure.ts';
import type { Entry } from './ledger.ts';

export interface ProduceDeps {
  /** Resolves when the brokers have it. */
  readonly append: (message: OutgoingMessage) => Promise<unknown>;
  readonly hasTopic: (topic: string) => Promise<boolean>;
  /** Told of messages that the brokers have. */
  readonly record: (entries: readonly Entry[]) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps. */
  readonly elapsed: () => number;
  /** Waits; ends early when the signal says so. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface ProduceOptions {
  readonly topicPrefix: string;
  /** Messages a second; undefined: as fast as the brokers take them. */
  readonly rate: number | undefined;
  readonly onProgress: (messages: number) => void;
}

/** Messages that are on their way before the older half of them is waited for. */
const WINDOW = 4_000;
/** Ahead of its time by less than this, a message is sent without waiting. */
const SLACK_MS = 20;

/** Sends messages, each to its feed's topic, until they end or the signal says so; tells how many went to each topic. */
export async function produce(
  deps: ProduceDeps,
  messages: Iterable<SimulatedMessage>,
  { topicPrefix, rate, onProgress }: ProduceOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Sent>> {
  const sent = new Map<string, Sent>();
  const start = deps.elapsed();
  let count = 0;
  const underWay: Promise<Entry>[] = [];
  const settle = async (batch: readonly Promise<Entry>[]): Promise<void> => {
    await deps.record(await Promise.all(batch).catch(refuse));
    onProgress(count);
  };
  for (const message of messages) {
    if (signal.aborted) break;
    const fate = fateOf(message, deps.now());
    if (fate === undefined) continue;
    const topic = topicOf(topicPrefix, message);
    if (!sent.has(topic) && !(await deps.hasTopic(topic))) throw topicMissing(topic);
    if (rate !== undefined) {
      const aheadMs = (count / rate) * 1_000 - (deps.elapsed() - start);
      if (aheadMs > SLACK_MS) await deps.pause(aheadMs, signal);
    }
    const { stream, carrier, line: value, fault } = message;
    const entry: Entry = { topic, stream, carrier, fate, fault, value };
    const done = deps.append({ topic, key: keyOf(message), value: Buffer.from(value) }).then(() => entry);
    // Heard by whoever settles its batch; until then it must not end the process.
    done.catch(() => undefined);
    underWay.push(done);
    const sum = sent.get(topic) ?? { messages: 0, rejected: 0 };
    sent.set(topic, { messages: sum.messages + 1, rejected: sum.rejected + (fate === 'rejected' ? 1 : 0) });
    count += 1;
    if (underWay.length >= WINDOW) await settle(underWay.splice(0, WINDOW / 2));
  }
  await settle(underWay.splice(0));
  return sent;
}

/** What went to one topic. */
export interface Sent {
  readonly messages: number;
  /** How many of them should be refused. */
  readonly rejected: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Brokers stamp receipts with today's date, by which a faulty date of the simulated future may have passed: undefined. */
function fateOf({ fault, line }: SimulatedMessage, now: number): Entry['fate'] | undefined {
  if (fault === undefined) return 'admitted';
  if (fault !== 'future_date') return 'rejected';
  const date = /"observed_at":"([^"]+)"/.exec(line)?.[1] ?? '';
  return Date.parse(date) > now + 2 * DAY_MS ? 'rejected' : undefined;
}

/** What a message is about, so that order holds where it matters: the entity of an inventory, else the district. */
function keyOf({ stream: name, line }: SimulatedMessage): string | null {
  const stream = findStream(name);
  const message = parsed(line);
  if (stream === undefined || message === undefined) return null;
  return keyFields(stream)
    .map((field) => String(message[field]))
    .join('/');
}

function keyFields({ kind, key }: Stream): readonly string[] {
  return kind === 'inventory' ? key.filter((field) => field !== 'carrier') : ['district'];
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

function refuse(cause: unknown): never {
  const reason = messageOf(cause);
  throw new Failure(
    EXIT.failed,
    { zh: `Kafka 没有收下消息：${reason}`, en: `the brokers did not take a message: ${reason}` },
    {
      mend: {
        zh: '检查写权限与主题设置；gigacity topics acl 列出所需权限',
        en: 'look at the rights and settings of the topics; gigacity topics acl lists what rights are needed',
      },
      cause,
    },
  );
}

function topicMissing(topic: string): Failure {
  return new Failure(
    EXIT.failed,
    { zh: `没有主题 ${topic}`, en: `there is no topic ${topic}` },
    {
      mend: {
        zh: '先建立主题：gigacity topics create（前缀见 --topic-prefix）',
        en: 'make the topics first: gigacity topics create (their prefix is --topic-prefix)',
      },
    },
  );
}
