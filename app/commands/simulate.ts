import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import type { SimulationOptions } from '../../ingest/simulation/simulate.ts';
import { SIMULATED_CITIES, simulate } from '../../ingest/simulation/simulate.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { writeFeeds } from '../kafka/feed-files.ts';
import { kafkaSettings, withKafka } from '../settings/kafka-settings.ts';
import { LedgerWriter } from '../kafka/ledger.ts';
import { produce } from '../kafka/produce.ts';
import { asOfDay, checkedDay, DEFAULT_ZONE } from '../terminal/request.ts';
import { showFeeds } from '../kafka/simulate-view.ts';
import { suggestion } from '../terminal/suggest.ts';
import { wholeNumber } from '../terminal/whole-number.ts';

/** Deterministic feeds of a city: into a folder, a file for each stream and carrier; or into Kafka. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const options = optionsOf(input);
  if (isForKafka(context, input)) return intoKafka(context, input, options);
  const folder = input.text('out') ?? './feeds';
  const files = await writeFeeds(folder, simulate(options), { byMonth: input.flag('byMonth') });
  showFeeds(context.terminal, options, { kind: 'files', folder, feeds: files });
  return EXIT.done;
}

/** Kafka where this very command line asks for it: brokers that are merely set must not get simulated figures. */
function isForKafka({ flags }: Context, input: Input): boolean {
  const asked = [
    ...(flags.brokers === undefined ? [] : ['--brokers']),
    ...['ledger', 'rate'].filter((name) => input.text(name) !== undefined).map((name) => `--${name}`),
  ];
  const [first] = asked;
  if (first === undefined) return false;
  const other = input.text('out') !== undefined ? '--out' : input.flag('byMonth') ? '--by-month' : undefined;
  if (other === undefined) return true;
  throw wrong(
    { zh: `${first} 与 ${other} 不能同时用`, en: `${first} and ${other} exclude one another` },
    {
      zh: '--out 写成文件；--brokers 发往 Kafka（可加 --rate、--ledger）',
      en: '--out writes files; --brokers sends to Kafka (with --rate and --ledger where wanted)',
    },
  );
}

async function intoKafka(context: Context, input: Input, options: SimulationOptions): Promise<ExitCode> {
  const { terminal, now } = context;
  const rate = input.text('rate') === undefined ? undefined : wholeNumber('--rate', input.text('rate') ?? '');
  const today = asOfDay(undefined, { zone: DEFAULT_ZONE, now: now() });
  if (options.to >= today)
    throw wrong(
      { zh: `--to ${options.to}：那一天还没有过完`, en: `--to ${options.to}: that day is not over` },
      {
        zh: 'Kafka 以收到的时刻为准，未来的数据会被拒收；写成文件（--out）则不受此限',
        en: 'brokers stamp what they receive with the present, and figures of the future are refused; files (--out) may hold them',
      },
    );
  const settings = kafkaSettings(await context.settings());
  const { topicPrefix } = settings;
  const stop = context.stopping();
  return withKafka(async () => {
    const producer = await KafkaProducer.connect(settings);
    const path = input.text('ledger');
    let ledger: LedgerWriter | undefined;
    try {
      ledger =
        path === undefined ? undefined : await LedgerWriter.create(path, { ...options, topic_prefix: topicPrefix });
      const sent = await produce(
        {
          append: (message) => producer.append(message),
          hasTopic: (topic) => hasTopic(producer, topic),
          record: async (entries) => ledger?.add(entries),
          now,
          elapsed: () => performance.now(),
          pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
        },
        simulate(options),
        {
          topicPrefix,
          rate,
          onProgress: (count) => {
            terminal.progress(count.toLocaleString('en-US'));
          },
        },
        stop,
      );
      await ledger?.end();
      terminal.progress('');
      showFeeds(terminal, options, { kind: 'topics', ledger: path, sent });
    } finally {
      await ledger?.close();
      await producer.close();
    }
    return EXIT.done;
  });
}

const ASKED = 6;
const ASK_AGAIN_MS = 300;

/** Brokers tell of a topic only a moment after it was made. */
async function hasTopic(producer: KafkaProducer, topic: string): Promise<boolean> {
  for (let i = 0; i < ASKED; i += 1) {
    if (i > 0) await sleep(ASK_AGAIN_MS);
    if ((await producer.topics()).has(topic)) return true;
  }
  return false;
}

function optionsOf(input: Input): SimulationOptions {
  const city = required(input, 'city');
  if (!SIMULATED_CITIES.includes(city))
    throw wrong(
      { zh: `--city：不能模拟“${city}”`, en: `--city: cannot simulate "${city}"` },
      suggestion(city, SIMULATED_CITIES),
    );
  const from = checkedDay('--from', required(input, 'from'));
  const to = checkedDay('--to', required(input, 'to'));
  if (to < from) throw wrong({ zh: `--to ${to} 早于 --from ${from}`, en: `--to ${to} is before --from ${from}` });
  const scale = number('--scale', input.text('scale') ?? '0.02', (value) => value > 0 && value <= 10);
  const seed = number('--seed', input.text('seed') ?? '1', Number.isSafeInteger);
  return { city, from, to, scale, seed };
}

function required(input: Input, name: 'city' | 'from' | 'to'): string {
  const value = input.text(name);
  if (value !== undefined) return value;
  throw wrong(
    { zh: `缺少 --${name}`, en: `--${name} is missing` },
    {
      zh: '例如：gigacity simulate --city 310000 --from 2025-01-01 --to 2025-03-31',
      en: 'for example: gigacity simulate --city 310000 --from 2025-01-01 --to 2025-03-31',
    },
  );
}

function number(option: string, text: string, isGood: (value: number) => boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (isGood(value)) return value;
  throw wrong(
    { zh: `${option}：“${text}”不合适`, en: `${option}: "${text}" will not do` },
    option === '--seed' ? WHOLE : SCALE,
  );
}

const WHOLE = { zh: '应为整数', en: 'expected a whole number' };
const SCALE = { zh: '应大于 0、不超过 10', en: 'expected more than 0 and at most 10' };
