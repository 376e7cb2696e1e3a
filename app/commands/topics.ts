import type { TopicPlan } from '../../ingest/kafka-topics.ts';
import { createTopics } from '../../ingest/kafka-topics.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { FeedTopic } from '../../ingest/topics.ts';
import { deadLettersTopic, topicOf } from '../../ingest/topics.ts';
import type { Context, Input } from '../command.ts';
import { openDefinitions } from '../definitions.ts';
import type { ExitCode } from '../failure.ts';
import { EXIT, wrong } from '../failure.ts';
import { kafkaSettings, withKafka } from '../kafka-settings.ts';
import { wholeNumber } from '../whole-number.ts';

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
  const created = await withKafka(() => createTopics(kafkaSettings(settings), plans));
  if (terminal.json) terminal.printJson({ topics: plans.map(({ name }) => name), created });
  else
    terminal.print(
      terminal.say({
        zh: `共 ${String(plans.length)} 个主题，新建 ${String(created.length)} 个`,
        en: `${String(plans.length)} topics, ${String(created.length)} of them new`,
      }),
    );
  return EXIT.done;
}

/** Principals are named after carriers; `$BOOTSTRAP` is the reader's own broker. */
function aclCommands(prefix: string, group: string, feeds: readonly FeedTopic[]): readonly string[] {
  const acl = 'kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --add';
  return [
    ...feeds.map(
      (feed) =>
        `${acl} --allow-principal User:${feed.carrier} --operation Write --operation Describe --topic ${topicOf(prefix, feed)}`,
    ),
    `${acl} --allow-principal User:gigacity --operation Read --operation Describe --topic ${prefix}. --resource-pattern-type prefixed`,
    `${acl} --allow-principal User:gigacity --operation Write --operation Describe --topic ${deadLettersTopic(prefix)}`,
    `${acl} --allow-principal User:gigacity --operation Read --group ${group}`,
  ];
}
