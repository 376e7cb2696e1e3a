import type { Scope } from './scope.ts';

/** A value that a regulator or a district disputes. */
export interface ChallengeDocument {
  readonly id: string;
  readonly indicator: string;
  readonly scope: Scope;
  readonly as_of: string;
  readonly reason: string;
  /** RFC 3339 in UTC. */
  readonly opened_at: string;
  readonly opened_by: string;
  readonly state: string;
}
