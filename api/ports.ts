import type { CommittedEvaluation } from '../indicators/committed.ts';
import type { Level } from '../indicators/indicator.ts';
import type { Profile } from '../indicators/profile.ts';
import type { Completeness, ReportPeriod } from '../indicators/trust/reporting.ts';
import type { Place } from '../indicators/scope.ts';
import type { Superseded } from '../indicators/snapshot/snapshot.ts';
import type { PublicKey } from '../indicators/snapshot/keys.ts';
import type { TaskVerdict } from '../indicators/tasks.ts';
import type { IndicatorValue } from '../indicators/values/value.ts';
import type { AlertGroup } from '../metrics/notify/payload.ts';
import type { DeadLetterFilter, KeptDeadLetter } from '../store/dead-letters.ts';
import type { KeptSnapshot, SigningKeyUse, SnapshotEntry } from '../store/snapshots.ts';
import type { Text } from './text.ts';

/** What the server asks of the rest of the program; `app/` hands it over. */

/** The two times of a request, as they were asked for. */
export interface AskedTimes {
  /** YYYY-MM-DD; undefined: the day that is committed. */
  readonly asOf: string | undefined;
  /** As it was written, and in epoch milliseconds, inclusive; undefined: all that is known. */
  readonly knownAt: { readonly text: string; readonly moment: number } | undefined;
}

export interface Evaluations {
  /** The last one that was committed; undefined until the first has ended. */
  committed(): CommittedEvaluation | undefined;
  /** The same for other times, computed or remembered; throws a Busy when too many wait or it takes too long. */
  at(times: AskedTimes): Promise<CommittedEvaluation>;
}

/** Who has reported what, over other periods than the committed one. */
export interface ReportingReader {
  read(asked: {
    /** Undefined: the latest month whose reports were overdue. */
    readonly period: ReportPeriod | undefined;
    /** Epoch milliseconds, inclusive; null: all that is known. */
    readonly knownAt: number | null;
  }): Promise<readonly { readonly place: Place; readonly completeness: Completeness }[]>;
}

/** Values of many days. */
export interface SeriesReader {
  /** In the order of places, indicators, scopes and days; throws a Busy where too many are being read. */
  read(asked: {
    readonly indicators: ReadonlySet<string>;
    readonly levels: readonly Level[];
    /** YYYY-MM-DD, rising. */
    readonly days: readonly string[];
    readonly knownAt: number | null;
  }): Promise<readonly IndicatorValue[]>;
}

/** The tasks of the plans with what their indicators and records say. */
export interface TaskReader {
  /** `asOf` by profile. */
  read(asked: {
    readonly days: ReadonlyMap<string, string>;
    readonly knownAt: number | null;
  }): Promise<readonly { readonly place: Place; readonly tasks: readonly TaskVerdict[] }[]>;
}

/** Refused messages, the latest first; fewer than the limit where they are large, so that an answer fits into memory. */
export interface DeadLetterReader {
  read(filter: DeadLetterFilter): Promise<{ readonly letters: readonly KeptDeadLetter[]; readonly hasMore: boolean }>;
}

/** What read routes ask beyond the evaluations. */
export interface ReadPorts {
  readonly reporting: ReportingReader;
  readonly series: SeriesReader;
  readonly tasks: TaskReader;
  readonly deadLetters: DeadLetterReader;
}

/** More was asked at once than is computed at once; asking again later helps. */
export class Busy extends Error {
  override readonly name = 'Busy';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('too many evaluations are being computed');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether requests can be answered, part by part. */
export interface Readiness {
  readonly parts: readonly {
    /** `store`, `evaluation`, `ingest`. */
    readonly name: string;
    /** Whether requests can be answered as far as this part goes. */
    readonly ready: boolean;
    /** Why they cannot, or what the part leaves undone while they can. */
    readonly reason?: Text;
  }[];
}

/** Frozen figures. */
export interface Snapshots {
  /** The latest first. */
  list(asked: {
    readonly profiles: readonly string[] | undefined;
    readonly limit: number;
  }): Promise<readonly SnapshotEntry[]>;
  find(id: string): Promise<KeptSnapshot | undefined>;
  /** Freezes, signs and keeps; of the same content again it is the one there is. Throws a Problem without a key. */
  make(asked: {
    readonly profile: Profile;
    readonly asOf: string;
    /** Epoch milliseconds, inclusive; null: now. */
    readonly knownAt: number | null;
    readonly supersedes: Superseded | null;
  }): Promise<{ readonly kept: KeptSnapshot; readonly isNew: boolean }>;
  /** Every key that has signed, and the one that signs now; undefined: there is none. */
  keys(): Promise<{ readonly uses: readonly SigningKeyUse[]; readonly current: PublicKey | undefined }>;
}

/** Where groups of alerts are handed on. */
export interface Hooks {
  deliver(channel: string, group: AlertGroup): Promise<Delivery>;
}

export type Delivery =
  | { readonly kind: 'sent'; readonly channel: string }
  /** A district without a channel of its own: its city's has the same message. */
  | { readonly kind: 'unconfigured' }
  | { readonly kind: 'unknown'; readonly known: readonly string[] }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }
  /** `again`: the same may well be taken a little later. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly again: boolean };
