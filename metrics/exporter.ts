import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { CommittedEvaluation } from '../indicators/committed.ts';
import { expose } from './exposition.ts';
import type { Format, LiveReading } from './live.ts';
import { httpDurations, liveText, OPENMETRICS_FORMAT, PROMETHEUS_FORMAT } from './live.ts';

export interface ExporterDeps {
  /** Undefined until the first evaluation has been committed. */
  readonly committed: () => CommittedEvaluation | undefined;
  readonly reading: () => LiveReading;
}

export interface Page {
  readonly contentType: Format;
  readonly body: Buffer;
}

/** The text of one evaluation as it is sent, with and without compression. */
interface Rendered {
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

const NOTHING: Rendered = { plain: Buffer.alloc(0), gzipped: Buffer.alloc(0) };
const compress = promisify(gzip);

/** What a scrape gets: the text of the committed evaluation, made once, and the program's own figures of this moment. */
export class Exporter {
  /** Takes the duration of each request. */
  readonly durations = httpDurations();
  readonly #deps: ExporterDeps;
  readonly #limit: number;
  #current: { readonly of: CommittedEvaluation; readonly rendered: Promise<Rendered> } | undefined;
  #dropped = 0;

  /** `limit`: the most series of an evaluation that are exposed. */
  constructor(deps: ExporterDeps, limit: number) {
    this.#deps = deps;
    this.#limit = limit;
  }

  /** `accept` is the header of the request: OpenMetrics where it is named. */
  async page({ accept, gzipped }: { accept: string | undefined; gzipped: boolean }): Promise<Page> {
    const contentType =
      accept?.includes('application/openmetrics-text') === true ? OPENMETRICS_FORMAT : PROMETHEUS_FORMAT;
    const evaluated = await this.rendered();
    const exposition = { limit: this.#limit, dropped: this.#dropped };
    const text = await liveText(this.#deps.reading(), {
      format: contentType,
      durations: this.durations,
      exposition,
    });
    const live = Buffer.from(text);
    // RFC 1952: members one after the other are one file, so the large one is compressed only once.
    const parts = gzipped ? [evaluated.gzipped, await compress(live)] : [evaluated.plain, live];
    return { contentType, body: Buffer.concat(parts) };
  }

  /** Made when it is first asked for; whoever commits an evaluation may ask for it before a scrape does. */
  rendered(): Promise<Rendered> {
    const committed = this.#deps.committed();
    if (committed === undefined) return Promise.resolve(NOTHING);
    if (this.#current?.of !== committed) this.#current = { of: committed, rendered: this.#render(committed) };
    return this.#current.rendered;
  }

  async #render(committed: CommittedEvaluation): Promise<Rendered> {
    const { text, dropped } = await expose(committed, this.#limit);
    for (const count of dropped.values()) this.#dropped += count;
    const plain = Buffer.from(text);
    return { plain, gzipped: await compress(plain) };
  }
}
