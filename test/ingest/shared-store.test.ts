import { expect, test } from 'vitest';
import type { Parcel } from '../../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import { shared } from '../../ingest/shared-store.ts';

function parcel(rows: number): Parcel {
  return { rows, bytes: rows, packs: [], measurements: () => [] };
}

/** A store that notes the rows of each insert, and answers when it is let. */
class Slow implements MeasurementWriter, DeadLetterWriter {
  readonly inserts: (readonly number[])[] = [];
  running = 0;
  most = 0;
  readonly pack = (): readonly [] => [];
  readonly #isBad: (rows: readonly number[]) => boolean;

  constructor(isBad: (rows: readonly number[]) => boolean = () => false) {
    this.#isBad = isBad;
  }

  async write(parcels: readonly Parcel[]): Promise<void> {
    const rows = parcels.map((one) => one.rows);
    this.inserts.push(rows);
    await this.#work();
    if (this.#isBad(rows)) throw new Error(`refused ${rows.join(' ')}`);
  }

  bury(): Promise<void> {
    return this.#work();
  }

  async #work(): Promise<void> {
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    this.running -= 1;
  }
}

test('writes that come together are one insert', async () => {
  const store = new Slow();
  const one = shared(1, store);
  await Promise.all([one.write([parcel(1), parcel(2)]), one.write([parcel(3)])]);
  expect(store.inserts).toEqual([[1, 2, 3]]);
  await one.write([parcel(4)]);
  expect(store.inserts).toEqual([[1, 2, 3], [4]]);
});

test('what comes while the store is busy goes together when it has time', async () => {
  const store = new Slow();
  const one = shared(1, store);
  const first = one.write([parcel(1)]);
  while (store.running === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(one.isBusy()).toBe(true);
  await Promise.all([first, one.write([parcel(2)]), one.write([parcel(3)])]);
  expect(store.inserts).toEqual([[1], [2, 3]]);
  expect(one.isBusy()).toBe(false);
});

test('a joint insert that fails is written again by each alone, and only the one to blame is told', async () => {
  const store = new Slow((rows) => rows.includes(2));
  const one = shared(1, store);
  const outcomes = await Promise.allSettled([one.write([parcel(1)]), one.write([parcel(2)]), one.write([parcel(3)])]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(store.inserts).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test('who fails alone is not written twice', async () => {
  const store = new Slow(() => true);
  await expect(shared(1, store).write([parcel(7)])).rejects.toThrow('refused 7');
  expect(store.inserts).toEqual([[7]]);
});

test('an insert grows no larger than a batch and what joined it last', async () => {
  const store = new Slow();
  const one = shared(1, store);
  await Promise.all([30_000, 30_000, 5].map((rows) => one.write([parcel(rows)])));
  expect(store.inserts).toEqual([[30_000, 30_000], [5]]);
});

test('the store is asked at most so many things at once', async () => {
  const store = new Slow();
  const one = shared(2, store);
  await Promise.all([30_000, 30_000, 30_000, 30_000, 30_000].map((rows) => one.write([parcel(rows), parcel(30_000)])));
  await Promise.all([one.bury([]), one.bury([]), one.bury([])]);
  expect(store.most).toBe(2);
  expect(store.inserts).toHaveLength(5);
});
