import { LRUCache } from 'lru-cache';
import { momentOf } from '../../indicators/calendar.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { Evaluations } from '../ports.ts';
import { Problem } from '../problems.ts';
import { RESTART } from './cursor.ts';

/** Evaluations that may still be paged through after a newer one is committed. */
const KEPT = 4;
const RETRY_SECONDS = 5;

export interface TimesAsked {
  readonly as_of?: string | undefined;
  readonly known_at?: string | undefined;
}

/** Finds the evaluation that a request is about, and keeps the latest for readers in the middle of a list. */
export class EvaluationFinder {
  readonly #evaluations: Evaluations;
  readonly #recent = new LRUCache<string, CommittedEvaluation>({ max: KEPT });

  constructor(evaluations: Evaluations) {
    this.#evaluations = evaluations;
  }

  /** Throws a Problem before the first evaluation, a Busy where too many are being computed. */
  async asked({ as_of, known_at }: TimesAsked): Promise<CommittedEvaluation> {
    const committed = this.committed();
    if (as_of === undefined && known_at === undefined) return committed;
    const found = await this.#evaluations.at({
      asOf: as_of,
      knownAt: known_at === undefined ? undefined : { text: known_at, moment: momentOf(known_at, zoneOf(committed)) },
    });
    return this.#keep(found);
  }

  committed(): CommittedEvaluation {
    const found = this.#evaluations.committed();
    if (found !== undefined) return this.#keep(found);
    throw new Problem(
      'not_ready',
      { zh: '第一次评估尚未完成', en: 'the first evaluation has not ended yet' },
      { retryAfterSeconds: RETRY_SECONDS, hint: { zh: '进展见 /readyz', en: '/readyz tells how far it is' } },
    );
  }

  /** One that was served before; throws a Problem where it is no longer kept. */
  again(id: string): CommittedEvaluation {
    const found = this.#recent.get(id);
    if (found !== undefined) return found;
    throw new Problem(
      'gone',
      { zh: '游标所属的评估已被更新的取代', en: 'the evaluation of this cursor has been replaced by newer ones' },
      { pointer: '#/query/cursor', hint: RESTART },
    );
  }

  #keep(evaluation: CommittedEvaluation): CommittedEvaluation {
    if (!this.#recent.has(evaluation.id)) this.#recent.set(evaluation.id, evaluation);
    return evaluation;
  }
}

/** The zone in which a day of `known_at` ends. */
export function zoneOf({ evaluations }: CommittedEvaluation): string {
  return evaluations[0]?.place.profile.zone ?? 'Asia/Shanghai';
}
