import { instantText } from './calendar.ts';
import type { Scope } from './scope.ts';
import { scopeKey } from './scope.ts';
import type { IndicatorValue } from './values/value.ts';

/**
 * - `open`: nobody has answered yet.
 * - `answered`: an operator has.
 * - `corrected`: a later revision of a report that the value rests on has changed it.
 */
export const CHALLENGE_STATES = ['open', 'answered', 'corrected'] as const;
export type ChallengeState = (typeof CHALLENGE_STATES)[number];

/** What is disputed: one indicator's value for one scope as of one day. */
export interface Disputed {
  readonly indicator: string;
  readonly scope: Scope;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

interface Step {
  /** The challenge's id. */
  readonly challenge: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The id of a key; `local` where none was needed, `gigacity` for what the program found by itself. */
  readonly by: string;
}

/** What happens to a challenge; events are only ever added. */
export type ChallengeEvent =
  | (Step & {
      readonly kind: 'opened';
      readonly disputed: Disputed;
      readonly reason: string;
      /** The number as it was, exact decimal or fraction; null: there was none. */
      readonly value: string | null;
    })
  | (Step & { readonly kind: 'answered'; readonly answer: string })
  | (Step & { readonly kind: 'corrected'; readonly value: string | null });

/** A challenge as its events have made it. */
export interface Challenge extends Disputed {
  readonly id: string;
  readonly reason: string;
  readonly value: string | null;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly state: ChallengeState;
  readonly closed?: Closing;
}

type Closing = Exclude<ChallengeEvent, { kind: 'opened' }>;

/** The challenges as they stood at a moment (epoch milliseconds, inclusive; null: now), the oldest first. */
export function foldChallenges(events: readonly ChallengeEvent[], knownAt: number | null): readonly Challenge[] {
  const known = events.filter(({ at }) => knownAt === null || at <= knownAt).sort(byTime);
  const closings = new Map<string, Closing>();
  for (const event of known)
    // Whoever closes it first closes it.
    if (event.kind !== 'opened' && !closings.has(event.challenge)) closings.set(event.challenge, event);
  return known.flatMap((event) => {
    if (event.kind !== 'opened') return [];
    const { challenge: id, disputed, reason, value, at: openedAt, by: openedBy } = event;
    const closed = closings.get(id);
    const opened = { id, ...disputed, reason, value, openedAt, openedBy };
    return [closed === undefined ? { ...opened, state: 'open' as const } : { ...opened, state: closed.kind, closed }];
  });
}

function byTime(a: ChallengeEvent, b: ChallengeEvent): number {
  return a.at - b.at || (a.challenge < b.challenge ? -1 : a.challenge > b.challenge ? 1 : 0);
}

/** The open challenges that stand beside a value: of the disputed day and, until they are closed, of later days. */
export function openChallenges(
  challenges: readonly Challenge[],
  { indicator, scope, asOf }: Disputed,
): readonly Challenge[] {
  return challenges.filter(
    (one) =>
      one.state === 'open' &&
      one.indicator === indicator &&
      one.asOf <= asOf &&
      scopeKey(one.scope) === scopeKey(scope),
  );
}

/** The value with the flag `challenged` where an open challenge stands beside it. */
export function challenged(value: IndicatorValue, challenges: readonly Challenge[]): IndicatorValue {
  const { indicator, scope, asOf, flags } = value;
  const own = openChallenges(challenges, { indicator: indicator.id, scope, asOf });
  return own.length === 0 ? value : { ...value, flags: [...flags, 'challenged'] };
}

/** A challenge as outsiders read it. */
export interface ChallengeDocument {
  readonly id: string;
  readonly indicator: string;
  readonly scope: Scope;
  readonly as_of: string;
  readonly reason: string;
  /** Exact: a decimal or a fraction. */
  readonly value: string | null;
  /** RFC 3339 in UTC. */
  readonly opened_at: string;
  readonly opened_by: string;
  readonly state: ChallengeState;
  readonly closed_at?: string;
  readonly closed_by?: string;
  readonly answer?: string;
  readonly corrected_value?: string | null;
}

export function toChallengeDocument(challenge: Challenge): ChallengeDocument {
  const { id, indicator, scope, asOf, reason, value, openedAt, openedBy, state, closed } = challenge;
  return {
    id,
    indicator,
    scope,
    as_of: asOf,
    reason,
    value,
    opened_at: instantText(openedAt),
    opened_by: openedBy,
    state,
    ...(closed === undefined ? {} : { closed_at: instantText(closed.at), closed_by: closed.by }),
    ...(closed?.kind === 'answered' ? { answer: closed.answer } : {}),
    ...(closed?.kind === 'corrected' ? { corrected_value: closed.value } : {}),
  };
}
