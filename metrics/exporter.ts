import type { CommittedEvaluation } from '../indicators/committed.ts';
import { expose } from './exposition.ts';
import type { Opening } from './gzip.ts';
import { gzipOpening, gzipWhole } from './gzip.ts';
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
  readonly gzipped: Opening;
}

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
    const evaluated = (await this.rendered()) ?? (await compressed(Buffer.alloc(0)));
    const exposition = { limit: this.#limit, dropped: this.#dropped };
    const text = await liveText(this.#deps.reading(), {
      format: contentType,
      durations: this.durations,
      exposition,
    });
    const live = Buffer.from(text);
    const body = gzipped ? await gzipWhole(evaluated.gzipped, live) : Buffer.concat([evaluated.plain, live]);
    return { contentType, body };
  }

  /** Made when it is first asked for; whoever commits an evaluation may ask for it before a scrape does. */
  rendered(): Promise<Rendered> | undefined {
    const committed = this.#deps.committed();
    if (committed === undefined) return undefined;
    if (this.#current?.of !== committed) this.#current = { of: committed, rendered: this.#render(committed) };
    return this.#current.rendered;
  }

  async #render(committed: CommittedEvaluation): Promise<Rendered> {
    const { text, dropped } = await expose(committed, this.#limit);
    for (const count of dropped.values()) this.#dropped += count;
    return compressed(Buffer.from(text));
  }
}

async function compressed(plain: Buffer): Promise<Rendered> {
  return { plain, gzipped: await gzipOpening(plain) };
}
