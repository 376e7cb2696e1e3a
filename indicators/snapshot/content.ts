import { instantText } from '../calendar.ts';
import type { Catalogue } from '../catalogue.ts';
import { toChallengeDocument } from '../challenge.ts';
import { toCompletenessDocument } from '../documents/completeness-document.ts';
import type { Evaluation } from '../evaluation.ts';
import { toExactValue, toExactVerdict } from '../documents/exact-documents.ts';
import { fingerprint } from '../loading/fingerprint.ts';
import type { Profile } from '../profile.ts';
import { plansOf } from '../profile.ts';
import { toDoubtDocument } from '../documents/quality-document.ts';
import type { Defined, Lineage, SnapshotContent, SnapshotDefinitions, Superseded } from './snapshot.ts';
import { SIMULATED, SNAPSHOT_FORMAT } from './snapshot.ts';

interface Frozen {
  readonly catalogue: Catalogue;
  /** Epoch milliseconds. */
  readonly knownAt: number;
  readonly isSimulated: boolean;
  readonly engineVersion: string;
  readonly lineage: Lineage;
  readonly supersedes: Superseded | null;
}

/** Puts an evaluation into the form in which it is kept; equal arguments give equal content. */
export function snapshotContent(evaluation: Evaluation, frozen: Frozen): SnapshotContent {
  const { place, asOf, values, verdicts, completeness, doubts, challenges } = evaluation;
  const { profile } = place;
  const knownAt = instantText(frozen.knownAt);
  return {
    format: SNAPSHOT_FORMAT,
    engine: { name: 'gigacity', version: frozen.engineVersion },
    place: {
      profile: profile.id,
      name: profile.name,
      code: profile.district ?? profile.city,
      zone: profile.zone,
    },
    as_of: asOf,
    known_at: knownAt,
    mark: frozen.isSimulated ? SIMULATED : null,
    supersedes: frozen.supersedes,
    values: values.map((value) => toExactValue(value, knownAt)),
    verdicts: verdicts.map((verdict) => toExactVerdict(verdict, knownAt)),
    completeness: toCompletenessDocument(profile, completeness.duties, { period: completeness.period.name, knownAt }),
    doubts: doubts.map((doubt) => toDoubtDocument(profile.id, doubt)),
    challenges: challenges.filter(({ state }) => state === 'open').map(toChallengeDocument),
    definitions: definitionsOf(frozen.catalogue, profile),
    lineage: frozen.lineage,
  };
}

/** What the place's figures are defined by: every indicator and rule, its own plans, and the registries. */
function definitionsOf({ indicators, plans, quality, registries }: Catalogue, profile: Profile): SnapshotDefinitions {
  return {
    indicators: [...indicators.values()].map(defined),
    plans: plansOf(profile, plans).map(defined),
    quality: [...quality.values()].map(defined),
    profile: defined(profile),
    registries: { sha256: fingerprint(registries), definition: registries },
  };
}

function defined<T extends { readonly id: string }>(definition: T): Defined<T> {
  return { id: definition.id, sha256: fingerprint(definition), definition };
}

/** The catalogue that a snapshot was made by, so that years later its numbers can be computed anew. */
export function catalogueOf({ indicators, plans, quality, profile, registries }: SnapshotDefinitions): Catalogue {
  const byId = <T>(all: readonly Defined<T>[]): ReadonlyMap<string, T> =>
    new Map(all.map(({ id, definition }) => [id, definition]));
  return {
    indicators: byId(indicators),
    plans: byId(plans),
    quality: byId(quality),
    profiles: byId([profile]),
    registries: registries.definition,
    fingerprints: new Map([
      ...indicators.map(({ id, sha256 }) => [`indicator:${id}`, sha256] as const),
      ...plans.map(({ id, sha256 }) => [`plan:${id}`, sha256] as const),
    ]),
  };
}
