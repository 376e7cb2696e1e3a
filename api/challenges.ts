import type { Challenge, Disputed } from '../indicators/challenge.ts';

/** Where challenges are kept; `by` is a key's id. */
export interface Challenges {
  /** The oldest first. */
  list(): Promise<readonly Challenge[]>;
  open(disputed: Disputed, dispute: { readonly reason: string; readonly by: string }): Promise<Opened>;
  answer(id: string, answer: { readonly text: string; readonly by: string }): Promise<Answered>;
}

export type Opened =
  | { readonly kind: 'opened'; readonly challenge: Challenge }
  /** No place has a value of this indicator for this scope. */
  | { readonly kind: 'no_such_value' }
  /** The same party already disputes it, and has no answer yet. */
  | { readonly kind: 'open_already'; readonly challenge: Challenge };

export type Answered =
  | { readonly kind: 'answered'; readonly challenge: Challenge }
  | { readonly kind: 'no_such_challenge' }
  | { readonly kind: 'closed_already'; readonly challenge: Challenge };
