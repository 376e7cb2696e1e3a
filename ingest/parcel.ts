import type { Measurement } from './measurement.ts';
import type { Stream } from './stream.ts';

/** Rows of one stream ready for its table, one JSON array a line. */
export interface Pack {
  readonly stream: Stream;
  readonly rows: number;
  readonly bytes: Uint8Array;
  /** Of samples, by the quarter of an hour (epoch seconds) in which they were observed. */
  readonly arrivals: ReadonlyMap<number, Arrivals>;
}

/** How many came, and when the last of them was received (epoch milliseconds). */
export interface Arrivals {
  readonly n: number;
  readonly last: number;
}

/**
 * Measurements on their way into the store, ready to be written as they are. While they wait they are bytes: as objects
 * they would cost more to keep through the collector's rounds than they cost to read.
 */
export interface Parcel {
  readonly rows: number;
  /** Of its rows. */
  readonly bytes: number;
  readonly packs: readonly Pack[];
  /** What was packed, for whoever must look at single rows again. */
  measurements(): readonly Measurement[];
}

/** Makes the rows of measurements. */
export type Packer = (measurements: readonly Measurement[]) => readonly Pack[];

/** A parcel of measurements; `again` brings them back where they have been let go of. */
export function parcelOf(
  pack: Packer,
  measurements: readonly Measurement[],
  again: () => readonly Measurement[] = () => measurements,
): Parcel {
  const packs = pack(measurements);
  const bytes = packs.reduce((sum, one) => sum + one.bytes.length, 0);
  return { rows: measurements.length, bytes, packs, measurements: again };
}

export function rowsOf(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, { rows }) => sum + rows, 0);
}
