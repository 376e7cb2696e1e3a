import type { ReasonCode } from '../../ingest/rejection.ts';
import type { Context, Input } from '../command.ts';
import { admissionRules } from '../opening/definitions.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT } from '../terminal/failure.ts';
import type { Feed } from '../ingestion/feed-paths.ts';
import { feedsOf } from '../ingestion/feed-paths.ts';
import type { Loaded } from '../ingestion/load-file.ts';
import { loadFile } from '../ingestion/load-file.ts';
import { progressBar } from '../terminal/progress.ts';
import { receivedAt } from '../terminal/request.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { withWorks } from '../opening/wire.ts';

/** Files into the store; refused lines are counted and kept, and change nothing of the exit code. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const moment = receivedAt(input.text('receivedAt'), context.now());
  const prepare = (): Promise<readonly Feed[]> => feedsOf(input.args, input.text('stream'));
  const loaded = await withWorks(context, prepare, async ({ store, asker, catalogue }, feeds) => {
    const deps = { store, asker, rules: admissionRules(catalogue) };
    const results: Loaded[] = [];
    for (const feed of feeds) {
      const onProgress = progressBar(terminal, feed.path);
      results.push(await loadFile(deps, feed, { receivedAt: moment, onProgress }));
      terminal.progress('');
    }
    return results;
  });
  if (terminal.json) terminal.printJson(toDocument(loaded));
  else show(terminal, loaded);
  return EXIT.done;
}

type Counts = Pick<Loaded, 'admitted' | 'rejected' | 'duplicate'>;

function toDocument(loaded: readonly Loaded[]): unknown {
  return {
    files: loaded.map(({ file, stream, admitted, rejected, duplicate }) => ({
      file,
      stream,
      admitted,
      rejected,
      duplicate,
    })),
    ...total(loaded),
    reasons: reasonsOf(loaded),
  };
}

function total(loaded: readonly Loaded[]): Counts {
  return loaded.reduce<Counts>(
    (sum, one) => ({
      admitted: sum.admitted + one.admitted,
      rejected: sum.rejected + one.rejected,
      duplicate: sum.duplicate + one.duplicate,
    }),
    { admitted: 0, rejected: 0, duplicate: 0 },
  );
}

function reasonsOf(loaded: readonly Loaded[]): Partial<Record<ReasonCode, number>> {
  const reasons: Partial<Record<ReasonCode, number>> = {};
  for (const one of loaded) {
    for (const [code, count] of Object.entries(one.reasons) as [ReasonCode, number][])
      reasons[code] = (reasons[code] ?? 0) + count;
  }
  return reasons;
}

function show(terminal: Terminal, loaded: readonly Loaded[]): void {
  const { paint } = terminal;
  const sum = total(loaded);
  const cells = ({ admitted, rejected, duplicate }: Counts): string[] => [
    number(admitted),
    rejected === 0 ? '0' : paint.yellow(number(rejected)),
    duplicate === 0 ? '0' : paint.dim(number(duplicate)),
  ];
  const rows = loaded.map((one) => [one.file, one.stream, ...cells(one)]);
  if (loaded.length > 1) rows.push([paint.bold(terminal.say({ zh: '合计', en: 'total' })), '', ...cells(sum)]);
  terminal.print(
    table(
      [
        { head: paint.dim(terminal.say({ zh: '文件', en: 'file' })) },
        { head: paint.dim(terminal.say({ zh: '数据流', en: 'stream' })) },
        { head: paint.dim(terminal.say({ zh: '接收', en: 'admitted' })), align: 'right' },
        { head: paint.dim(terminal.say({ zh: '拒收', en: 'rejected' })), align: 'right' },
        { head: paint.dim(terminal.say({ zh: '重复', en: 'duplicate' })), align: 'right' },
      ],
      rows,
      '',
    ),
  );
  if (sum.rejected > 0) showRefusals(terminal, loaded);
}

const REFUSALS_SHOWN = 5;

function showRefusals(terminal: Terminal, loaded: readonly Loaded[]): void {
  const { paint } = terminal;
  const reasons = Object.entries(reasonsOf(loaded))
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${String(count)}`);
  terminal.print();
  terminal.print(`${terminal.say({ zh: '拒收原因：', en: 'rejected because of: ' })}${reasons.join(' · ')}`);
  const refusals = loaded.flatMap(({ file, refusals: own }) => own.map((refusal) => ({ file, ...refusal })));
  for (const { file, line, code, reason } of refusals.slice(0, REFUSALS_SHOWN))
    terminal.print(`  ${paint.dim(`${file}:${String(line)}:`)} ${paint.yellow(code)} ${reason}`);
  const more = total(loaded).rejected - Math.min(refusals.length, REFUSALS_SHOWN);
  if (more > 0) terminal.print(paint.dim(`  +${number(more)}`));
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
