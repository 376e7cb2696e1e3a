import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.ts';
import { until } from './until.ts';

/** Why the real Prometheus cannot be asked here; undefined where it can. */
export const NO_PROMETHEUS: string | undefined = ['prometheus', 'promtool'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
)
  ? undefined
  : 'Prometheus is not installed (apt-get install prometheus)';

/** What was exposed at a moment (epoch seconds). */
export interface Scrape {
  readonly at: number;
  readonly text: string;
}

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** A real Prometheus of one's own over scrapes of the past. */
export class BackfilledPrometheus {
  readonly #url: string;
  readonly #stop: () => Promise<void>;

  private constructor(url: string, stop: () => Promise<void>) {
    this.#url = url;
    this.#stop = stop;
  }

  static async over(scrapes: readonly Scrape[]): Promise<BackfilledPrometheus> {
    const directory = mkdtempSync(join(tmpdir(), 'gigacity-prometheus-'));
    const remove = (): void => {
      rmSync(directory, { recursive: true, force: true });
    };
    const blocks = join(directory, 'blocks');
    writeFileSync(join(directory, 'scrapes.txt'), openMetrics(scrapes));
    const made = spawnSync(
      'promtool',
      ['tsdb', 'create-blocks-from', 'openmetrics', join(directory, 'scrapes.txt'), blocks],
      { encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(`promtool made no blocks: ${made.stderr}`);
    const [port = 0] = await freePorts(1);
    writeFileSync(join(directory, 'prometheus.yml'), '{}');
    const process = spawn(
      'prometheus',
      [
        `--config.file=${join(directory, 'prometheus.yml')}`,
        `--storage.tsdb.path=${blocks}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${String(port)}`,
      ],
      { stdio: 'ignore' },
    );
    const url = `http://127.0.0.1:${String(port)}`;
    await until('Prometheus to be ready', () =>
      fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return new BackfilledPrometheus(url, async () => {
      const ended = once(process, 'exit');
      process.kill('SIGTERM');
      await ended;
      remove();
    });
  }

  /** The answer to an expression at a moment (epoch seconds); throws with what Prometheus says against it. */
  async ask(query: string, at: number): Promise<readonly Sample[]> {
    const body = new URLSearchParams({ query, time: String(at) });
    const response = await fetch(`${this.#url}/api/v1/query`, { method: 'POST', body });
    const answer = (await response.json()) as Answer;
    if (answer.status === 'error') throw new Error(`${answer.error} in ${query}`);
    return answer.data.result;
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}

type Answer =
  | { readonly status: 'success'; readonly data: { readonly result: readonly Sample[] } }
  | { readonly status: 'error'; readonly error: string };

/** Samples with their moments, without the families' heads; the programs' own labels as a scrape would add them. */
function openMetrics(scrapes: readonly Scrape[]): string {
  const lines = scrapes.flatMap(({ at, text }) =>
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => `${line} ${String(at)}\n`),
  );
  return `${lines.join('')}# EOF\n`;
}
