import { expect, test } from 'vitest';
import { RollCall } from '../../ingest/roll-call.ts';

function called(texts: readonly string[], once = false): RollCall {
  const roll = new RollCall();
  for (const text of texts) roll.expect(text);
  roll.begin({ once });
  return roll;
}

test('whoever does not come is missing, and whoever was not expected is told so', () => {
  const roll = called(['a', 'b', 'c']);
  expect(['b', 'x', 'a'].map((text) => roll.comes(text))).toEqual([true, false, true]);
  expect([roll.expected, roll.missing, roll.isMissing('c'), roll.isMissing('a')]).toEqual([3, 1, true, false]);
});

test('whoever is expected twice must come twice, unless once is enough', () => {
  const twice = called(['a', 'a']);
  expect([twice.comes('a'), twice.missing, twice.comes('a'), twice.missing, twice.comes('a')]).toEqual([
    true,
    1,
    true,
    0,
    false,
  ]);
  const once = called(['a', 'a'], true);
  expect([once.expected, once.comes('a'), once.missing, once.comes('a')]).toEqual([1, true, 0, false]);
});

test('it has room for many', () => {
  const texts = Array.from({ length: 50_000 }, (_, i) => `text ${String(i)}`);
  const roll = called(texts);
  expect(texts.every((text) => roll.comes(text))).toBe(true);
  expect(roll.missing).toBe(0);
});
