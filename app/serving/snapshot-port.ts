import { Problem } from '../../api/problems.ts';
import type { Snapshots } from '../../api/ports.ts';
import type { PublicKey } from '../../indicators/snapshot/keys.ts';
import { fromKeyObject } from '../../indicators/snapshot/keys.ts';
import { findSnapshot, readSigningKeys, readSnapshots } from '../../store/snapshots.ts';
import { bounded } from './bounded.ts';
import { Failure } from '../terminal/failure.ts';
import type { SigningKey } from '../settings/signing-key.ts';
import { knownSigningKey, openSigningKey } from '../settings/signing-key.ts';
import { snapshotDeps } from '../snapshot/create.ts';
import { makeSnapshot } from '../snapshot/make.ts';
import type { Works } from '../opening/wire.ts';

type SnapshotWorks = Pick<Works, 'catalogue' | 'store' | 'settings' | 'now'>;

/** Snapshots as the server offers them: one is made at a time. */
export function openSnapshots(works: SnapshotWorks): Snapshots {
  const { store, settings } = works;
  const take = bounded({ atOnce: 1, waiting: 4 });
  return {
    list: ({ profiles, limit }) => readSnapshots(store, { limit, ...(profiles === undefined ? {} : { profiles }) }),
    find: (id) => findSnapshot(store, id),
    make: (asked) => take(() => makeSnapshot(snapshotDeps(works), asked, keyOf().key)),
    keys: async () => ({ uses: await readSigningKeys(store), current: currentKey() }),
  };

  /** A caller of the server cannot mend its settings; they learn what is lacking. */
  function keyOf(): SigningKey {
    try {
      return openSigningKey(settings);
    } catch (error) {
      throw error instanceof Failure ? new Problem('conflict', error.text) : error;
    }
  }

  function currentKey(): PublicKey | undefined {
    const key = knownSigningKey(settings);
    return key === undefined ? undefined : fromKeyObject(key);
  }
}
