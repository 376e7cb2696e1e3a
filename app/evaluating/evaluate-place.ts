import { setImmediate } from 'node:timers/promises';
import type { Assignment, Evaluation } from '../../indicators/evaluation.ts';
import {
  apportionedAssignments,
  everyAssignment,
  sampleDays,
  valuesOf,
  verdictsOf,
} from '../../indicators/evaluation.ts';
import { dayOf } from '../../indicators/calendar.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Profile } from '../../indicators/profile.ts';
import { plansOf } from '../../indicators/profile.ts';
import { isWithin, placeOf } from '../../indicators/scope.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { together } from '../../store/asker.ts';
import { arrivedTables } from '../../store/sample-tables.ts';
import { evaluateCompleteness } from './completeness.ts';
import { doubting, flaggedVerdict } from './doubting.ts';
import type { EvaluateDeps, Times } from './evaluate.ts';
import type { EvaluationMemo } from './evaluation-memo.ts';
import { readPlace } from './read-place.ts';
import { readMoreDoubts } from './samples-and-ties.ts';

export interface EvaluatePlaceDeps extends EvaluateDeps {
  /** Answers whole where nothing has changed. */
  readonly evaluations?: EvaluationMemo;
}

/** Everything that is said of one place, from one reading of the store. */
export async function evaluatePlace(deps: EvaluatePlaceDeps, profile: Profile, times: Times): Promise<Evaluation> {
  const { catalogue, evaluations, now } = deps;
  const asker = together(deps.asker);
  const known = dayOf(times.knownAt ?? now(), profile.zone);
  const evaluate = (): Promise<Evaluation> => evaluateAnew({ ...deps, asker }, profile, { ...times, known });
  const holding = evaluations && (await asker.holding?.([...arrivedTables(STREAMS), 'challenges']));
  if (evaluations === undefined || holding === undefined) return evaluate();
  const name = JSON.stringify([profile.id, times.asOf, times.knownAt, known, holding]);
  return evaluations.of(catalogue, name, evaluate);
}

/** `known` is the day as whose knowledge it is judged what was overdue. */
async function evaluateAnew(
  deps: EvaluateDeps,
  profile: Profile,
  { known, ...times }: Times & { known: string },
): Promise<Evaluation> {
  const { catalogue, asker } = deps;
  const { asOf, knownAt } = times;
  const place = placeOf(profile, catalogue.registries);
  const indicators = [...catalogue.indicators.values()];
  const rules = [...catalogue.quality.values()];
  const plans = plansOf(profile, catalogue.plans);
  const usual = everyAssignment(catalogue, place, plans);
  const apportioned = apportionedAssignments(catalogue, place, plans);
  const assignments = [...usual, ...apportioned];
  const days = [...sampleDays(indicators, assignments, asOf).keys()];
  const read = await readPlace({ catalogue, asker }, place, { ...times, indicators, assignments, rules });
  // After the samples were read: who reads them first searches their new days.
  const [completeness, more, { values, verdicts }] = await Promise.all([
    evaluateCompleteness(deps, profile, { period: undefined, stream: undefined, knownAt }),
    readMoreDoubts({ catalogue, asker }, place, { ...times, streams: STREAMS, sampleDays: days }),
    evaluateInTurns({ indicators, assignments, place, readings: read.readings, asOf, known }),
  ]);
  const { doubtsOf, flagged } = doubting({ place, rules, ...read, more });
  const judged = verdicts.map((verdict) => flaggedVerdict(verdict, flagged));
  return {
    place,
    asOf,
    knownAt,
    values: values.map(flagged),
    verdicts: judged.slice(0, usual.length),
    apportioned: judged.slice(usual.length),
    completeness,
    doubts: doubtsOf(asOf),
    challenges: read.challenges.filter(({ scope }) => isWithin(scope, profile)),
  };
}

interface Evaluated {
  readonly values: readonly IndicatorValue[];
  readonly verdicts: readonly Verdict[];
}

/** Targets that are judged before the store's next question gets its turn. */
const AT_ONCE = 25;

/** A little at a time, so that the questions that the store answers meanwhile are not kept waiting. */
async function evaluateInTurns({
  indicators,
  assignments,
  ...of
}: Parameters<typeof verdictsOf>[1] & {
  readonly indicators: readonly Indicator[];
  readonly assignments: readonly Assignment[];
}): Promise<Evaluated> {
  const values: IndicatorValue[] = [];
  for (const indicator of indicators) {
    await setImmediate();
    values.push(...valuesOf([indicator], { ...of, levels: LEVELS }));
  }
  const verdicts: Verdict[] = [];
  for (let from = 0; from < assignments.length; from += AT_ONCE) {
    await setImmediate();
    verdicts.push(...verdictsOf(assignments.slice(from, from + AT_ONCE), of));
  }
  return { values, verdicts };
}
