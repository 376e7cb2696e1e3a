import { expect, test } from 'vitest';
import { Intake } from '../../ingest/intake.ts';
import type { RawMessage } from '../../ingest/measurement.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { line, RememberingWriter } from '../support/load.ts';
import { until } from '../support/until.ts';

const rules = shippedRules(shippedCatalogue());
const PORT = { olt: 'o', port: '1', technology: 'gpon', area: 'urban', status: 'in_service' };

function message(offset: number, text: string): RawMessage {
  const origin = { source: 'x.pon-ports.telecom', partition: 0, offset, line: 1 };
  return {
    stream: 'pon-ports',
    boundCarrier: 'telecom',
    origin,
    receivedAt: 1_800_000_000_000,
    value: Buffer.from(text),
  };
}

function setUp(breaker = true, write?: () => Promise<void>) {
  const store = new RememberingWriter();
  const seen = { stored: [] as number[], floods: 0 };
  const intake = new Intake(
    {
      rules,
      measurements: write === undefined ? store : { pack: store.pack, write },
      deadLetters: store,
      now: Date.now,
      isStoreBusy: () => false,
      judged: () => undefined,
      stored: ({ origin }) => seen.stored.push(origin.offset),
      flooded: () => (seen.floods += 1),
    },
    { lingerMs: 20, breaker },
  );
  return { store, seen, intake, ended: intake.run() };
}

test('what was taken is stored within the linger, without being asked for', async () => {
  const { intake, seen, store, ended } = setUp();
  intake.take(message(5, line(PORT)));
  await until('it to be stored', () => seen.stored.length > 0);
  expect(store.measurements).toHaveLength(1);
  expect(seen.stored).toEqual([5]);
  expect(intake.held).toBe(0);
  intake.drain();
  await ended;
});

test('draining ends when everything that was taken is stored, and takes nothing more', async () => {
  const { intake, seen, store, ended } = setUp();
  for (let i = 0; i < 500; i += 1) intake.take(message(i, line(PORT)));
  intake.drain();
  intake.take(message(500, line(PORT)));
  await ended;
  expect(store.measurements).toHaveLength(500);
  expect(seen.stored.at(-1)).toBe(499);
});

test('a fifth of the last thousand messages refused holds the rest back', async () => {
  const { intake, seen, store, ended } = setUp();
  for (let i = 0; i < 2_000; i += 1) intake.take(message(i, i % 4 === 0 ? 'broken' : line(PORT)));
  await until('what was judged to be stored', () => seen.stored.at(-1) === 800);
  expect(seen.floods).toBe(1);
  expect(intake.isFlooded).toBe(true);
  // The 201st refusal is the last message that was judged.
  expect(store.deadLetters).toHaveLength(201);
  expect(seen.stored.at(-1)).toBe(800);
  intake.drain();
  await ended;
  expect(store.deadLetters).toHaveLength(201);
});

test('without the breaker a flood goes through', async () => {
  const { intake, seen, store, ended } = setUp(false);
  for (let i = 0; i < 1_000; i += 1) intake.take(message(i, 'broken'));
  intake.drain();
  await ended;
  expect([seen.floods, store.deadLetters.length]).toEqual([0, 1_000]);
});

test('nothing is acknowledged once the partition is another’s', async () => {
  let release: () => void = () => undefined;
  let writes = 0;
  const { intake, seen, ended } = setUp(true, () => {
    writes += 1;
    return new Promise((resolve) => (release = resolve));
  });
  intake.take(message(1, line(PORT)));
  await until('it to be written', () => writes > 0);
  intake.close();
  release();
  await ended;
  expect(seen.stored).toEqual([]);
});

test('a failure of the store is told to whoever runs the intake', async () => {
  const { intake, ended } = setUp(true, () => Promise.reject(new Error('gone')));
  intake.take(message(1, line(PORT)));
  await expect(ended).rejects.toThrow('gone');
});
