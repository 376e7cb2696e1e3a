import type { LogRecord, Position, RecordLog } from '../../ingest/record-log.ts';
import { partitionName } from '../../ingest/record-log.ts';
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
      write: (rows) => {
        setTimeout(() => void store.write(rows).catch(() => undefined), 800);
        return Promise.resolve();
      },
    }),
  },
  'commits what it has read': { log: (log) => new GreedyLog(log) },
  'skips dead letters': { store: (store) => ({ ...bound(store), bury: () => Promise.resolve() }) },
  'drops a batch on an error': {
    store: (store) => ({ ...bound(store), write: (rows) => store.write(rows).catch(() => undefined) }),
  },
  'stamps receipts itself': {
    log: (log) => new StampingLog(log),
  },
  'loses the last row of a batch': {
    store: (store) => ({ ...bound(store), write: (rows) => store.write(rows.slice(0, -1)) }),
  },
} as const satisfies Readonly<Record<string, Mutant>>;

export type MutantName = keyof typeof MUTANTS;

function bound(store: Store): Store {
  return { write: (rows) => store.write(rows), bury: (letters) => store.bury(letters) };
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
