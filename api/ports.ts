import type { CommittedEvaluation } from '../indicators/committed.ts';
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
    readonly ready: boolean;
    /** Why, where it is not. */
    readonly reason?: Text;
  }[];
}
