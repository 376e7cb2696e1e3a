import type { Measurement } from '../ingest/measurement.ts';
import type { Arrivals, Pack } from '../ingest/parcel.ts';
import type { Stream } from '../ingest/stream.ts';
import type { FactWriter } from './fact.ts';
import { QUARTER_SECONDS } from './sample-tables.ts';

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
