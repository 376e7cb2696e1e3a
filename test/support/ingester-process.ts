import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MutantName } from './mutants.ts';
import { TYPESCRIPT } from './store-process.ts';
import { until } from './until.ts';

export type FailPoint = 'after-dead-letters' | 'mid-batch' | 'after-insert' | 'in-revoke';

export interface IngesterOptions {
  readonly brokers: string;
  readonly topicPrefix: string;
  readonly storeUrl: string;
  readonly group?: string;
  readonly mutant?: MutantName;
  readonly failAt?: FailPoint;
  readonly breaker?: boolean;
  /** How long the group waits for a silent member; 4 s where nothing is said. */
  readonly sessionMs?: number;
}

const INGESTER = fileURLToPath(new URL('ingester.ts', import.meta.url));

/** One running ingester. */
export class IngesterProcess {
  /** What it reported. */
  readonly events: {
    readonly at: number;
    readonly kind: string;
    readonly message?: string;
    readonly partition?: string;
  }[] = [];
  readonly #process: ChildProcess;

  constructor(options: IngesterOptions) {
    this.#process = fork(INGESTER, [JSON.stringify(options)], { execArgv: TYPESCRIPT });
    this.#process.on('message', (event) =>
      this.events.push({ ...(event as (typeof this.events)[number]), at: Date.now() }),
    );
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** How it is, and what it reported last, for whoever wants to know why something did not happen. */
  get lastWords(): string {
    const state = this.hasEnded ? `ended with ${String(this.#process.exitCode ?? this.#process.signalCode)}` : 'runs';
    return `${state}, ${this.events
      .slice(-20)
      .map((event) => JSON.stringify(event))
      .join(' ')}`;
  }

  /** Megabytes of memory that it takes now; 0 where that cannot be told. */
  get memory(): number {
    const path = `/proc/${String(this.#process.pid)}/status`;
    if (!existsSync(path)) return 0;
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) / 1024;
  }

  /** Resolves once it has partitions of its own. */
  async joined(): Promise<void> {
    const hasJoined = (): boolean => this.events.some(({ kind }) => kind === 'assigned');
    await until('an ingester to join the group', hasJoined, { seconds: 120 });
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Its exit code once it has ended; null where a signal did it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.hasEnded) this.#process.kill(signal);
    await this.ended();
    return this.#process.exitCode;
  }

  async ended(): Promise<void> {
    if (!this.hasEnded) await once(this.#process, 'exit');
  }
}
