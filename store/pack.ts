import type { Measurement } from '../ingest/measurement.ts';
import type { MeasurementWriter } from '../ingest/pipeline.ts';
import type { Stream } from '../ingest/stream.ts';
import type { FactWriter } from './fact.ts';
import { QUARTER_SECONDS } from './sample-tables.ts';

/** Rows of one stream ready for its table, one JSON array a line, with when the samples among them were observed. */
export interface Pack {
  readonly stream: Stream;
  readonly rows: number;
  readonly bytes: Uint8Array;
  /** By the quarter of an hour (epoch seconds): how many, and the last receipt among them. */
  readonly arrivals: ReadonlyMap<number, Arrivals>;
}

export interface Arrivals {
  readonly n: number;
  readonly last: number;
}

/** Packs measurements by stream; what they were made of can be let go of at once. */
export function pack(measurements: readonly Measurement[], writerOf: (stream: Stream) => FactWriter): readonly Pack[] {
  const rows = new Map<Stream, string[]>();
  const arrivals = new Map<Stream, Map<number, Arrivals>>();
  for (const measurement of measurements) {
    const { stream } = measurement;
    const list = rows.get(stream) ?? [];
    if (list.length === 0) rows.set(stream, list);
    list.push(writerOf(stream)(measurement));
    if (stream.kind !== 'sample') continue;
    const counted = arrivals.get(stream) ?? new Map<number, Arrivals>();
    arrivals.set(stream, counted);
    count(counted, measurement);
  }
  return [...rows].map(([stream, lines]) => ({
    stream,
    rows: lines.length,
    bytes: Buffer.from(`${lines.join('\n')}\n`),
    arrivals: arrivals.get(stream) ?? new Map<number, Arrivals>(),
  }));
}

function count(arrivals: Map<number, Arrivals>, { observedAt, receivedAt }: Measurement): void {
  const quarter = Math.floor(observedAt.milliseconds / 1000 / QUARTER_SECONDS) * QUARTER_SECONDS;
  const { n, last } = arrivals.get(quarter) ?? { n: 0, last: 0 };
  arrivals.set(quarter, { n: n + 1, last: Math.max(last, receivedAt) });
}

/** Several packs' counts in one. */
export function addArrivals(packs: readonly Pack[]): ReadonlyMap<number, Arrivals> {
  const sum = new Map<number, Arrivals>();
  for (const { arrivals } of packs) {
    for (const [quarter, { n, last }] of arrivals) {
      const held = sum.get(quarter) ?? { n: 0, last: 0 };
      sum.set(quarter, { n: held.n + n, last: Math.max(held.last, last) });
    }
  }
  return sum;
}

export interface PackWriter {
  pack(measurements: readonly Measurement[]): readonly Pack[];
  writePacks(packs: readonly Pack[]): Promise<void>;
}

/** An insert of this many rows keeps the engine busy while the next one is packed. */
const ROWS_AT_A_TIME = 50_000;

/**
 * For sources that acknowledge nothing, such as files: measurements are packed as they come, a large insert runs in the
 * background, and all of them are in the store once `flush` resolves. Waiting rows are bytes: as objects they would cost
 * more to keep through the collector's rounds than they cost to read.
 */
export class BulkWriter implements MeasurementWriter {
  readonly #store: PackWriter;
  #waiting: Pack[] = [];
  #rows = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: PackWriter) {
    this.#store = store;
  }

  async write(measurements: readonly Measurement[]): Promise<void> {
    this.#waiting.push(...this.#store.pack(measurements));
    this.#rows += measurements.length;
    if (this.#rows >= ROWS_AT_A_TIME) await this.#handOver();
  }

  async flush(): Promise<void> {
    await this.#handOver();
    await this.#writing;
  }

  async #handOver(): Promise<void> {
    const packs = this.#waiting;
    this.#waiting = [];
    this.#rows = 0;
    await this.#writing;
    this.#writing = this.#store.writePacks(packs);
    // The failure is reported by whoever awaits `#writing` next.
    this.#writing.catch(() => undefined);
  }
}
