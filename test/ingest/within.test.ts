import { expect, test } from 'vitest';
import { within } from '../../ingest/within.ts';

const HOUR = 3_600_000;

test('the end of what is waited for ends the waiting', async () => {
  await expect(within(HOUR, Promise.resolve('done'))).resolves.toBeUndefined();
  await expect(within(HOUR, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('so does the end of patience', async () => {
  await expect(within(1, new Promise(() => undefined))).resolves.toBeUndefined();
});
