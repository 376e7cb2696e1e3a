import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is yes; fails with what was waited for. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  { seconds = 30, everyMs = 100 }: { seconds?: number; everyMs?: number } = {},
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited ${String(seconds)} s in vain for ${what}`);
    await sleep(everyMs);
  }
}
