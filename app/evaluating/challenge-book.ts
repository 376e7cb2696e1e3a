import { randomBytes } from 'node:crypto';
import type { Answered, Challenges, Opened } from '../../api/challenges.ts';
import type { Challenge, ChallengeEvent, Disputed } from '../../indicators/challenge.ts';
import { foldChallenges, openChallenges } from '../../indicators/challenge.ts';
import { insertChallenge } from '../../store/challenges.ts';
import type { Inserter } from '../../store/query.ts';
import { readChallenges, toRow } from './challenge-events.ts';
import type { DisputeDeps } from './challenge-values.ts';
import { correction, exactValue, subjectOf } from './challenge-values.ts';

export interface ChallengeDeps extends DisputeDeps {
  readonly store: Inserter;
}

/** Whoever finds a correction; no person has to. */
const PROGRAM = 'gigacity';

/** Challenges in the store: every step is an event that is added, and none is ever changed. */
export class ChallengeBook implements Challenges {
  readonly #deps: ChallengeDeps;

  constructor(deps: ChallengeDeps) {
    this.#deps = deps;
  }

  list(): Promise<readonly Challenge[]> {
    return readChallenges(this.#deps.asker, null);
  }

  async open(disputed: Disputed, { reason, by }: { readonly reason: string; readonly by: string }): Promise<Opened> {
    const subject = subjectOf(this.#deps, disputed);
    if (subject === undefined) return { kind: 'no_such_value' };
    const same = openChallenges(await this.list(), disputed);
    const known = same.find((one) => one.openedBy === by && one.asOf === disputed.asOf);
    if (known !== undefined) return { kind: 'open_already', challenge: known };
    const at = this.#deps.now();
    const value = await exactValue(this.#deps, subject, { ...disputed, knownAt: at });
    const challenge = `c-${randomBytes(6).toString('hex')}`;
    const opened: ChallengeEvent = { kind: 'opened', challenge, at, by, disputed, reason, value };
    await this.#add(opened, disputed);
    const [made] = foldChallenges([opened], null);
    if (made === undefined) throw new TypeError('an opened challenge folds to one');
    return { kind: 'opened', challenge: made };
  }

  async answer(id: string, { text, by }: { readonly text: string; readonly by: string }): Promise<Answered> {
    const challenge = (await this.list()).find((one) => one.id === id);
    if (challenge === undefined) return { kind: 'no_such_challenge' };
    if (challenge.state !== 'open') return { kind: 'closed_already', challenge };
    const at = Math.max(this.#deps.now(), challenge.openedAt);
    const closed = { kind: 'answered' as const, challenge: id, at, by, answer: text };
    await this.#add(closed, challenge);
    return { kind: 'answered', challenge: { ...challenge, state: 'answered', closed } };
  }

  /** Closes what senders have corrected since it was disputed. */
  async closeCorrected(): Promise<void> {
    for (const challenge of await this.list()) {
      if (challenge.state !== 'open') continue;
      const found = await correction(this.#deps, challenge);
      if (found === undefined) continue;
      const at = Math.max(this.#deps.now(), challenge.openedAt);
      await this.#add({ kind: 'corrected', challenge: challenge.id, at, by: PROGRAM, value: found.value }, challenge);
    }
  }

  async #add(event: ChallengeEvent, disputed: Disputed): Promise<void> {
    await this.#deps.store.insert(insertChallenge(toRow(event, disputed)));
  }
}
