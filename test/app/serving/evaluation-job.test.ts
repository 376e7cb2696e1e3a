import { describe, expect, it } from 'vitest';
import type { AskedTimes } from '../../../api/ports.ts';
import { Busy } from '../../../api/ports.ts';
import type { EvaluationEvent, EvaluationJobSettings } from '../../../app/serving/evaluation-job.ts';
import { EVALUATION_JOB, EvaluationJob } from '../../../app/serving/evaluation-job.ts';
import type { CommittedEvaluation } from '../../../indicators/committed.ts';
import { shippedCatalogue } from '../../support/catalogue.ts';
import { until } from '../../support/until.ts';

const MARCH: AskedTimes = { asOf: '2025-03-31', knownAt: undefined };
const NOW: AskedTimes = { asOf: undefined, knownAt: undefined };
const catalogue = shippedCatalogue();

/** A job over a store that is nothing but a mark, with evaluations that end when they are let. */
class Bench {
  mark = 'a';
  today = '2026-01-05';
  clock = 0;
  fails = false;
  readonly evaluated: string[] = [];
  readonly events: EvaluationEvent[] = [];
  readonly job: EvaluationJob;
  readonly #stop = new AbortController();
  #gate: Promise<void> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();

  constructor(settings: Partial<EvaluationJobSettings> = {}) {
    this.job = new EvaluationJob(
      {
        mark: () => Promise.resolve(this.mark),
        evaluate: async ({ asOf }, mark) => {
          this.evaluated.push(`${asOf ?? 'today'} ${mark}`);
          await this.#gate;
          if (this.fails) throw new Error('the store is down');
          return evaluation(`${asOf ?? this.today} ${mark}`);
        },
        today: () => this.today,
        report: (event) => this.events.push(event),
        now: () => this.clock,
      },
      { ...EVALUATION_JOB, pollMs: 1, ...settings },
    );
  }

  run(): void {
    this.#running = this.job.run(this.#stop.signal);
  }

  /** Evaluations wait until the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  async committed(id: string): Promise<void> {
    await until(`the evaluation ${id}`, () => this.job.committed()?.id === id, { everyMs: 1 });
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }
}

function evaluation(id: string): CommittedEvaluation {
  return { id, startedAt: 0, finishedAt: 0, catalogue, evaluations: [], simulated: new Set() };
}

describe('the evaluation job', () => {
  it('commits at once, again when reports have come, and again when a day has begun', async () => {
    const bench = new Bench();
    expect(bench.job.committed()).toBeUndefined();
    bench.run();
    await bench.committed('2026-01-05 a');
    bench.mark = 'b';
    await bench.committed('2026-01-05 b');
    bench.today = '2026-01-06';
    await bench.committed('2026-01-06 b');
    await bench.end();
    expect(bench.evaluated).toEqual(['today a', 'today b', 'today b']);
  });

  it('waits while reports keep coming, but not for ever', async () => {
    const bench = new Bench({ patienceMs: 100 });
    bench.run();
    await bench.committed('2026-01-05 a');
    // A store in which something has come whenever it is asked.
    let asked = 0;
    Object.defineProperty(bench, 'mark', { get: () => `more ${String((asked += 1))}` });
    await until('some questions', () => asked > 20, { everyMs: 1 });
    expect(bench.evaluated).toHaveLength(1);
    bench.clock = 1_000;
    await until('an evaluation', () => bench.evaluated.length === 2, { everyMs: 1 });
    await bench.end();
  });

  it('keeps the last evaluation when the next one fails, and tries again', async () => {
    const bench = new Bench();
    bench.run();
    await bench.committed('2026-01-05 a');
    bench.fails = true;
    bench.mark = 'b';
    await until('a failure', () => bench.events.some(({ kind }) => kind === 'failed'), { everyMs: 1 });
    expect(bench.job.committed()?.id).toBe('2026-01-05 a');
    expect(bench.job.failure).toBeInstanceOf(Error);
    bench.fails = false;
    await bench.committed('2026-01-05 b');
    expect(bench.job.failure).toBeUndefined();
    await bench.end();
  });
});

describe('evaluations for other times', () => {
  it('answers with the committed one where no time is asked for', async () => {
    const bench = new Bench();
    bench.run();
    await bench.committed('2026-01-05 a');
    expect(await bench.job.at(NOW)).toBe(bench.job.committed());
    await bench.end();
  });

  it('computes each once until the store changes', async () => {
    const bench = new Bench();
    const [one, two] = await Promise.all([bench.job.at(MARCH), bench.job.at(MARCH)]);
    expect(two).toBe(one);
    expect(await bench.job.at(MARCH)).toBe(one);
    bench.mark = 'b';
    expect((await bench.job.at(MARCH)).id).toBe('2025-03-31 b');
    expect(bench.evaluated).toEqual(['2025-03-31 a', '2025-03-31 b']);
  });

  it('computes one at a time and sends away what would wait too long', async () => {
    const bench = new Bench({ running: 1, waiting: 1 });
    const release = bench.hold();
    const first = bench.job.at(MARCH);
    await until('the first to begin', () => bench.evaluated.length === 1, { everyMs: 1 });
    const second = bench.job.at({ ...MARCH, asOf: '2025-04-30' });
    await Promise.resolve();
    await expect(bench.job.at({ ...MARCH, asOf: '2025-05-31' })).rejects.toThrow(Busy);
    expect(bench.evaluated).toEqual(['2025-03-31 a']);
    release();
    expect([(await first).id, (await second).id]).toEqual(['2025-03-31 a', '2025-04-30 a']);
  });

  it('says that it is busy where one takes too long, and has it the next time', async () => {
    const bench = new Bench({ timeoutMs: 5 });
    const release = bench.hold();
    await expect(bench.job.at(MARCH)).rejects.toThrow(Busy);
    release();
    await until('the evaluation', async () => (await bench.job.at(MARCH).catch(() => undefined)) !== undefined);
    expect(bench.evaluated).toEqual(['2025-03-31 a']);
  });

  it('does not remember a failure', async () => {
    const bench = new Bench();
    bench.fails = true;
    await expect(bench.job.at(MARCH)).rejects.toThrow('the store is down');
    bench.fails = false;
    expect((await bench.job.at(MARCH)).id).toBe('2025-03-31 a');
  });
});
