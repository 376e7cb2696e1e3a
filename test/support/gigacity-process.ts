import type { ChildProcess, SpawnSyncReturns } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TYPESCRIPT } from './store-process.ts';
import { until } from './until.ts';

/** The arguments of Node.js that run the program as it stands in the sources. */
const GIGACITY = [...TYPESCRIPT, fileURLToPath(new URL('../../app/main.ts', import.meta.url))];

/** Nothing of the settings of whoever runs the tests. */
const SURROUNDINGS = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] };

/** Runs the program in a process of its own to its end, or until it has hung for long. */
export function runGigacity(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [...GIGACITY, ...args], {
    env: SURROUNDINGS,
    encoding: 'utf8',
    timeout: 20_000,
  });
}

/** The program in a process of its own, which can be asked to end, and killed. */
export class GigacityProcess {
  /** What it has written so far. */
  out = '';
  err = '';
  /** Its exit code, or the signal that ended it, once all that it wrote is here. */
  readonly ended: Promise<readonly unknown[]>;
  readonly #child: ChildProcess;

  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [...GIGACITY, ...args], {
      env: { ...SURROUNDINGS, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = once(child, 'close');
    this.#child = child;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Where it serves, once it does; `start` must have been told to speak English. */
  async address(): Promise<string> {
    const told = (): string | undefined => /serving on (http:\S+?)\/ /.exec(this.err)?.[1];
    await until('the server', () => told() !== undefined, { seconds: 60 });
    return told() ?? '';
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
