import type { Channel } from '../../metrics/notify/channel.ts';
import { shownAddress } from '../../metrics/notify/channel.ts';
import { alertGroup } from '../../metrics/notify/payload.ts';
import { toRequest } from '../../metrics/notify/robot.ts';
import { readChannels } from '../settings/channels.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, Failure, wrong } from '../terminal/failure.ts';
import { Notifier, postOverHttp } from '../serving/notifier.ts';
import { suggestion } from '../terminal/suggest.ts';

/** Sends a test message to one channel, or shows it. */
export async function run({ terminal, settings, now }: Context, input: Input): Promise<ExitCode> {
  const [action = ''] = input.args;
  if (action !== 'test')
    throw wrong({ zh: `没有操作“${action}”`, en: `there is no action "${action}"` }, { zh: 'test', en: 'test' });
  const { values } = await settings();
  const channels = readChannels(values.channels_file);
  const channel = channelNamed(channels, input.text('channel'));
  const group = testGroup(now());
  if (input.flag('dryRun')) {
    const { headers, body } = toRequest(channel, group, now());
    terminal.printJson({
      channel: channel.name,
      kind: channel.kind,
      url: shownAddress(channel),
      headers,
      body: unsigned(body),
    });
    return EXIT.done;
  }
  const notifier = new Notifier({ channels, post: postOverHttp, report: () => undefined, now });
  const delivery = await notifier.deliver(channel.name, group);
  if (delivery.kind === 'sent') {
    terminal.note({ zh: `${channel.name} 已接收`, en: `${channel.name} has taken it` });
    return EXIT.done;
  }
  const why = delivery.kind === 'refused' ? `${delivery.code} ${delivery.message}`.trim() : delivery.kind;
  throw new Failure(
    EXIT.failed,
    { zh: `${channel.name} 未接收：${why}`, en: `${channel.name} did not take it: ${why}` },
    {
      mend: {
        zh: `核对地址文件、签名密钥与机器人的关键词设置（${shownAddress(channel)}）`,
        en: `check the file of the address, the secret and the robot's own keywords (${shownAddress(channel)})`,
      },
    },
  );
}

function channelNamed(channels: ReadonlyMap<string, Channel>, name: string | undefined): Channel {
  if (channels.size === 0)
    throw wrong(
      { zh: '没有设置通道', en: 'no channels are set up' },
      {
        zh: '写一个通道文件（见 docs/monitoring.md），以 GIGACITY_CHANNELS_FILE 或 --channels-file 指明',
        en: 'write a file of channels (docs/monitoring.md) and name it by GIGACITY_CHANNELS_FILE or --channels-file',
      },
    );
  const known = [...channels.keys()];
  if (name === undefined)
    throw wrong(
      { zh: '缺少 --channel', en: '--channel is missing' },
      { zh: `可以是：${known.join('、')}`, en: `it can be: ${known.join(', ')}` },
    );
  const channel = channels.get(name);
  if (channel !== undefined) return channel;
  throw wrong({ zh: `没有通道“${name}”`, en: `there is no channel "${name}"` }, suggestion(name, known));
}

function testGroup(now: number): ReturnType<typeof alertGroup.parse> {
  return alertGroup.parse({
    status: 'firing',
    groupLabels: { alertname: 'GigacityTest' },
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'GigacityTest', severity: 'info' },
        annotations: {
          summary: '测试消息',
          summary_en: 'A test message',
          description: '收到这条消息，说明通道可用。',
          description_en: 'That you read this shows that the channel works.',
        },
        startsAt: new Date(now).toISOString(),
      },
    ],
  });
}

/** A signature lets its holder post for an hour. */
function unsigned(body: string): unknown {
  const document = JSON.parse(body) as Readonly<Record<string, unknown>>;
  return 'sign' in document ? { ...document, sign: '***' } : document;
}
