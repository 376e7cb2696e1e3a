import type { LogRecord, Position, RecordLog } from '../../ingest/record-log.ts';
import { partitionName } from '../../ingest/record-log.ts';
import type { Parcel } from '../../ingest/parcel.ts';
import { parcelOf } from '../../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';

type Store = MeasurementWriter & DeadLetterWriter;
type Log = RecordLog & { leave(): Promise<void> };

/** The program with one thing wrong in it. A fault suite that does not tell it from the real one proves nothing. */
export interface Mutant {
  readonly store?: (store: Store) => Store;
  readonly log?: (log: Log) => Log;
}

export const MUTANTS = {
  'commits before it writes': {
    store: (store) => ({
      ...bound(store),
      write: (parcels) => {
        setTimeout(() => void store.write(parcels).catch(() => undefined), 800);
        return Promise.resolve();
      },
    }),
  },
  'commits what it has read': { log: (log) => new GreedyLog(log) },
  'skips dead letters': { store: (store) => ({ ...bound(store), bury: () => Promise.resolve() }) },
  'drops a batch on an error': {
    store: (store) => ({ ...bound(store), write: (parcels) => store.write(parcels).catch(() => undefined) }),
  },
  'stamps receipts itself': {
    log: (log) => new StampingLog(log),
  },
  'loses the last row of a batch': {
    store: (store) => ({ ...bound(store), write: (parcels) => store.write(leading(store, parcels, -1)) }),
  },
} as const satisfies Readonly<Record<string, Mutant>>;

export type MutantName = keyof typeof MUTANTS;

function bound(store: Store): Store {
  return { pack: store.pack, write: (parcels) => store.write(parcels), bury: (letters) => store.bury(letters) };
}

/** The first rows of some parcels, up to `end` as `slice` counts it. */
export function leading({ pack }: Store, parcels: readonly Parcel[], end: number): readonly Parcel[] {
  const rows = parcels.flatMap((parcel) => parcel.measurements());
  return [parcelOf(pack, rows.slice(0, end))];
}

class ForwardingLog implements Log {
  readonly inner: Log;

  constructor(inner: Log) {
    this.inner = inner;
  }

  poll(): Promise<readonly LogRecord[]> {
    return this.inner.poll();
  }
  pause(partition: { topic: string; partition: number }): void {
    this.inner.pause(partition);
  }
  resume(partition: { topic: string; partition: number }): void {
    this.inner.resume(partition);
  }
  commit(positions: readonly Position[]): Promise<void> {
    return this.inner.commit(positions);
  }
  leave(): Promise<void> {
    return this.inner.leave();
  }
}

class GreedyLog extends ForwardingLog {
  override async poll(): Promise<readonly LogRecord[]> {
    const records = await this.inner.poll();
    const last = new Map(records.map((record) => [partitionName(record), record]));
    const positions = [...last.values()].map(({ topic, partition, offset }) => ({
      topic,
      partition,
      offset: offset + 1,
    }));
    if (positions.length > 0) await this.inner.commit(positions).catch(() => undefined);
    return records;
  }
}

class StampingLog extends ForwardingLog {
  override async poll(): Promise<readonly LogRecord[]> {
    const records = await this.inner.poll();
    return records.map((record) => ({ ...record, timestamp: Date.now() }));
  }
}
