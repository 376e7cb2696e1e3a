import { SNAPSHOT_ID } from '../../indicators/snapshot/seal.ts';
import type { Asker } from '../../store/asker.ts';
import type { KeptSnapshot } from '../../store/snapshots.ts';
import { findSnapshot, readSnapshots } from '../../store/snapshots.ts';
import { wrong } from '../terminal/failure.ts';
import { suggestion } from '../terminal/suggest.ts';

/** The word that stands for the snapshot that was made last. */
export const LATEST = 'latest';

/** Throws a Failure for an unknown one. */
export async function snapshotNamed(asker: Asker, id: string): Promise<KeptSnapshot> {
  const [last] = id === LATEST ? await readSnapshots(asker, { limit: 1 }) : [];
  const found = last === undefined && !SNAPSHOT_ID.test(id) ? undefined : await findSnapshot(asker, last?.id ?? id);
  if (found !== undefined) return found;
  const known = await readSnapshots(asker, { limit: 20 });
  if (known.length === 0)
    throw wrong(
      { zh: '还没有快照', en: 'there are no snapshots yet' },
      {
        zh: '建立：gigacity snapshot create --as-of 2025-12-31',
        en: 'make one: gigacity snapshot create --as-of 2025-12-31',
      },
    );
  throw wrong(
    { zh: `没有快照“${id}”`, en: `there is no snapshot "${id}"` },
    suggestion(id, [LATEST, ...known.map((one) => one.id)]),
  );
}
