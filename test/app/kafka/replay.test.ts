import { expect, test } from 'vitest';
import { replay } from '../../../app/kafka/replay.ts';
import type { DeadLetter } from '../../../ingest/measurement.ts';
import { readDeadLetters } from '../../../store/dead-letters.ts';
import { shippedCatalogue, shippedRules } from '../../support/catalogue.ts';
import { emptyStore } from '../../support/embedded.ts';
import { GOOD } from '../../support/refusals.ts';

const rules = shippedRules(shippedCatalogue());

/** Refused by the rules of its day. */
function letter(offset: number, text: string): DeadLetter {
  return {
    stream: 'sites-5g',
    carrier: 'telecom',
    origin: { source: 'gigacity.sites-5g.telecom', partition: 3, offset, line: 2 },
    receivedAt: 1_750_000_000_123,
    raw: Buffer.from(text),
    reasons: [{ code: 'unknown_district', path: 'district', detail: 'not yet in the registry' }],
  };
}

test('a replay judges by today’s rules, keeps the receipt, and may be cut off and run again', async () => {
  const store = await emptyStore();
  await store.bury([letter(7, GOOD), letter(8, 'broken')]);
  const filter = { stream: 'sites-5g', code: 'unknown_district', all: true, limit: 10 };
  const letters = await readDeadLetters(store, filter);
  expect(letters.map(({ origin, receivedAt }) => [origin.offset, receivedAt])).toEqual([
    [7, 1_750_000_000_123],
    [8, 1_750_000_000_123],
  ]);

  const [good, bad] = letters.map(({ id }) => id);
  const deps = { store, rules, topicPrefix: 'gigacity' };
  // Killed before it could mark what it wrote …
  await replay({ ...deps, store: unmarking(store) }, letters);
  // … and run again, twice.
  expect(await replay(deps, letters)).toEqual({ admitted: [good], refused: [bad] });
  expect(await replay(deps, letters)).toEqual({ admitted: [good], refused: [bad] });

  const facts = await store.ask({
    sql: 'SELECT toString(toUnixTimestamp64Milli(received_at)), source, partition, toString(offset), line FROM sites_5g FINAL',
    params: {},
    tables: [],
  });
  expect(facts).toEqual([['1750000000123', 'gigacity.sites-5g.telecom', 3, '7', 2]]);
  const left = await readDeadLetters(store, { all: false, limit: 10 });
  expect(left.map(({ id, reasons }) => [id, reasons[0]?.code])).toEqual([[bad, 'not_json']]);
});

function unmarking(store: Awaited<ReturnType<typeof emptyStore>>) {
  return {
    pack: store.pack,
    write: (parcels: Parameters<typeof store.write>[0]) => store.write(parcels),
    bury: (rows: Parameters<typeof store.bury>[0]) => store.bury(rows),
    recordReplays: () => Promise.resolve(),
  };
}
