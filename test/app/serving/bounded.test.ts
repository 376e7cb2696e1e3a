import { expect, it } from 'vitest';
import { Busy } from '../../../api/ports.ts';
import { bounded } from '../../../app/serving/bounded.ts';

/** Work that ends when it is told to. */
function held(): { readonly work: () => Promise<string>; readonly end: () => void; readonly begun: () => number } {
  let begun = 0;
  const ends: (() => void)[] = [];
  return {
    work: () =>
      new Promise((resolve) => {
        begun += 1;
        ends.push(() => {
          resolve('done');
        });
      }),
    end: () => ends.shift()?.(),
    begun: () => begun,
  };
}

it('does so much at once, lets so much wait in turn, and refuses the rest', async () => {
  const take = bounded({ atOnce: 2, waiting: 1 });
  const { work, end, begun } = held();
  const all = [take(work), take(work), take(work)];
  await expect(take(work)).rejects.toBeInstanceOf(Busy);
  expect(begun()).toBe(2);
  end();
  await all[0];
  await expect.poll(begun).toBe(3);
  end();
  end();
  expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
});

it('hands the turn on when work fails', async () => {
  const take = bounded({ atOnce: 1, waiting: 5 });
  const failed = take(() => Promise.reject(new Error('broken')));
  const next = take(() => Promise.resolve('fine'));
  await expect(failed).rejects.toThrow('broken');
  expect(await next).toBe('fine');
});
