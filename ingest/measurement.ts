import type { Instant } from './instant.ts';
import type { Reason } from './rejection.ts';
import type { AnyMessage, Stream } from './stream.ts';

/** Where a line came from. Kafka: topic, partition, offset, line within the message. A file: its name, 0, 0, line. */
export interface Origin {
  readonly source: string;
  readonly partition: number;
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
}

/** A transport's unit: one Kafka message, or a stretch of a file's lines. */
export interface RawMessage {
  readonly stream: string;
  /** The carrier that the topic belongs to, where the transport binds one. */
  readonly boundCarrier?: string;
  /** `line` is that of the value's first line. */
  readonly origin: Origin;
  /** Epoch milliseconds, stamped by the transport. */
  readonly receivedAt: number;
  /** Null: a tombstone. */
  readonly value: Uint8Array | null;
}

/** One admitted line: valid against its stream's schema and the registries. */
export interface Measurement {
  readonly stream: Stream;
  readonly message: AnyMessage;
  readonly observedAt: Instant;
  readonly receivedAt: number;
  readonly origin: Origin;
  /** As it was sent, so that a line which the store refuses is kept with its bytes. */
  readonly text: string;
}

/** One refused line, kept with its bytes so that it can be mended and replayed. */
export interface DeadLetter {
  readonly stream: string;
  /** Empty where the message does not tell. */
  readonly carrier: string;
  readonly origin: Origin;
  readonly receivedAt: number;
  readonly raw: Uint8Array;
  readonly reasons: readonly Reason[];
}
