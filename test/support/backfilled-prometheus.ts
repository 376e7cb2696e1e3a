import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from './free-ports.ts';
import { runProgram } from './programs.ts';
import { StartedProgram } from './started-program.ts';
import { scratch } from './scratch.ts';

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
    const directory = scratch();
    const scraped = join(directory, 'scrapes.txt');
    const blocks = join(directory, 'blocks');
    const config = join(directory, 'prometheus.yml');
    writeFileSync(scraped, openMetrics(scrapes));
    writeFileSync(config, '{}');
    runProgram('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', scraped, blocks]);
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${String(port)}`;
    const program = await StartedProgram.start(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${blocks}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${String(port)}`,
      ],
      `${url}/-/ready`,
    );
    return new BackfilledPrometheus(url, () => program.stop());
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
