import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Fault } from './clickhouse-stand-in.ts';
import { freePorts } from './free-ports.ts';

const SERVER = fileURLToPath(new URL('clickhouse-stand-in.ts', import.meta.url));
/** Child processes run TypeScript as it is. */
export const TYPESCRIPT = ['--import', 'tsx'];

/** A ClickHouse of one's own behind HTTP, which can be told to fail, killed, and started again over the same data. */
export class StoreProcess {
  readonly url: string;
  readonly #directory: string;
  readonly #port: number;
  readonly #mutant: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(directory: string, port: number, mutant: readonly string[]) {
    this.#mutant = mutant;
    this.#directory = directory;
    this.#port = port;
    this.url = `http://127.0.0.1:${String(port)}`;
  }

  static async start(directory: string, ...mutant: readonly 'offset-identity'[]): Promise<StoreProcess> {
    const [port = 0] = await freePorts(1);
    const store = new StoreProcess(directory, port, mutant);
    await store.restart();
    return store;
  }

  async restart(): Promise<void> {
    const started = fork(SERVER, [this.#directory, String(this.#port), ...this.#mutant], { execArgv: TYPESCRIPT });
    this.#process = started;
    await Promise.race([
      once(started, 'message'),
      once(started, 'exit').then(() => Promise.reject(new Error('the store process ended before it listened'))),
    ]);
  }

  async fail(...faults: readonly Fault[]): Promise<void> {
    await fetch(`${this.url}/faults`, { method: 'POST', body: JSON.stringify(faults) });
  }

  suspend(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }
}
