import { z } from 'zod';
import { SNAPSHOT_ID } from '../../indicators/snapshot/seal.ts';
import type { KeptSnapshot } from '../../store/snapshots.ts';
import type { Snapshots } from '../ports.ts';
import { Problem } from '../problems.ts';

export const ID = z
  .string()
  .min(1)
  .max(100)
  .describe('快照编号。Id of a snapshot, such as 310000-20251231-0b54f8393109f06d');

/** Throws a Problem for an unknown one; `at` is where the request names it. */
export async function found(snapshots: Snapshots, id: string, at = 'params/id'): Promise<KeptSnapshot> {
  // Letters and digits of a fixed form: nothing else reaches the store.
  const kept = SNAPSHOT_ID.test(id) ? await snapshots.find(id) : undefined;
  if (kept !== undefined) return kept;
  throw new Problem(
    'not_found',
    { zh: `没有快照“${id}”`, en: `there is no snapshot "${id}"` },
    { pointer: `#/${at}`, hint: { zh: '全部列在 /v1/snapshots', en: '/v1/snapshots lists them all' } },
  );
}
