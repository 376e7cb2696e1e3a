import { expect, test } from 'vitest';
import { Readiness } from '../../ingest/readiness.ts';

const [FIRST, SECOND] = [0, 1].map((partition) => ({ topic: 'x.pon-ports.telecom', partition })) as [At, At];
type At = { readonly topic: string; readonly partition: number };

test('a member has joined once the group has answered, even where there is no partition left for it', () => {
  const readiness = new Readiness();
  expect(readiness.hasJoined).toBe(false);
  readiness.take([]);
  expect([readiness.hasJoined, readiness.assigned.size]).toEqual([true, 0]);
});

test('a partition that is given up is neither assigned nor held back any more', () => {
  const readiness = new Readiness();
  readiness.take([FIRST, SECOND]);
  readiness.holdBack(FIRST);
  readiness.giveUp(FIRST);
  expect([...readiness.assigned]).toEqual(['x.pon-ports.telecom/1']);
  expect([...readiness.flooded]).toEqual([]);
});

test('the store is in trouble since the first refusal of the writer that waits longest', () => {
  const readiness = new Readiness();
  const [one, other] = [{}, {}];
  readiness.refused(one, 1_000);
  readiness.refused(other, 2_000);
  readiness.refused(one, 3_000);
  expect(readiness.retryingSince).toBe(1_000);
  readiness.relieved(one);
  expect(readiness.retryingSince).toBe(2_000);
  readiness.relieved(other);
  expect(readiness.retryingSince).toBeUndefined();
});
