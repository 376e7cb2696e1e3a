import type { Measurement } from '../ingest/measurement.ts';
import type { Arrivals, Pack } from '../ingest/parcel.ts';
import type { Stream } from '../ingest/stream.ts';
import type { FactWriter } from './fact.ts';
import { QUARTER_SECONDS } from './sample-tables.ts';

/** The rows of one stream while they are gathered. */
interface Packing {
  readonly stream: Stream;
  readonly write: FactWriter;
  readonly rows: string[];
  readonly arrivals: Map<number, Arrivals>;
}

/** Packs measurements by stream; what they were made of can be let go of at once. */
export function pack(measurements: readonly Measurement[], writerOf: (stream: Stream) => FactWriter): readonly Pack[] {
  const packings = new Map<Stream, Packing>();
  let packing: Packing | undefined;
  for (const measurement of measurements) {
    const { stream } = measurement;
    // Neighbours mostly are of one stream.
    if (packing?.stream !== stream) {
      packing = packings.get(stream) ?? { stream, write: writerOf(stream), rows: [], arrivals: new Map() };
      packings.set(stream, packing);
    }
    packing.rows.push(packing.write(measurement));
    if (stream.kind === 'sample') count(packing.arrivals, measurement);
  }
  return [...packings.values()].map(({ stream, rows, arrivals }) => ({
    stream,
    rows: rows.length,
    bytes: Buffer.from(`${rows.join('\n')}\n`),
    arrivals,
  }));
}

function count(arrivals: Map<number, Arrivals>, { observedAt, receivedAt }: Measurement): void {
  const quarter = Math.floor(observedAt.milliseconds / 1000 / QUARTER_SECONDS) * QUARTER_SECONDS;
  add(arrivals, quarter, { n: 1, last: receivedAt });
}

function add(arrivals: Map<number, Arrivals>, quarter: number, { n, last }: Arrivals): void {
  const held = arrivals.get(quarter) ?? { n: 0, last: 0 };
  arrivals.set(quarter, { n: held.n + n, last: Math.max(held.last, last) });
}

/** Several packs' counts in one. */
export function addArrivals(packs: readonly Pack[]): ReadonlyMap<number, Arrivals> {
  const sum = new Map<number, Arrivals>();
  for (const { arrivals } of packs) for (const [quarter, own] of arrivals) add(sum, quarter, own);
  return sum;
}
