import { expect, test } from 'vitest';
import type { DeadLetter, Measurement } from '../../ingest/measurement.ts';
import type { Pack, Parcel } from '../../ingest/parcel.ts';
import { parcelOf } from '../../ingest/parcel.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import { ponPorts } from '../../ingest/streams/pon-ports.ts';
import type { RetryEvent } from '../../store/retrying.ts';
import { retrying } from '../../store/retrying.ts';

class StoreError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`Code: ${code}`);
    this.code = code;
  }
}

function measurement(id: number): Measurement {
  const message = { id: String(id), carrier: 'telecom', district: '310115', observed_at: '', revision: 0 };
  return {
    stream: ponPorts,
    message,
    observedAt: { nanoseconds: '0', milliseconds: 0 },
    receivedAt: id,
    origin: { source: 't', partition: 0, offset: id, line: 1 },
    text: `{"id":"${String(id)}"}`,
  };
}

/** In parcels of ten. */
const rows = (count: number): readonly Parcel[] =>
  Array.from({ length: Math.ceil(count / 10) }, (_, i) => {
    const some = Array.from({ length: Math.min(10, count - 10 * i) }, (_unused, j) => measurement(10 * i + j));
    return parcelOf(() => [], some);
  });

/** A store in memory whose answers are given by a function of what it is asked to write. */
class Fake implements MeasurementWriter, DeadLetterWriter {
  readonly stored = new Set<number>();
  readonly buried: DeadLetter[] = [];
  readonly events: RetryEvent[] = [];
  readonly waits: number[] = [];
  readonly sizes: number[] = [];
  readonly #fault: (rows: readonly Measurement[], attempt: number) => string | undefined;

  constructor(fault: (rows: readonly Measurement[], attempt: number) => string | undefined) {
    this.#fault = fault;
  }

  readonly pack = (): readonly Pack[] => [];

  write(parcels: readonly Parcel[]): Promise<void> {
    const measurements = parcels.flatMap((parcel) => parcel.measurements());
    this.sizes.push(measurements.length);
    const code = this.#fault(measurements, this.sizes.length);
    if (code !== undefined) return Promise.reject(new StoreError(code));
    for (const { origin } of measurements) this.stored.add(origin.offset);
    return Promise.resolve();
  }

  bury(letters: readonly DeadLetter[]): Promise<void> {
    this.buried.push(...letters);
    return Promise.resolve();
  }

  writer(
    signal = new AbortController().signal,
    deadLetters: DeadLetterWriter = this,
  ): MeasurementWriter & DeadLetterWriter {
    return retrying({
      store: this,
      deadLetters,
      signal,
      pause: (ms) => {
        this.waits.push(ms);
        return Promise.resolve();
      },
      random: () => 0.999,
      report: (event) => this.events.push(event),
    });
  }
}

test.each(['252', '159', '242', 'ECONNRESET', 'ECONNREFUSED'])('%s is asked again until it passes', async (code) => {
  const fake = new Fake((_, attempt) => (attempt <= 12 ? code : undefined));
  await fake.writer().write(rows(3));
  expect(fake.stored.size).toBe(3);
  expect(fake.waits[0]).toBeLessThanOrEqual(100);
  expect(Math.max(...fake.waits)).toBeLessThanOrEqual(30_000);
  expect(fake.waits.at(-1)).toBeGreaterThan(20_000);
  expect(fake.buried).toEqual([]);
});

test('a statement too big for its memory is asked in halves', async () => {
  const fake = new Fake((some) => (some.length > 4 ? '241' : undefined));
  await fake.writer().write(rows(16));
  expect(fake.stored.size).toBe(16);
  expect(Math.max(...fake.sizes.slice(-1))).toBeLessThanOrEqual(4);
});

test('rows that the store cannot take become dead letters with their bytes, and their neighbours are stored', async () => {
  const bad = new Set([0, 17, 99]);
  const fake = new Fake((some) => (some.some(({ origin }) => bad.has(origin.offset)) ? '117' : undefined));
  await fake.writer().write(rows(100));
  expect(fake.stored.size).toBe(97);
  expect(fake.buried.map(({ origin, raw }) => [origin.offset, Buffer.from(raw).toString()])).toEqual([
    [0, '{"id":"0"}'],
    [17, '{"id":"17"}'],
    [99, '{"id":"99"}'],
  ]);
  expect(fake.buried[0]?.reasons).toEqual([{ code: 'store_rejected', path: '', detail: 'Code: 117' }]);
  expect(fake.events.filter(({ kind }) => kind === 'store_rejected')).toHaveLength(3);
  expect(fake.waits).toEqual([]);
});

test.each(['16', '60', '497', '516', '9999', ''])('%s stops the program without a dead letter', async (code) => {
  const fake = new Fake(() => code);
  await expect(fake.writer().write(rows(5))).rejects.toThrow('Code');
  expect(fake.sizes).toEqual([5]);
  expect(fake.buried).toEqual([]);
});

test('what is no longer ours is given up', async () => {
  const ours = new AbortController();
  const fake = new Fake((_, attempt) => {
    if (attempt === 3) ours.abort();
    return '252';
  });
  await expect(fake.writer(ours.signal).write(rows(5))).rejects.toThrow();
  expect(fake.sizes).toHaveLength(3);
});

test('the end of a trouble is told once, with how often the store refused', async () => {
  const fake = new Fake((_, attempt) => (attempt <= 3 ? '252' : undefined));
  const writer = fake.writer();
  await writer.write(rows(5));
  await writer.write(rows(5));
  expect(fake.events.filter(({ kind }) => kind === 'recovered')).toEqual([{ kind: 'recovered', refusals: 3 }]);
});

/** Buries letters in a store that answers each attempt with a code, or takes it where there is none. */
async function bury(count: number, fault: (letters: number, attempt: number) => string | undefined): Promise<number[]> {
  const sizes: number[] = [];
  const fake = new Fake(() => undefined);
  const letters = Array.from({ length: count }, (_, i): DeadLetter => {
    const { origin, receivedAt } = measurement(i);
    return { stream: 'pon-ports', carrier: 'telecom', origin, receivedAt, raw: Buffer.of(i), reasons: [] };
  });
  const deadLetters: DeadLetterWriter = {
    bury: (some) => {
      sizes.push(some.length);
      const code = fault(some.length, sizes.length);
      return code === undefined ? fake.bury(some) : Promise.reject(new StoreError(code));
    },
  };
  await fake.writer(new AbortController().signal, deadLetters).bury(letters);
  expect(fake.buried.map(({ origin }) => origin.offset)).toEqual(letters.map(({ origin }) => origin.offset));
  return sizes;
}

test('dead letters are asked again like rows, in halves where they are too many', async () => {
  expect(await bury(3, (_, attempt) => (attempt < 3 ? '252' : undefined))).toEqual([3, 3, 3]);
  expect(await bury(4, (letters) => (letters > 2 ? '241' : undefined))).toEqual([4, 2, 2]);
  expect(await bury(1, (_, attempt) => (attempt < 3 ? '241' : undefined))).toEqual([1, 1, 1]);
});

test('a store that calls dead letters bad data stops the program', async () => {
  await expect(bury(4, () => '117')).rejects.toThrow('Code: 117');
});
