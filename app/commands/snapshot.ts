import type { Context, Input } from '../command.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { wrong } from '../terminal/failure.ts';
import { createSnapshots } from '../snapshot/create.ts';
import { exportSnapshot } from '../snapshot/export.ts';
import { diffSnapshots, listSnapshots, showKey, showSnapshot } from '../snapshot/show.ts';
import { verifySnapshot } from '../snapshot/verification.ts';
import { suggestion } from '../terminal/suggest.ts';

type Action = (context: Context, input: Input, ids: readonly string[]) => Promise<ExitCode>;

const ACTIONS: ReadonlyMap<string, { readonly act: Action; readonly ids: number; readonly usage: string }> = new Map([
  [
    'create',
    { act: createSnapshots, ids: 0, usage: 'create [--as-of D] [--known-at T] [--supersedes ID --reason TEXT]' },
  ],
  ['list', { act: listSnapshots, ids: 0, usage: 'list [--limit N]' }],
  ['show', { act: showSnapshot, ids: 1, usage: 'show ID' }],
  ['diff', { act: diffSnapshots, ids: 2, usage: 'diff ID OTHER' }],
  ['export', { act: exportSnapshot, ids: 1, usage: 'export ID [--format F] [--table T] [--out FILE]' }],
  ['verify', { act: verifySnapshot, ids: 1, usage: 'verify FILE|ID --public-key K [--recompute]' }],
  ['key', { act: showKey, ids: 0, usage: 'key' }],
]);

const COUNTS: readonly string[] = ['no id', 'one id', '2 ids'];

/** Makes, shows, compares, exports and verifies snapshots. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const [name = '', ...ids] = input.args.flat();
  const action = ACTIONS.get(name);
  if (action === undefined)
    throw wrong({ zh: `没有操作“${name}”`, en: `there is no action "${name}"` }, suggestion(name, [...ACTIONS.keys()]));
  if (ids.length !== action.ids)
    throw wrong(
      { zh: `${name} 要 ${String(action.ids)} 个编号`, en: `${name} takes ${COUNTS[action.ids] ?? ''}` },
      { zh: `gigacity snapshot ${action.usage}`, en: `gigacity snapshot ${action.usage}` },
    );
  return action.act(context, input, ids);
}
