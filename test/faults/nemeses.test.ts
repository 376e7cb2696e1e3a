import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Arena } from '../support/arena.ts';
import type { FailPoint } from '../support/ingester-process.ts';
import { describeWithKafka } from '../support/with-kafka.ts';
import type { TestKafka } from '../support/kafka-container.ts';

/** `npm run test:chaos` repeats everything and takes its time. */
const isLong = process.env['GIGACITY_TEST_CHAOS'] === 'long';
const ROUNDS = isLong ? 3 : 1;
const FAIL_POINTS: readonly FailPoint[] = ['after-dead-letters', 'mid-batch', 'after-insert', 'in-revoke'];

interface World {
  readonly kafka: TestKafka;
  readonly arena: Arena;
}

type Nemesis = readonly [name: string, strike: (world: World) => Promise<void>];

/** Each strikes while messages arrive, and leaves a whole world behind. */
const NEMESES: readonly Nemesis[] = [
  ...FAIL_POINTS.map((failAt): Nemesis => [`kill -9 of an ingester ${failAt}`, (world) => dieAt(world, failAt)]),
  [
    'answers that are lost before and after the insert ran',
    ({ arena }) =>
      arena.store.fail(
        { kind: 'lost-before', match: 'INSERT INTO', times: 3 },
        { kind: 'lost-after', match: 'INSERT INTO', times: 3 },
      ),
  ],
  [
    'a proxy that has lost the store, a store with too many parts, then one that hangs',
    ({ arena }) =>
      arena.store.fail(
        { kind: 'bad-gateway', match: 'INSERT INTO', times: 3 },
        { kind: 'too-many-parts', match: 'INSERT INTO', times: 6 },
        { kind: 'hang', match: 'INSERT INTO', times: 2 },
      ),
  ],
  [
    'kill -9 of the store',
    async ({ arena }) => {
      await arena.store.kill();
      await sleep(2_000);
      await arena.store.restart();
    },
  ],
  [
    'a second ingester that joins and leaves',
    async ({ arena }) => {
      const second = arena.ingester();
      await second.joined();
      await sleep(500);
      expect(await second.end('SIGTERM')).toBe(0);
    },
  ],
  [
    'an ingester that stops longer than the group waits',
    async ({ arena }) => {
      const sleeper = arena.ingester();
      await sleeper.joined();
      sleeper.signal('SIGSTOP');
      await sleep(isLong ? 20_000 : 5_500);
      sleeper.signal('SIGCONT');
      await sleep(1_000);
      await sleeper.end('SIGTERM');
    },
  ],
  [
    'kill -9 of all brokers',
    async ({ kafka }) => {
      await kafka.kill?.();
      await sleep(isLong ? 15_000 : 1_000);
      await kafka.restart?.();
    },
  ],
];

async function dieAt({ arena }: World, failAt: FailPoint): Promise<void> {
  const doomed = arena.ingester({ failAt });
  await doomed.joined();
  if (failAt === 'in-revoke') {
    // Another one joins and takes partitions from it.
    const taker = arena.ingester();
    await doomed.ended();
    await taker.end('SIGKILL');
  } else {
    await doomed.ended();
  }
}

describeWithKafka('whatever fails, the store holds what was sent', (kafka) => {
  test(`through ${NEMESES.map(([name]) => name).join('; ')}; and a replay from the start`, async () => {
    const arena = await Arena.open(kafka().brokers, { seed: 7, scale: isLong ? 0.01 : 0.0005 });
    try {
      arena.ingester();
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [, strike] of NEMESES) {
          await arena.sendDuring(strike({ kafka: kafka(), arena }));
        }
      }
      await arena.send();
      await arena.settled();
      expect(await arena.verdict()).toEqual([]);
      expect(await arena.verdictAfterReplay()).toEqual([]);
    } finally {
      await arena.close();
    }
  }, 1_800_000);
});
