import type { DeadLetterWriter, MeasurementWriter } from './pipeline.ts';

/** A store that is asked at most so many things at once. */
export interface QueuedStore extends MeasurementWriter, DeadLetterWriter {
  /** Whether whoever asks now would wait in line. */
  readonly isBusy: () => boolean;
}

/** The same store, asked at most `limit` things at once; whoever comes later waits in line. */
export function atMost(limit: number, store: MeasurementWriter & DeadLetterWriter): QueuedStore {
  let running = 0;
  const line: (() => void)[] = [];
  const inTurn = async (act: () => Promise<void>): Promise<void> => {
    if (running >= limit) await new Promise<void>((resolve) => line.push(resolve));
    else running += 1;
    try {
      await act();
    } finally {
      const next = line.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return {
    isBusy: () => running >= limit,
    pack: store.pack,
    write: (parcels) => inTurn(() => store.write(parcels)),
    bury: (deadLetters) => inTurn(() => store.bury(deadLetters)),
  };
}
