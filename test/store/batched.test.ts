import { expect, test } from 'vitest';
import { batched } from '../../store/batched.ts';

test('what is asked for at once goes together, and what comes meanwhile goes into the next call', async () => {
  const calls: (readonly number[])[] = [];
  const doubled = batched<number, number>(async (items) => {
    calls.push(items);
    if (calls.length === 1) late = doubled(3);
    await Promise.resolve();
    return items.map((item) => item * 2);
  });
  let late: Promise<number> | undefined;
  expect(await Promise.all([doubled(1), doubled(2)])).toEqual([2, 4]);
  expect(await late).toBe(6);
  expect(calls).toEqual([[1, 2], [3]]);
});

test('a call that fails fails for each of its items, and for no later one', async () => {
  let isBroken = true;
  const same = batched<number, number>((items) =>
    isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(items),
  );
  const both = await Promise.allSettled([same(1), same(2)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isBroken = false;
  expect(await same(3)).toBe(3);
});
