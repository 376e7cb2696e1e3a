import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something, at most so many milliseconds; no timer outlives it. */
export async function within(milliseconds: number, something: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([something, sleep(milliseconds, undefined, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}
