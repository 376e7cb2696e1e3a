/** A partition of a topic. */
export interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** Where reading resumes: the offset after the last one that is done with. */
export interface Position extends Partition {
  readonly offset: number;
}

export interface LogRecord extends Position {
  /** Epoch milliseconds, stamped by the broker. */
  readonly timestamp: number;
  readonly value: Uint8Array | null;
}

/** A log that a group of processes reads together. */
export interface RecordLog {
  /**
   * The next records of the partitions that are ours, in order within each; none after a moment's wait.
   * Partitions become ours before its records are fetched, and at no other time.
   */
  poll(): Promise<readonly LogRecord[]>;
  pause(partition: Partition): void;
  resume(partition: Partition): void;
  /** Rejects where the group did not accept it. */
  commit(positions: readonly Position[]): Promise<void>;
}

/** What the group decides; a revocation is complete when its promise is. */
export interface GroupEvents {
  assigned(partitions: readonly Partition[]): void;
  revoked(partitions: readonly Partition[]): Promise<void>;
  /** Records that the log holds beyond those committed, from time to time. */
  lag(partition: Partition, records: number): void;
  warning(message: string): void;
}

export function partitionName({ topic, partition }: Partition): string {
  return `${topic}/${String(partition)}`;
}
