import type { KeyObject } from 'node:crypto';
import { instantText } from '../../indicators/calendar.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Place } from '../../indicators/scope.ts';
import { placeOf } from '../../indicators/scope.ts';
import type { Lineage, LineageDocument, SnapshotContent, Superseded } from '../../indicators/snapshot/snapshot.ts';
import { catalogueOf, snapshotContent } from '../../indicators/snapshot/content.ts';
import type { SnapshotDifference } from '../../indicators/snapshot/diff.ts';
import { differ } from '../../indicators/snapshot/diff.ts';
import { fromKeyObject } from '../../indicators/snapshot/keys.ts';
import { seal } from '../../indicators/snapshot/seal.ts';
import { signBytes } from '../../indicators/snapshot/signature.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { Asker } from '../../store/asker.ts';
import type { Inserter } from '../../store/query.ts';
import { readLineage, readLoadedFiles } from '../../store/lineage.ts';
import type { KeptSnapshot } from '../../store/snapshots.ts';
import { findSnapshot, writeSnapshot } from '../../store/snapshots.ts';
import { demoMarks } from '../evaluating/demo-mark.ts';
import { evaluatePlace } from '../evaluating/evaluate-place.ts';

export interface SnapshotDeps {
  readonly catalogue: Catalogue;
  readonly store: Asker & Inserter;
  readonly engineVersion: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface SnapshotRequest {
  readonly profile: Profile;
  readonly asOf: string;
  /** Epoch milliseconds, inclusive; null: now. */
  readonly knownAt: number | null;
  readonly supersedes: Superseded | null;
}

/** Freezes what is said of a place, signs it and keeps it; the same content again is the snapshot that there is. */
export async function makeSnapshot(
  deps: SnapshotDeps,
  request: SnapshotRequest,
  key: KeyObject,
): Promise<{ readonly kept: KeptSnapshot; readonly isNew: boolean }> {
  const { store, now } = deps;
  const { profile, asOf, supersedes } = request;
  const own = fromKeyObject(key);
  if (own === undefined) throw new TypeError('not an Ed25519 key');
  const isDemo = await demoMarks(store);
  const content = await freeze(deps, {
    ...{ profile, asOf, supersedes, isSimulated: isDemo(profile) },
    knownAt: request.knownAt ?? now(),
  });
  const { id, bytes, sha256 } = seal(content);
  const known = await findSnapshot(store, id);
  if (known !== undefined) return { kept: known, isNew: false };
  const createdAt = now();
  const comment = `gigacity snapshot ${id} sha256:${sha256} created:${instantText(createdAt)}`;
  const kept: KeptSnapshot = {
    ...{ id, profile: profile.id, asOf, createdAt, engine: deps.engineVersion, sha256 },
    knownAt: Date.parse(content.known_at),
    ...{ isSimulated: content.mark !== null, supersedes, publicKey: Buffer.from(own.raw).toString('base64url') },
    signatures: signBytes(bytes, key, comment),
    content: Buffer.from(bytes).toString('utf8'),
  };
  await writeSnapshot(store, kept);
  return { kept, isNew: true };
}

/** What the store, as known then, says today by the definitions of a snapshot, against the snapshot. */
export async function recompute(deps: SnapshotDeps, content: SnapshotContent): Promise<SnapshotDifference> {
  const catalogue = catalogueOf(content.definitions);
  const again = await freeze(
    { ...deps, catalogue },
    {
      profile: content.definitions.profile.definition,
      asOf: content.as_of,
      knownAt: Date.parse(content.known_at),
      ...{ supersedes: content.supersedes, isSimulated: content.mark !== null },
    },
  );
  return differ(content, again);
}

interface Freezing extends Omit<SnapshotRequest, 'knownAt'> {
  readonly knownAt: number;
  readonly isSimulated: boolean;
}

async function freeze(
  { catalogue, store, now, engineVersion }: SnapshotDeps,
  { profile, asOf, knownAt, ...rest }: Freezing,
): Promise<SnapshotContent> {
  const evaluation = await evaluatePlace({ catalogue, asker: store, now }, profile, { asOf, knownAt });
  const lineage = await lineageOf(store, placeOf(profile, catalogue.registries), knownAt);
  return snapshotContent(evaluation, { catalogue, knownAt, engineVersion, lineage, ...rest });
}

async function lineageOf(store: Asker, { codes }: Place, knownAt: number): Promise<Lineage> {
  const streams: LineageDocument[] = [];
  for (const stream of STREAMS) {
    const spans = await readLineage(store, { stream, knownAt, districts: [...codes].sort() });
    streams.push(
      ...spans.map(({ source, partition, messages, content, ...span }) => ({
        ...{ stream: stream.name, source, partition, messages, content },
        ...{ first_offset: span.firstOffset, last_offset: span.lastOffset },
        ...{ first_line: span.firstLine, last_line: span.lastLine },
        first_received_at: instantText(span.firstReceived),
        last_received_at: instantText(span.lastReceived),
      })),
    );
  }
  const sources = [...new Set(streams.map(({ source }) => source))].sort();
  return { streams, files: await readLoadedFiles(store, { sources, knownAt }) };
}
