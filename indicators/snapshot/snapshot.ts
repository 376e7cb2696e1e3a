import type { ChallengeDocument } from '../challenge.ts';
import type { CompletenessDocument } from '../documents/completeness-document.ts';
import type { ExactValueDocument, ExactVerdictDocument } from '../documents/exact-documents.ts';
import type { Indicator, Name } from '../indicator.ts';
import type { Plan } from '../plan.ts';
import type { Profile } from '../profile.ts';
import type { DoubtDocument } from '../documents/quality-document.ts';
import type { QualityRule } from '../trust/quality-rule.ts';
import type { Registries } from '../registries.ts';

/** The word that stands wherever figures come from simulated data. */
export const SIMULATED = '演示数据';

export const SNAPSHOT_FORMAT = 'gigacity-snapshot/1';

/** What is frozen: all that is said of one place at two times, and all that it rests on. Plain JSON throughout. */
export interface SnapshotContent {
  readonly format: typeof SNAPSHOT_FORMAT;
  readonly engine: { readonly name: 'gigacity'; readonly version: string };
  readonly place: {
    readonly profile: string;
    readonly name: Name;
    /** City code, or the code of the one district that is watched. */
    readonly code: string;
    readonly zone: string;
  };
  /** YYYY-MM-DD; its end in the place's zone. */
  readonly as_of: string;
  /** RFC 3339 in UTC, inclusive: what was received by then counts. */
  readonly known_at: string;
  /** 演示数据 where figures are simulated. */
  readonly mark: typeof SIMULATED | null;
  readonly supersedes: Superseded | null;
  readonly values: readonly ExactValueDocument[];
  readonly verdicts: readonly ExactVerdictDocument[];
  readonly completeness: CompletenessDocument;
  readonly doubts: readonly DoubtDocument[];
  /** Those that were open when the snapshot was made. */
  readonly challenges: readonly ChallengeDocument[];
  readonly definitions: SnapshotDefinitions;
  readonly lineage: Lineage;
}

/** The snapshot that this one corrects, and why. */
export interface Superseded {
  readonly id: string;
  readonly reason: string;
}

/** Everything that was defined rather than programmed, each with the SHA-256 of what it says. */
export interface SnapshotDefinitions {
  readonly indicators: readonly Defined<Indicator>[];
  readonly plans: readonly Defined<Plan>[];
  readonly quality: readonly Defined<QualityRule>[];
  readonly profile: Defined<Profile>;
  readonly registries: { readonly sha256: string; readonly definition: Registries };
}

export interface Defined<T> {
  readonly id: string;
  readonly sha256: string;
  readonly definition: T;
}

/** Where the figures come from. */
export interface Lineage {
  readonly streams: readonly LineageDocument[];
  /** Files whose lines are among them, by content. */
  readonly files: readonly { readonly source: string; readonly sha256: string; readonly bytes: number }[];
}

/** What one partition of a topic, or one file, has brought of a stream for the place. */
export interface LineageDocument {
  readonly stream: string;
  /** The topic, or `file:…`. */
  readonly source: string;
  readonly partition: number;
  /** Messages that are kept, each once. */
  readonly messages: number;
  readonly first_offset: string;
  readonly last_offset: string;
  readonly first_line: number;
  readonly last_line: number;
  /** RFC 3339 in UTC. */
  readonly first_received_at: string;
  readonly last_received_at: string;
  /** The content hashes of all messages as one (exclusive or; hex): others than these give another. */
  readonly content: string;
}

/** The content with the SHA-256 of each of its parts, which name the part that was changed. */
export interface Snapshot extends SnapshotContent {
  readonly digests: Digests;
}

/** SHA-256 (hex) of the canonical JSON of each part; lists follow the order of the content. */
export interface Digests {
  readonly head: string;
  readonly values: readonly string[];
  readonly verdicts: readonly string[];
  readonly completeness: string;
  readonly doubts: string;
  readonly challenges: string;
  readonly definitions: string;
  readonly lineage: string;
}
