import { describeReason, REASON_CODES } from '../../ingest/rejection.ts';
import type { DeadLetterFilter, KeptDeadLetter } from '../../store/dead-letters.ts';
import { readDeadLetterHeads, readDeadLetters } from '../../store/dead-letters.ts';
import type { Context, Input } from '../command.ts';
import { admissionRules } from '../opening/definitions.ts';
import type { ExitCode, Failure } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { readEachDeadLetter } from '../kafka/letter-pages.ts';
import { printable } from '../terminal/printable.ts';
import { replayAll } from '../kafka/replay-all.ts';
import { replayMended } from '../kafka/replay-mended.ts';
import { suggestion } from '../terminal/suggest.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wholeNumber } from '../terminal/whole-number.ts';
import type { Works } from '../opening/wire.ts';
import { withWorks } from '../opening/wire.ts';

const LISTED = '50';
/** All of them: more than a store of dead letters will ever hold. */
const REPLAYED = '999999999';

/** Lists, shows or replays refused lines. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const [action = '', ...ids] = input.args;
  const act = ACTIONS[action];
  if (act === undefined)
    throw wrong(
      { zh: `没有操作“${action}”`, en: `there is no action "${action}"` },
      { zh: 'list、show 或 replay', en: 'list, show or replay' },
    );
  return withWorks(
    context,
    () => ({ filter: filterOf(input, action, ids), mended: input.text('mended') }),
    async (works, { filter, mended }) => {
      if (mended === undefined) await act(context.terminal, works, filter);
      else await replayOne(context.terminal, works, { filter, file: mended });
      return EXIT.done;
    },
  );
}

type Action = (terminal: Terminal, works: Works, filter: DeadLetterFilter) => Promise<void>;

const ACTIONS: Readonly<Record<string, Action>> = { list, show, replay: replayMany };

function filterOf(input: Input, action: string, ids: readonly string[]): DeadLetterFilter {
  const [stream, carrier, code] = ['stream', 'carrier', 'code'].map((name) => input.text(name));
  if (action === 'show' && ids.length === 0)
    throw wrong(
      { zh: '要看哪一条？', en: 'which one is to be shown?' },
      { zh: '编号见 gigacity dead-letters list', en: 'gigacity dead-letters list tells their ids' },
    );
  if (input.text('mended') !== undefined && (action !== 'replay' || ids.length !== 1))
    throw wrong(
      { zh: '--mended 只用于重放一条死信', en: '--mended goes with the replay of one dead letter' },
      {
        zh: '例如：gigacity dead-letters replay ID --mended line.json',
        en: 'for example: gigacity dead-letters replay ID --mended line.json',
      },
    );
  // Streams and carriers are kept as they were called, and that may be anything.
  if (code !== undefined && !REASON_CODES.some((known) => known === code))
    throw wrong(
      { zh: `--code：没有原因代码“${code}”`, en: `--code: there is no reason "${code}"` },
      suggestion(code, REASON_CODES),
    );
  return {
    ids,
    ...(stream === undefined ? {} : { stream }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(code === undefined ? {} : { code }),
    all: input.flag('all') || action === 'show',
    limit: wholeNumber('--limit', input.text('limit') ?? (action === 'replay' ? REPLAYED : LISTED)),
  };
}

async function list(terminal: Terminal, { store }: Works, filter: DeadLetterFilter): Promise<void> {
  if (terminal.json) {
    await terminal.printJsonList('dead_letters', documents(readEachDeadLetter(store, filter)));
    return;
  }
  const letters = await readDeadLetterHeads(store, filter);
  if (letters.length === 0) {
    terminal.note({ zh: '没有这样的死信', en: 'there are no such dead letters' });
    return;
  }
  const head = (zh: string, en: string): { head: string } => ({ head: terminal.paint.dim(terminal.say({ zh, en })) });
  terminal.print(
    table(
      [
        head('编号', 'id'),
        head('收到', 'received'),
        head('数据流', 'stream'),
        head('运营商', 'carrier'),
        head('原因', 'reason'),
      ],
      letters.map(({ id, receivedAt, stream, carrier, reasons }) => [
        id,
        new Date(receivedAt).toISOString(),
        printable(stream),
        printable(carrier),
        printable(reasons.slice(0, 1).map(describeReason).join('')),
      ]),
      '',
    ),
  );
}

async function show(terminal: Terminal, { store }: Works, filter: DeadLetterFilter): Promise<void> {
  const letters = await readDeadLetters(store, filter);
  if (letters.length < (filter.ids?.length ?? 0)) throw noSuchLetter();
  if (terminal.json) terminal.printJson({ dead_letters: letters.map(toDocument) });
  else for (const letter of letters) print(terminal, letter);
}

function print(
  terminal: Terminal,
  { id, stream, carrier, origin, receivedAt, raw, reasons, isReplayed }: KeptDeadLetter,
): void {
  const { source, partition, offset, line } = origin;
  terminal.print(
    `${terminal.paint.bold(id)}${isReplayed ? terminal.say({ zh: '（已重放）', en: ' (replayed)' }) : ''}`,
  );
  terminal.print(`  ${printable(`${stream} · ${carrier}`)} · ${new Date(receivedAt).toISOString()}`);
  terminal.print(`  ${printable(source)} ${String(partition)} @${String(offset)} :${String(line)}`);
  for (const reason of reasons)
    terminal.print(`  ${terminal.paint.yellow(reason.code)} ${printable(describeReason(reason))}`);
  terminal.print(printable(Buffer.from(raw).toString()));
}

async function replayMany(terminal: Terminal, works: Works, filter: DeadLetterFilter): Promise<void> {
  const { admitted, refused } = await replayAll({ ...replayDeps(works), asker: works.store }, filter);
  if (terminal.json) terminal.printJson({ admitted, refused });
  else
    terminal.print(
      terminal.say({
        zh: `重放 ${String(admitted.length + refused.length)} 条：接收 ${String(admitted.length)}，仍拒收 ${String(refused.length)}`,
        en: `replayed ${String(admitted.length + refused.length)}: ${String(admitted.length)} admitted, ${String(refused.length)} still refused`,
      }),
    );
}

async function replayOne(
  terminal: Terminal,
  works: Works,
  { filter, file }: { readonly filter: DeadLetterFilter; readonly file: string },
): Promise<void> {
  const [letter] = await readDeadLetters(works.store, { ...filter, all: true });
  if (letter === undefined) throw noSuchLetter();
  await replayMended(replayDeps(works), letter, file);
  if (terminal.json) terminal.printJson({ admitted: [letter.id], refused: [] });
  else
    terminal.print(
      terminal.say({ zh: `已按改正的内容接收 ${letter.id}`, en: `admitted ${letter.id} as it was mended` }),
    );
}

function replayDeps({ store, catalogue, settings }: Works) {
  return { store, rules: admissionRules(catalogue), topicPrefix: settings.values.topic_prefix ?? 'gigacity' };
}

function noSuchLetter(): Failure {
  return wrong(
    { zh: '没有这样的死信', en: 'there is no such dead letter' },
    { zh: '编号见 gigacity dead-letters list --all', en: 'gigacity dead-letters list --all tells their ids' },
  );
}

async function* documents(letters: AsyncIterable<KeptDeadLetter>): AsyncGenerator<unknown, void> {
  for await (const letter of letters) yield toDocument(letter);
}

function toDocument({ id, stream, carrier, origin, receivedAt, raw, reasons, isReplayed }: KeptDeadLetter): unknown {
  return {
    id,
    stream,
    carrier,
    ...origin,
    received_at: new Date(receivedAt).toISOString(),
    raw: Buffer.from(raw).toString(),
    raw_base64: Buffer.from(raw).toString('base64'),
    reasons,
    replayed: isReplayed,
  };
}
