import { STREAMS } from '../../ingest/streams.ts';
import type { Audit, Count, Difference } from '../kafka/audit.ts';
import { audit } from '../kafka/audit.ts';
import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT, wrong } from '../terminal/failure.ts';
import { ledgerEntries } from '../kafka/ledger.ts';
import { suggestion } from '../terminal/suggest.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { withWorks } from '../opening/wire.ts';

/** Proves that the store holds exactly what a ledger says was sent; 3 where it does not. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const path = input.text('ledger');
  if (path === undefined)
    throw wrong(
      { zh: '缺少 --ledger', en: '--ledger is missing' },
      { zh: '例如：gigacity audit --ledger sent.ndjson', en: 'for example: gigacity audit --ledger sent.ndjson' },
    );
  const result = await withWorks(
    context,
    () => checked(path),
    // The plain store: such answers are too large to be remembered.
    ({ store }) => audit(store, () => ledgerEntries(path)),
  );
  const holds = [...result.facts.values(), result.deadLetters].every((one) => one.missing === 0 && one.beyond === 0);
  if (terminal.json) terminal.printJson(toDocument(path, result, holds));
  else show(terminal, result, holds);
  return holds ? EXIT.done : EXIT.unmet;
}

/** Reads the whole ledger before the store is opened, so that a bad one leaves no trace. */
async function checked(path: string): Promise<void> {
  const known = STREAMS.map(({ name }) => name);
  for await (const { stream } of ledgerEntries(path))
    if (!known.includes(stream))
      throw wrong(
        { zh: `${path}：没有数据流“${stream}”`, en: `${path}: there is no stream "${stream}"` },
        suggestion(stream, known),
      );
}

function toDocument(ledger: string, { messages, facts, deadLetters, differences }: Audit, holds: boolean): unknown {
  return {
    ledger,
    holds,
    messages,
    facts: [...facts].map(([stream, count]) => ({ stream, ...count })),
    dead_letters: deadLetters,
    differences,
  };
}

function show(terminal: Terminal, { messages, facts, deadLetters, differences }: Audit, holds: boolean): void {
  const { paint } = terminal;
  const head = (zh: string, en: string): string => paint.dim(terminal.say({ zh, en }));
  const wrongs = (count: number): string => (count === 0 ? '0' : paint.red(number(count)));
  const cells = ({ expected, missing, beyond }: Count): string[] => [number(expected), wrongs(missing), wrongs(beyond)];
  terminal.print(
    table(
      [
        { head: '' },
        { head: head('应有', 'expected'), align: 'right' },
        { head: head('缺少', 'missing'), align: 'right' },
        { head: head('多出', 'beyond'), align: 'right' },
      ],
      [
        ...[...facts].map(([stream, count]) => [stream, ...cells(count)]),
        [terminal.say({ zh: '死信', en: 'dead letters' }), ...cells(deadLetters)],
      ],
      '',
    ),
  );
  for (const { kind, side, topic, text } of differences)
    terminal.print(`  ${paint.red(terminal.say(SIDES[side][kind]))} ${paint.dim(topic)} ${text.slice(0, LONGEST)}`);
  terminal.print();
  const sent = number(messages);
  terminal.print(
    terminal.say(
      holds
        ? {
            zh: `成立：存储恰好是所发的 ${sent} 条，同样的内容只算一条`,
            en: `it holds: the store has exactly what the ${sent} messages say, equal ones once`,
          }
        : {
            zh: `不成立：与所发的 ${sent} 条不符；若接收还没跟上，等 gigacity ingest 追平后再核对`,
            en: `it does not hold for the ${sent} messages; where ingest has not caught up yet, try again when it has`,
          },
    ),
  );
}

const LONGEST = 160;

const SIDES: Readonly<Record<Difference['side'], Readonly<Record<Difference['kind'], { zh: string; en: string }>>>> = {
  missing: {
    fact: { zh: '缺少', en: 'missing' },
    dead_letter: { zh: '缺死信', en: 'no dead letter' },
  },
  beyond: {
    fact: { zh: '多出', en: 'beyond' },
    dead_letter: { zh: '多死信', en: 'dead letter beyond' },
  },
};

function number(value: number): string {
  return value.toLocaleString('en-US');
}
