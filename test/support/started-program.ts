import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { until } from './until.ts';

/** A server program of the machine while it runs. */
export class StartedProgram {
  readonly #child: ChildProcess;
  readonly #name: string;
  #written = '';

  private constructor(name: string, child: ChildProcess) {
    this.#name = name;
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#written += chunk.toString();
      });
  }

  /** Starts it and waits until an address answers; throws with what it wrote where it ends instead. */
  static async start(name: string, args: readonly string[], ready: string): Promise<StartedProgram> {
    const program = new StartedProgram(name, spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    await until(`${name} to answer`, async () => {
      if (program.#child.exitCode !== null) throw new Error(`${name} ended:\n${program.#written}`);
      const answer = await fetch(ready).catch(() => undefined);
      return answer?.ok === true;
    });
    return program;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }

  /** What it wrote, for a test that fails. */
  get written(): string {
    return `${this.#name}:\n${this.#written}`;
  }
}
