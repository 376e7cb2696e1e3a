import { expect, test } from 'vitest';
import type { Progress } from '../../ingest/commits.ts';
import { Commits } from '../../ingest/commits.ts';
import type { Position } from '../../ingest/record-log.ts';

const AT = { topic: 'gigacity.pon-ports.telecom', partition: 0 };

/** A group whose clock the test moves on, and which may refuse. */
function group() {
  const told: Position[] = [];
  const warnings: string[] = [];
  const state = { now: 1_800_000_000_000, refuses: false };
  const commits = new Commits({
    now: () => state.now,
    commit: (positions) => {
      if (state.refuses) return Promise.reject(new Error('not now'));
      told.push(...positions);
      return Promise.resolve();
    },
    warning: (message) => warnings.push(message),
  });
  const progress: Progress = { at: AT, stored: undefined, committed: undefined };
  const after = async (milliseconds: number): Promise<readonly Position[]> => {
    state.now += milliseconds;
    commits.sometimes([progress]);
    // What was begun is told in its own time, some turns of promises later.
    await new Promise((resolve) => setImmediate(resolve));
    return told.splice(0);
  };
  return { state, progress, warnings, after };
}

test('what was stored is committed once, and nothing where nothing was', async () => {
  const { progress, after } = group();
  expect(await after(300)).toEqual([]);
  progress.stored = 2;
  expect(await after(300)).toEqual([{ ...AT, offset: 2 }]);
  expect(await after(300)).toEqual([]);
  progress.stored = 5;
  expect(await after(10)).toEqual([]);
  expect(await after(300)).toEqual([{ ...AT, offset: 5 }]);
});

test('what the group refused is committed again, and told', async () => {
  const { state, progress, warnings, after } = group();
  progress.stored = 2;
  state.refuses = true;
  expect(await after(300)).toEqual([]);
  expect(warnings).toEqual(['offsets were not committed: not now']);
  state.refuses = false;
  expect(await after(300)).toEqual([{ ...AT, offset: 2 }]);
});

test('positions are committed again from time to time: a commit that was given up may have set the group back', async () => {
  const { progress, after } = group();
  progress.stored = 2;
  expect(await after(300)).toEqual([{ ...AT, offset: 2 }]);
  expect(await after(9_000)).toEqual([]);
  expect(await after(1_000)).toEqual([{ ...AT, offset: 2 }]);
});
