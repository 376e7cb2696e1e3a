import { instantText } from '../../indicators/calendar.ts';
import { fromX } from '../../indicators/snapshot/keys.ts';
import type { SnapshotEntry } from '../../store/snapshots.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';

/** A snapshot without its content. */
export const SNAPSHOT_COLUMNS = [
  column('id', 'text', ['编号', 'Id']),
  column('profile', 'text', ['城市档案', 'Profile']),
  column('as_of', 'date', ['业务时点', 'As of']),
  column('known_at', 'moment', ['所知时点', 'Known at']),
  column('created_at', 'moment', ['建立时刻', 'Created']),
  column('engine_version', 'text', ['引擎版本', 'Engine version']),
  column('simulated', 'boolean', ['演示数据', 'Simulated']),
  column('supersedes', 'text', ['更正的快照', 'Supersedes']),
  column('reason', 'text', ['更正原因', 'Reason']),
  column('sha256', 'text', ['内容 SHA-256', 'SHA-256']),
  /** RFC 7638 thumbprint. */
  column('kid', 'text', ['密钥编号', 'Key']),
] as const;

export type SnapshotRow = RowOf<typeof SNAPSHOT_COLUMNS>;

export function toSnapshotRow(entry: SnapshotEntry): SnapshotRow {
  const { id, profile, sha256, supersedes } = entry;
  return {
    id,
    profile,
    as_of: entry.asOf,
    known_at: instantText(entry.knownAt),
    created_at: instantText(entry.createdAt),
    engine_version: entry.engine,
    simulated: entry.isSimulated,
    supersedes: supersedes?.id ?? null,
    reason: supersedes?.reason ?? null,
    sha256,
    kid: fromX(entry.publicKey)?.kid ?? null,
  };
}
