import type { Catalogue } from './catalogue.ts';
import type { Evaluation } from './evaluation.ts';

/** One consistent answer for every place that is watched: replaced whole by the next, never mended. */
export interface CommittedEvaluation {
  /** Names all that it rests on (definitions, times, what the store held): the same id, the same numbers. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly catalogue: Catalogue;
  /** In the order of the profiles. */
  readonly evaluations: readonly Evaluation[];
  /** Ids of the profiles whose figures are simulated (演示数据). */
  readonly simulated: ReadonlySet<string>;
}
