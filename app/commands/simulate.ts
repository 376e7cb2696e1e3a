import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SimulatedMessage } from '../../ingest/simulation/message.ts';
import { feedFileName, SIMULATED_CITIES, simulate } from '../../ingest/simulation/simulate.ts';
import type { Context, Input } from '../command.ts';
import { DEMO_MARK } from '../demo.ts';
import type { ExitCode } from '../failure.ts';
import { EXIT, Failure, wrong } from '../failure.ts';
import { checkedDay, DEFAULT_ZONE } from '../request.ts';
import { Temporal } from 'temporal-polyfill';
import { suggestion } from '../suggest.ts';
import { table } from '../table.ts';

/** Deterministic feeds of a city into a folder, a file for each stream and carrier. */
export async function run({ terminal }: Context, input: Input): Promise<ExitCode> {
  const options = optionsOf(input);
  const folder = input.text('out') ?? './feeds';
  const byMonth = input.flag('byMonth');
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(folder, cause);
  });
  const feeds = new Map<string, FeedWriter>();
  for (const message of simulate(options)) {
    const name = byMonth ? monthFileName(message) : feedFileName(message);
    let feed = feeds.get(name);
    if (feed === undefined) feeds.set(name, (feed = new FeedWriter(join(folder, name))));
    await feed.add(message);
  }
  for (const feed of feeds.values()) await feed.end();

  const files = [...feeds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { lines, faults }]) => ({ file: join(folder, name), lines, faults }));
  const lines = files.reduce((sum, one) => sum + one.lines, 0);
  const faults = files.reduce((sum, one) => sum + one.faults, 0);
  if (terminal.json) {
    terminal.printJson({ ...options, out: folder, files, lines, faults });
    return EXIT.done;
  }
  const { paint } = terminal;
  const head = (zh: string, en: string): string => paint.dim(terminal.say({ zh, en }));
  terminal.print(
    table(
      [
        { head: head('文件', 'file') },
        { head: head('行数', 'lines'), align: 'right' },
        { head: head('有意写错', 'faulty on purpose'), align: 'right' },
      ],
      files.map((one) => [one.file, one.lines.toLocaleString('en-US'), one.faults.toLocaleString('en-US')]),
      '',
    ),
  );
  const counts = [lines, faults].map((count) => count.toLocaleString('en-US'));
  terminal.print();
  terminal.print(
    terminal.say({
      zh: `${DEMO_MARK.zh}：${String(files.length)} 个文件，${counts[0] ?? ''} 行，其中 ${counts[1] ?? ''} 行有意写错。装入：gigacity load ${folder}`,
      en: `simulated: ${String(files.length)} files, ${counts[0] ?? ''} lines, ${counts[1] ?? ''} of them faulty on purpose. Load them: gigacity load ${folder}`,
    }),
  );
  return EXIT.done;
}

function optionsOf(input: Input): { city: string; from: string; to: string; scale: number; seed: number } {
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

/** `pon-ports.telecom.2025-03.ndjson`: what was received in one month, so that it can be loaded as of then. */
function monthFileName(message: SimulatedMessage): string {
  const day = Temporal.Instant.fromEpochMilliseconds(message.receivedAt).toZonedDateTimeISO(DEFAULT_ZONE);
  return feedFileName(message).replace(/\.ndjson$/, `.${day.toPlainDate().toString().slice(0, 7)}.ndjson`);
}

const BUFFER = 256 * 1024;

/** One file of the feed; holds little and waits when the disk is slower than the simulation. */
class FeedWriter {
  lines = 0;
  faults = 0;
  readonly #path: string;
  readonly #stream: WriteStream;
  #failure: Error | undefined;
  #held = '';

  constructor(path: string) {
    this.#path = path;
    this.#stream = createWriteStream(path);
    this.#stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  async add({ line, fault }: SimulatedMessage): Promise<void> {
    this.lines += 1;
    if (fault !== undefined) this.faults += 1;
    this.#held += `${line}\n`;
    if (this.#held.length >= BUFFER) await this.#write();
  }

  async end(): Promise<void> {
    await this.#write();
    this.#stream.end();
    if (!this.#stream.closed && this.#failure === undefined) await once(this.#stream, 'close');
    this.#check();
  }

  async #write(): Promise<void> {
    this.#check();
    const text = this.#held;
    this.#held = '';
    if (!this.#stream.write(text)) await Promise.race([once(this.#stream, 'drain'), once(this.#stream, 'close')]);
    this.#check();
  }

  #check(): void {
    if (this.#failure !== undefined) throw unwritable(this.#path, this.#failure);
  }
}

function unwritable(path: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Failure(
    EXIT.failed,
    { zh: `不能写入 ${path}：${reason}`, en: `cannot write ${path}: ${reason}` },
    { mend: { zh: '用 --out 换一个文件夹', en: 'choose another folder with --out' }, cause },
  );
}
