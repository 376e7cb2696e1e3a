import type { Challenge } from '../indicators/challenge.ts';
import { challenged } from '../indicators/challenge.ts';
import type { Evaluation } from '../indicators/evaluation.ts';
import { isWithin } from '../indicators/scope.ts';
import type { Asker } from '../store/asker.ts';
import { readChallenges } from './challenge-events.ts';
import type { Flagging } from './doubting.ts';
import { flaggedVerdict } from './doubting.ts';

/** Flags what is disputed; `knownAt` in epoch milliseconds, null: now. */
export async function readDisputes(asker: Asker, knownAt: number | null): Promise<Flagging> {
  const challenges = await readChallenges(asker, knownAt);
  return (value) => challenged(value, challenges);
}

/** An evaluation with what is disputed of its place; itself where nothing is. Figures do not change, so they are kept. */
export function disputed(evaluation: Evaluation, all: readonly Challenge[]): Evaluation {
  const challenges = all.filter(({ scope }) => isWithin(scope, evaluation.place.profile));
  if (challenges.length === 0) return evaluation;
  const flagged: Flagging = (value) => challenged(value, challenges);
  return {
    ...evaluation,
    values: evaluation.values.map(flagged),
    verdicts: evaluation.verdicts.map((verdict) => flaggedVerdict(verdict, flagged)),
    challenges,
  };
}
