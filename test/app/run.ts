import { Writable } from 'node:stream';
import { runCommandLine } from '../../app/command-line.ts';
import { scratch } from '../support/scratch.ts';

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

const EMPTY = scratch();

class Kept extends Writable {
  text = '';

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
