import type { CommittedEvaluation } from '../indicators/committed.ts';
import type { Exposition } from './exposition.ts';
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
  readonly text: string;
}

/** What a scrape gets: the text of the committed evaluation, made once, and the program's own figures of this moment. */
export class Exporter {
  /** Takes the duration of each request. */
  readonly durations = httpDurations();
  readonly #deps: ExporterDeps;
  readonly #limit: number;
  #rendered: { readonly of: CommittedEvaluation; readonly exposition: Promise<Exposition> } | undefined;
  #dropped = 0;

  /** `limit`: the most series of an evaluation that are exposed. */
  constructor(deps: ExporterDeps, limit: number) {
    this.#deps = deps;
    this.#limit = limit;
  }

  /** `accept`: the header of the request; OpenMetrics where it is named. */
  async page(accept: string | undefined): Promise<Page> {
    const format = accept?.includes('application/openmetrics-text') === true ? OPENMETRICS_FORMAT : PROMETHEUS_FORMAT;
    const evaluated = (await this.#exposition())?.text ?? '';
    const exposition = { limit: this.#limit, dropped: this.#dropped };
    const live = await liveText(this.#deps.reading(), { format, durations: this.durations, exposition });
    return { contentType: format, text: evaluated + live };
  }

  /** Rendered when it is first asked for; whoever commits an evaluation may ask for it before a scrape does. */
  async #exposition(): Promise<Exposition | undefined> {
    const committed = this.#deps.committed();
    if (committed === undefined) return undefined;
    if (this.#rendered?.of !== committed) {
      const exposition = expose(committed, this.#limit);
      this.#rendered = { of: committed, exposition };
      for (const count of (await exposition).dropped.values()) this.#dropped += count;
    }
    return this.#rendered.exposition;
  }
}
