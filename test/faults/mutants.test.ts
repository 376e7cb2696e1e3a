import { expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { Arena } from '../support/arena.ts';
import { describeWithKafka } from '../support/with-kafka.ts';
import type { MutantName } from '../support/mutants.ts';
import { MUTANTS } from '../support/mutants.ts';

/** A short life with a crash, a busy store, and lost answers: what no mutant may survive. A replay would mend what it lost. */
async function hardLife(arena: Arena, mutant: MutantName | undefined): Promise<readonly string[]> {
  const options = mutant === undefined ? {} : { mutant };
  const first = arena.ingester(options);
  await first.joined();
  await arena.send(0.3, 600);
  await arena.store.fail(
    { kind: 'too-many-parts', match: 'INSERT INTO', times: 3 },
    { kind: 'lost-after', match: 'INSERT INTO', times: 2 },
  );
  await arena.send(0.3, 600);
  await sleep(500);
  await first.end('SIGKILL');
  // What the first dropped it may not have committed either; the second goes on to the end. Dead letters are no rows.
  await arena.store.fail({ kind: 'too-many-parts', match: '`observed_at`', times: 1 });
  arena.ingester(options);
  await arena.send(1, 600);
  await arena.settled();
  return arena.verdict();
}

describeWithKafka('the fault suite catches broken programs', (kafka) => {
  test('the program as it is holds exactly what was sent', async () => {
    const arena = await Arena.open(kafka().brokers, { seed: 1 });
    try {
      expect(await hardLife(arena, undefined)).toEqual([]);
      expect(await arena.verdictAfterReplay()).toEqual([]);
    } finally {
      await arena.close();
    }
  }, 120_000);

  test.each(Object.keys(MUTANTS) as MutantName[])(
    'a program that %s is caught',
    async (mutant) => {
      const arena = await Arena.open(kafka().brokers, { seed: 2 });
      try {
        expect(await hardLife(arena, mutant)).not.toEqual([]);
      } finally {
        await arena.close();
      }
    },
    120_000,
  );

  test('a store whose identity includes the offset is caught', async () => {
    const arena = await Arena.open(kafka().brokers, { seed: 3, storeMutant: ['offset-identity'] });
    try {
      expect(await hardLife(arena, undefined)).not.toEqual([]);
    } finally {
      await arena.close();
    }
  }, 120_000);
});
