import type { TopicPlan } from '../../ingest/kafka-topics.ts';
import { createTopics, topicsThere } from '../../ingest/kafka-topics.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { FeedTopic } from '../../ingest/topics.ts';
import { deadLettersTopic, topicOf } from '../../ingest/topics.ts';
import type { Context, Input } from '../command.ts';
import { openDefinitions } from '../opening/definitions.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { kafkaSettings, withKafka } from '../settings/kafka-settings.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wholeNumber } from '../terminal/whole-number.ts';

const ACTIONS = ['create', 'acl'];
const DAY_MS = 24 * 60 * 60 * 1000;
/** A message may hold many lines, each of at most 1 MB; dead letters of any size must fit. */
const FEED_BYTES = 10_000_000;
const DEAD_LETTER_BYTES = 12_000_000;

/** Makes the topics, or prints who may write to them. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const [action = ''] = input.args;
  if (!ACTIONS.includes(action))
    throw wrong(
      { zh: `没有操作“${action}”`, en: `there is no action "${action}"` },
      { zh: 'create 或 acl', en: 'create or acl' },
    );
  const settings = await context.settings();
  const prefix = settings.values.topic_prefix ?? 'gigacity';
  const { catalogue } = await openDefinitions(settings);
  const feeds = STREAMS.flatMap(({ name: stream }) =>
    catalogue.registries.carriers.map(({ code: carrier }) => ({ stream, carrier })),
  );
  if (action === 'acl') {
    const lines = aclCommands(prefix, settings.values.group ?? 'gigacity', feeds);
    if (terminal.json) terminal.printJson({ commands: lines });
    else for (const line of lines) terminal.print(line);
    return EXIT.done;
  }
  const shape = {
    partitions: wholeNumber('--partitions', input.text('partitions') ?? '4'),
    replicas: wholeNumber('--replicas', input.text('replicas') ?? '1'),
    retentionMs: wholeNumber('--retention-days', input.text('retentionDays') ?? '30') * DAY_MS,
  };
  const plans: readonly TopicPlan[] = [
    ...feeds.map((feed) => ({ ...shape, name: topicOf(prefix, feed), maxMessageBytes: FEED_BYTES })),
    { ...shape, name: deadLettersTopic(prefix), maxMessageBytes: DEAD_LETTER_BYTES },
  ];
  const { before, created } = await withKafka(async () => {
    const kafka = kafkaSettings(settings);
    return { before: await topicsThere(kafka), created: await createTopics(kafka, plans) };
  });
  const kept = plans.flatMap(({ name }) => {
    const partitions = before.get(name);
    return partitions === undefined ? [] : [{ topic: name, partitions }];
  });
  if (terminal.json) terminal.printJson({ topics: plans.map(({ name }) => name), created, kept });
  else
    terminal.print(
      terminal.say({
        zh: `共 ${String(plans.length)} 个主题，新建 ${String(created.length)} 个`,
        en: `${String(plans.length)} topics, ${String(created.length)} of them new`,
      }),
    );
  if (kept.length > 0) noteKept(terminal, kept, shape.partitions);
  return EXIT.done;
}

/** What is there keeps its settings, which the client cannot read: only the number of partitions is known. */
function noteKept(
  terminal: Terminal,
  kept: readonly { readonly topic: string; readonly partitions: number }[],
  partitions: number,
): void {
  terminal.note({
    zh: `已有的 ${String(kept.length)} 个保持原设置；须为 message.timestamp.type=LogAppendTime，用 kafka-configs.sh 核对（docs/kafka.md）`,
    en: `${String(kept.length)} that were there keep their settings; message.timestamp.type must be LogAppendTime: see to it with kafka-configs.sh (docs/kafka.md)`,
  });
  const other = kept.filter((one) => one.partitions !== partitions);
  if (other.length === 0) return;
  const list = other.map((one) => `${one.topic} (${String(one.partitions)})`).join(', ');
  terminal.note({
    zh: `分区数不是 ${String(partitions)} 的：${list}`,
    en: `with another number of partitions than ${String(partitions)}: ${list}`,
  });
}

/**
 * Principals are named after carriers; `$BOOTSTRAP` is the reader's own broker, `$ADMIN` the file of settings by which
 * an administrator is let in. The last line is for uploads over HTTP, which gigacity appends in a carrier's stead.
 */
function aclCommands(prefix: string, group: string, feeds: readonly FeedTopic[]): readonly string[] {
  const acl = 'kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add';
  const carriers = [...new Set(feeds.map(({ carrier }) => carrier))];
  const topics = (own: readonly FeedTopic[]): string => own.map((feed) => `--topic ${topicOf(prefix, feed)}`).join(' ');
  return [
    ...carriers.map((carrier) => {
      const own = feeds.filter((feed) => feed.carrier === carrier);
      return `${acl} --allow-principal User:${carrier} --operation Write --operation Describe ${topics(own)}`;
    }),
    `${acl} --allow-principal User:gigacity --operation Read --operation Describe --topic ${prefix}. --resource-pattern-type prefixed`,
    `${acl} --allow-principal User:gigacity --operation Write --operation Describe --topic ${deadLettersTopic(prefix)}`,
    `${acl} --allow-principal User:gigacity --operation Read --group ${group}`,
    `${acl} --allow-principal User:gigacity --operation Write ${topics(feeds)}`,
  ];
}
