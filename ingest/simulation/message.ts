import type { FaultName } from './faults.ts';

/** One line of a feed, and when it reaches the system. */
export interface SimulatedMessage {
  readonly stream: string;
  /** The carrier whose feed it comes in by, which a faulty line need not name. */
  readonly carrier: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** One JSON message; with a fault it may be anything. */
  readonly line: string;
  /** What was broken in it on purpose; absent where nothing was. */
  readonly fault?: FaultName;
}

/** Between its messages a source says how far it has come: none that follows is received before `until`. */
export interface Watermark {
  readonly until: number;
}

export type Source = Iterable<SimulatedMessage | Watermark>;

export function isWatermark(item: SimulatedMessage | Watermark): item is Watermark {
  return 'until' in item;
}
