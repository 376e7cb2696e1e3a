import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { AskedTimes, Evaluations } from '../../api/ports.ts';
import { Busy } from '../../api/ports.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { bounded } from './bounded.ts';

export interface EvaluationJobDeps {
  /** Names what the figures rest on now. */
  readonly mark: () => Promise<string>;
  readonly evaluate: (times: AskedTimes, mark: string) => Promise<CommittedEvaluation>;
  /** The days that are today's now, of every place. */
  readonly today: () => string;
  readonly report: (event: EvaluationEvent) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export type EvaluationEvent =
  | { readonly kind: 'committed'; readonly evaluation: CommittedEvaluation }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface EvaluationJobSettings {
  /** How often the store is asked whether anything has come. */
  readonly pollMs: number;
  /** Where reports keep coming, the longest that they wait. */
  readonly patienceMs: number;
  /** Evaluations for other times that are computed at once, and that may wait for their turn. */
  readonly running: number;
  readonly waiting: number;
  readonly timeoutMs: number;
}

export const EVALUATION_JOB: EvaluationJobSettings = {
  pollMs: 1_000,
  patienceMs: 15_000,
  running: 1,
  waiting: 8,
  timeoutMs: 20_000,
};

const NOW: AskedTimes = { asOf: undefined, knownAt: undefined };
const KEPT = 16;
/** An evaluation may take this part of the time at most, so that taking in goes on beside it. */
const SHARE = 4;

/**
 * Evaluates when reports have come and it is quiet again, or when they have waited long enough, or when a day has
 * begun; keeps the last evaluation for every reader. Evaluations for other times are computed when they are asked for
 * and remembered until the store changes.
 */
export class EvaluationJob implements Evaluations {
  readonly #deps: EvaluationJobDeps;
  readonly #settings: EvaluationJobSettings;
  readonly #inTurn: ReturnType<typeof bounded>;
  readonly #others = new LRUCache<string, Promise<CommittedEvaluation>>({ max: KEPT });
  #committed: CommittedEvaluation | undefined;
  #failure: unknown;
  #failures = 0;
  #waitingSince: number | undefined;

  constructor(deps: EvaluationJobDeps, settings: EvaluationJobSettings = EVALUATION_JOB) {
    this.#deps = deps;
    this.#settings = settings;
    this.#inTurn = bounded({ atOnce: settings.running, waiting: settings.waiting });
  }

  committed(): CommittedEvaluation | undefined {
    return this.#committed;
  }

  /** Why the last attempt failed; undefined where it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Attempts that failed since the start. */
  get failures(): number {
    return this.#failures;
  }

  /** Epoch milliseconds since when something waits to be evaluated; undefined where nothing does. */
  get waitingSince(): number | undefined {
    return this.#waitingSince;
  }

  /** Runs until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    let done: string | undefined;
    let seen: string | undefined;
    let restUntil = 0;
    while (!signal.aborted) {
      const { mark: ask, now, today } = this.#deps;
      try {
        const mark = await ask();
        const state = `${today()} ${mark}`;
        const isQuiet = state === seen;
        seen = state;
        if (state === done) this.#waitingSince = undefined;
        else {
          const since = (this.#waitingSince ??= now());
          const isPatient = done !== undefined && !isQuiet && now() - since < this.#settings.patienceMs;
          if (!isPatient && now() >= restUntil) {
            await this.#commit(mark);
            done = state;
            this.#waitingSince = undefined;
            restUntil = now() + SHARE * this.#lastMs();
          }
        }
      } catch (error) {
        this.#failure = error;
        this.#failures += 1;
        this.#waitingSince ??= now();
        this.#deps.report({ kind: 'failed', error });
      }
      await sleep(this.#settings.pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async at(times: AskedTimes): Promise<CommittedEvaluation> {
    const committed = this.#committed;
    if (times.asOf === undefined && times.knownAt === undefined && committed !== undefined) return committed;
    const mark = await this.#deps.mark();
    const key = JSON.stringify([mark, this.#deps.today(), times.asOf, times.knownAt?.moment]);
    const known = this.#others.get(key);
    if (known !== undefined) return this.#inTime(known);
    const computing = this.#inTurn(() => this.#deps.evaluate(times, mark));
    this.#others.set(key, computing);
    computing.catch(() => this.#others.delete(key));
    return this.#inTime(computing);
  }

  async #commit(mark: string): Promise<void> {
    const evaluation = await this.#deps.evaluate(NOW, mark);
    this.#committed = evaluation;
    this.#failure = undefined;
    this.#deps.report({ kind: 'committed', evaluation });
  }

  #lastMs(): number {
    const last = this.#committed;
    return last === undefined ? 0 : last.finishedAt - last.startedAt;
  }

  /** The computation itself goes on, so that asking again finds it done. */
  async #inTime<T>(work: Promise<T>): Promise<T> {
    const { timeoutMs } = this.#settings;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Busy(timeoutMs / 1000));
      }, timeoutMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
