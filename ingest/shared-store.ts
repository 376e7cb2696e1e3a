import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Parcel } from './parcel.ts';
import { rowsOf } from './parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from './pipeline.ts';
import { BATCH_LINES } from './pipeline.ts';
import { turns } from './turns.ts';

/** A store that several lanes write to. */
export interface SharedStore extends MeasurementWriter, DeadLetterWriter {
  /** Whether whoever asks now would wait in line. */
  readonly isBusy: () => boolean;
}

/** Writes that go into the store as one. */
interface Joint {
  readonly parcels: Parcel[];
  rows: number;
  members: number;
  readonly done: Promise<void>;
}

/**
 * The same store, asked at most `limit` things at once; whoever comes later waits in line. Writes that come together
 * are one insert, since every insert has its price, and every table part that it makes is merged later on. Should it
 * fail, each is written by itself, so that nobody answers for another's rows.
 */
export function shared(limit: number, store: MeasurementWriter & DeadLetterWriter): SharedStore {
  const { isFull, take } = turns(limit);
  let open: Joint | undefined;

  const begin = (): Joint => {
    const parcels: Parcel[] = [];
    const done = take(async () => {
      // Lanes come due together, but one after another.
      await othersTurn();
      if (open === joint) open = undefined;
      await store.write(parcels);
    });
    const joint: Joint = { parcels, rows: 0, members: 0, done };
    return joint;
  };

  const write = async (parcels: readonly Parcel[]): Promise<void> => {
    const joint = (open ??= begin());
    joint.parcels.push(...parcels);
    joint.members += 1;
    joint.rows += rowsOf(parcels);
    if (joint.rows >= BATCH_LINES) open = undefined;
    try {
      await joint.done;
    } catch (error) {
      if (joint.members === 1) throw error;
      await take(() => store.write(parcels));
    }
  };

  return {
    isBusy: isFull,
    pack: store.pack,
    write,
    bury: (letters) => take(() => store.bury(letters)),
  };
}
