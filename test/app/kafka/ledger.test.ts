import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const HEAD = '{"ledger":"gigacity","version":1}';
const ENTRY = '{"topic":"t","stream":"pon-ports","carrier":"telecom","fate":"admitted","value":"{}"}';

async function audited(text: string): Promise<{ exit: number; err: string }> {
  const ledger = join(scratch(), 'ledger.ndjson');
  writeFileSync(ledger, text);
  return run(['audit', '--ledger', ledger, '--data', join(scratch(), 'data'), '--lang', 'en']);
}

it.each([
  ['nothing', '', ':1: this is no ledger'],
  ['another file', '{"id":"p-1","carrier":"telecom"}\n', ':1: this is no ledger'],
  ['a line that is no message', `${HEAD}\n${ENTRY}\nbroken\n`, ':3: this line is no message'],
  ['no end', `${HEAD}\n${ENTRY}\n`, ':2: it has no end'],
  [
    'an end that counts otherwise',
    `${HEAD}\n${ENTRY}\n{"end":true,"messages":2}\n`,
    ':3: the end tells of 2 messages, there are 1',
  ],
  [
    'a stream of another version',
    `${HEAD}\n${ENTRY.replace('pon-', 'pom-')}\n{"end":true,"messages":1}\n`,
    'there is no stream "pom-ports"',
  ],
])('a ledger with %s is refused', async (_, text, message) => {
  const { exit, err } = await audited(text);
  expect(err).toContain(message);
  expect(exit).toBe(2);
});

it('a ledger that is not there is refused, and so is none at all', async () => {
  expect(await run(['audit', '--ledger', '/nowhere/x', '--lang', 'en'])).toMatchObject({
    exit: 2,
    err: expect.stringContaining('cannot read the ledger /nowhere/x') as string,
  });
  expect((await run(['audit', '--lang', 'en'])).exit).toBe(2);
});

const SPAN = ['simulate', '--city', '310000', '--from', '2025-01-01', '--to', '2025-01-31', '--lang', 'en'];

it.each([
  [['--out', 'feeds', '--brokers', 'localhost:9092'], '--brokers and --out exclude one another'],
  [['--by-month', '--ledger', 'x'], '--ledger and --by-month exclude one another'],
  [['--ledger', 'x'], 'no Kafka brokers are set'],
  [['--brokers', 'localhost:9092', '--rate', 'fast'], '--rate: "fast" will not do'],
  [['--brokers', 'localhost:9092', '--to', '2026-01-05'], '--to 2026-01-05: that day is not over'],
])('simulate %j is refused', async (args, message) => {
  const { exit, err } = await run([...SPAN, ...args]);
  expect(err).toContain(message);
  expect(exit).toBe(2);
});

it('brokers that are merely set get nothing: feeds go to files', async () => {
  const folder = join(scratch(), 'feeds');
  const environment = { GIGACITY_BROKERS: 'localhost:1' };
  expect((await run([...SPAN, '--scale', '0.0001', '--out', folder], { environment })).exit).toBe(0);
});
