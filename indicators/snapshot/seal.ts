import { createHash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';
import type { Digests, Snapshot, SnapshotContent } from './snapshot.ts';

// Its types describe a module of another kind than the one that is shipped.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** A snapshot as the bytes that are kept, signed and served: canonical JSON (RFC 8785) in UTF-8. */
export interface SealedSnapshot {
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
  readonly snapshot: Snapshot;
}

export function seal(content: SnapshotContent): SealedSnapshot {
  const snapshot = { ...content, digests: digestsOf(content) };
  const bytes = Buffer.from(canonical(snapshot), 'utf8');
  const sha256 = sha256Of(bytes);
  return { id: snapshotId(content, sha256), bytes, sha256, snapshot };
}

/** `310000-20251231-` and 16 hex digits of the content's hash. */
export function snapshotId({ place, as_of }: Pick<SnapshotContent, 'place' | 'as_of'>, sha256: string): string {
  return `${place.code}-${as_of.replaceAll('-', '')}-${sha256.slice(0, 16)}`;
}

export const SNAPSHOT_ID = /^\d{6}-\d{8}-[0-9a-f]{16}$/;

/** The head is all that is neither a list nor a document of its own. */
export function digestsOf(content: SnapshotContent): Digests {
  const { values, verdicts, completeness, doubts, challenges, definitions, lineage, ...head } = content;
  return {
    head: digest({ ...head, digests: undefined }),
    values: values.map(digest),
    verdicts: verdicts.map(digest),
    completeness: digest(completeness),
    doubts: digest(doubts),
    challenges: digest(challenges),
    definitions: digest(definitions),
    lineage: digest(lineage),
  };
}

/** RFC 8785; throws for what JSON cannot hold. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('nothing that JSON can hold');
  return text;
}

function digest(part: unknown): string {
  return sha256Of(Buffer.from(canonical(part), 'utf8'));
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
