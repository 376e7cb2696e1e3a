import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCommandLine } from '../../app/command-line.ts';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
  readonly now?: string;
  /** Ends what would run for ever; without one, as soon as it has started. */
  readonly signal?: AbortSignal;
}

/** Runs the command line in this process and keeps what it wrote. */
export async function run(
  args: readonly string[],
  {
    environment = {},
    directory = EMPTY,
    now = '2026-01-05T09:00:00+08:00',
    signal = AbortSignal.abort(),
  }: RunOptions = {},
): Promise<Ran> {
  const out = new Kept();
  const err = new Kept();
  const exit = await runCommandLine(args, {
    // Test files run beside one another.
    environment: { GIGACITY_PORT: '0', ...environment },
    directory,
    out,
    err,
    now: () => Date.parse(now),
    stopping: () => signal,
  });
  return { exit, out: out.text, err: err.text };
}

let root: string | undefined;

/** A directory that goes away with the test's process. */
export function scratch(): string {
  if (root === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'gigacity-app-'));
    process.once('exit', () => {
      rmSync(made, { recursive: true, force: true });
    });
    root = made;
  }
  return mkdtempSync(join(root, 'd-'));
}

const EMPTY = scratch();

class Kept extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
