import type { Evaluation } from '../indicators/evaluation.ts';
import { everyAssignment, valuesOf, verdictsOf } from '../indicators/evaluation.ts';
import { dayOf } from '../indicators/calendar.ts';
import { LEVELS } from '../indicators/indicator.ts';
import type { Profile } from '../indicators/profile.ts';
import { isWithin, placeOf } from '../indicators/scope.ts';
import { evaluateCompleteness } from './completeness.ts';
import type { EvaluateDeps, Times } from './evaluate.ts';
import { doubting, flaggedVerdict, readPlace } from './evaluate.ts';
import { moreDoubts } from './quality.ts';

/** Everything that is said of one place, from one reading of the store. */
export async function evaluatePlace(deps: EvaluateDeps, profile: Profile, times: Times): Promise<Evaluation> {
  const { catalogue } = deps;
  const { asOf, knownAt } = times;
  const place = placeOf(profile, catalogue.registries);
  const indicators = [...catalogue.indicators.values()];
  const rules = [...catalogue.quality.values()];
  const plans = profile.plans.flatMap((id) => catalogue.plans.get(id) ?? []);
  const assignments = everyAssignment(catalogue, place, plans);
  const { readings, streams, challenges } = await readPlace(deps, place, { ...times, indicators, assignments, rules });
  const known = dayOf(knownAt ?? deps.now(), profile.zone);
  const { doubtsOf, flagged } = doubting({ place, rules, streams, readings, challenges });
  return {
    place,
    asOf,
    knownAt,
    values: valuesOf(indicators, { levels: LEVELS, place, readings, asOf }).map(flagged),
    verdicts: verdictsOf(assignments, { place, readings, asOf, known }).map((verdict) =>
      flaggedVerdict(verdict, flagged),
    ),
    completeness: await evaluateCompleteness(deps, profile, { period: undefined, stream: undefined, knownAt }),
    doubts: [...doubtsOf(asOf), ...(await moreDoubts(deps, place, times))],
    challenges: challenges.filter(({ scope }) => isWithin(scope, profile)),
  };
}
