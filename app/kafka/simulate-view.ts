import type { SimulationOptions } from '../../ingest/simulation/simulate.ts';
import { DEMO_MARK } from '../evaluating/demo-mark.ts';
import type { WrittenFeed } from './feed-files.ts';
import type { Sent } from './produce.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Where simulated feeds went. */
export type Destination =
  | { readonly kind: 'files'; readonly folder: string; readonly feeds: readonly WrittenFeed[] }
  | { readonly kind: 'topics'; readonly ledger: string | undefined; readonly sent: ReadonlyMap<string, Sent> };

/** A row for each feed, their sum, and what to do next. */
export function showFeeds(terminal: Terminal, options: SimulationOptions, to: Destination): void {
  const feeds = rowsOf(to);
  const lines = feeds.reduce((sum, one) => sum + one.lines, 0);
  const faults = feeds.reduce((sum, one) => sum + one.faults, 0);
  if (terminal.json) {
    terminal.printJson({ ...options, ...documentOf(to), lines, faults });
    return;
  }
  const head = (zh: string, en: string): string => terminal.paint.dim(terminal.say({ zh, en }));
  terminal.print(
    table(
      [
        { head: to.kind === 'files' ? head('文件', 'file') : head('主题', 'topic') },
        { head: head('行数', 'lines'), align: 'right' },
        { head: head('有意写错', 'faulty on purpose'), align: 'right' },
      ],
      feeds.map((one) => [one.name, number(one.lines), number(one.faults)]),
      '',
    ),
  );
  const counts = { feeds: feeds.length, lines: number(lines), faults: number(faults) };
  terminal.print();
  terminal.print(terminal.say(to.kind === 'files' ? inFiles(to.folder, counts) : inTopics(to.ledger, counts)));
}

interface Row {
  readonly name: string;
  readonly lines: number;
  readonly faults: number;
}

function rowsOf(to: Destination): readonly Row[] {
  if (to.kind === 'files') return to.feeds.map(({ file, lines, faults }) => ({ name: file, lines, faults }));
  return [...to.sent]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { messages, rejected }]) => ({ name, lines: messages, faults: rejected }));
}

function documentOf(to: Destination): object {
  if (to.kind === 'files') return { out: to.folder, files: to.feeds };
  return {
    ledger: to.ledger ?? null,
    topics: rowsOf(to).map(({ name, lines, faults }) => ({ topic: name, lines, faults })),
  };
}

type Counts = { readonly feeds: number; readonly lines: string; readonly faults: string };

function inFiles(folder: string, { feeds, lines, faults }: Counts): { zh: string; en: string } {
  return {
    zh: `${DEMO_MARK.zh}：${String(feeds)} 个文件，${lines} 行，其中 ${faults} 行有意写错。装入：gigacity load ${folder}`,
    en: `simulated: ${String(feeds)} files, ${lines} lines, ${faults} of them faulty on purpose. Load them: gigacity load ${folder}`,
  };
}

function inTopics(ledger: string | undefined, { feeds, lines, faults }: Counts): { zh: string; en: string } {
  const next =
    ledger === undefined
      ? { zh: '接收：gigacity ingest', en: 'Take them in: gigacity ingest' }
      : { zh: `核对：gigacity audit --ledger ${ledger}`, en: `Prove it: gigacity audit --ledger ${ledger}` };
  return {
    zh: `${DEMO_MARK.zh}：发往 ${String(feeds)} 个主题，${lines} 条，其中 ${faults} 条有意写错。${next.zh}`,
    en: `simulated: ${lines} messages to ${String(feeds)} topics, ${faults} of them faulty on purpose. ${next.en}`,
  };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
