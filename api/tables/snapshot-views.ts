import type { Snapshot } from '../../indicators/snapshot/snapshot.ts';
import type { KeptSnapshot } from '../../store/snapshots.ts';
import { toCsv } from './csv.ts';
import { toSdmxCsv } from './sdmx-csv.ts';
import type { NamedSnapshot, SnapshotTable } from './snapshot-tables.ts';
import { snapshotSheets, snapshotTable } from './snapshot-tables.ts';
import { toXlsx } from './xlsx.ts';

/** Every form of a snapshot; `json` is what was signed, the others are views of it or signatures. */
export const VIEW_FORMATS = ['json', 'csv', 'xlsx', 'sdmx-csv'] as const;
export const SIGNATURE_FORMATS = ['minisign', 'jws', 'ed25519'] as const;
export const SNAPSHOT_FORMATS = [...VIEW_FORMATS, ...SIGNATURE_FORMATS] as const;
export type SnapshotFormat = (typeof SNAPSHOT_FORMATS)[number];

/** A file of a snapshot: the same snapshot, the same bytes. */
export interface SnapshotFile {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** For downloads: `310000-20251231-….csv`. */
  readonly name: string;
}

/** Heads are Chinese whoever asks, so that the bytes stay the same. @param table of a CSV; it holds one. */
export function snapshotFile(
  kept: KeptSnapshot,
  format: SnapshotFormat,
  table: SnapshotTable = 'verdicts',
): SnapshotFile {
  const { id, signatures } = kept;
  const text = (content: string, type: string, ending: string): SnapshotFile => ({
    bytes: Buffer.from(content, 'utf8'),
    type: `${type}; charset=utf-8`,
    name: `${id}.${ending}`,
  });
  switch (format) {
    case 'json':
      return { ...text(kept.content, '', 'json'), type: 'application/json' };
    case 'csv': {
      const ending = table === 'verdicts' ? 'csv' : `${table}.csv`;
      return text(toCsv(snapshotTable(readKept(kept).snapshot, table), 'zh'), 'text/csv', ending);
    }
    case 'xlsx':
      return { bytes: toXlsx(snapshotSheets(readKept(kept)), 'zh'), type: XLSX, name: `${id}.xlsx` };
    case 'sdmx-csv':
      return text(toSdmxCsv(readKept(kept).snapshot), 'application/vnd.sdmx.data+csv; version=2.0.0', 'sdmx.csv');
    case 'minisign':
      return text(signatures.minisign, 'text/plain', 'json.minisig');
    case 'jws':
      return { ...text(signatures.jws, '', 'json.jws'), type: 'application/jose' };
    case 'ed25519':
      return {
        bytes: Buffer.from(signatures.ed25519, 'base64'),
        type: 'application/octet-stream',
        name: `${id}.json.sig`,
      };
    default:
      return format satisfies never;
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a store has kept is what was sealed: whether it still is, `verify` tells. */
export function readKept({ id, sha256, content }: KeptSnapshot): NamedSnapshot {
  return { id, sha256, snapshot: JSON.parse(content) as Snapshot };
}
