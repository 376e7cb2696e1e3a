import { dayOf } from '../../indicators/calendar.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Gap } from '../../indicators/trust/completeness.ts';
import { gapsOf } from '../../indicators/trust/completeness.ts';
import type { Doubt } from '../../indicators/trust/doubt.ts';
import { measuresOfRule } from '../../indicators/trust/doubts.ts';
import type { Assignment } from '../../indicators/evaluation.ts';
import { assignmentsOf, sampleDays, valuesOf, verdictOf } from '../../indicators/evaluation.ts';
import type { Formula, Indicator, Level } from '../../indicators/indicator.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Readings } from '../../indicators/values/readings.ts';
import { measuresOf } from '../../indicators/values/readings.ts';
import { samplesOf } from '../../indicators/values/sample-readings.ts';
import type { Place, Scope } from '../../indicators/scope.ts';
import { placeOf } from '../../indicators/scope.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Asker } from '../../store/asker.ts';
import { together } from '../../store/asker.ts';
import { doubting, flaggedVerdict, reportDoubts } from './doubting.ts';
import { readPlace } from './read-place.ts';
import { readMoreDoubts, streamsNamed } from './samples-and-ties.ts';

export interface EvaluateDeps {
  readonly catalogue: Catalogue;
  readonly asker: Asker;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The two times of every question: figures of a day, as they were known at a moment. */
export interface Times {
  /** YYYY-MM-DD; its end in the profile's zone is meant. */
  readonly asOf: string;
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

/** The values of some indicators in one place, at every level asked for that they have. */
export async function evaluateValues(
  deps: EvaluateDeps,
  profile: Profile,
  request: Times & { indicators: readonly Indicator[]; levels: readonly Level[] },
): Promise<readonly IndicatorValue[]> {
  const { asOf, indicators, levels } = request;
  const place = placeOf(profile, deps.catalogue.registries);
  const { readings, flagged } = await readDoubting(deps, place, { ...request, assignments: [] });
  return valuesOf(indicators, { levels, place, readings, asOf }).map(flagged);
}

/** The verdicts on the targets of some plans in one place; see `assignmentsOf` for what a level does. */
export async function evaluateVerdicts(
  deps: EvaluateDeps,
  profile: Profile,
  request: Times & { plans: readonly Plan[]; level: Level | undefined; derive?: boolean },
): Promise<readonly Verdict[]> {
  const { asOf, plans, level, derive = false } = request;
  const place = placeOf(profile, deps.catalogue.registries);
  const assignments = assignmentsOf(deps.catalogue, place, { plans, level, derive });
  const indicators = [...new Set(assignments.map(({ indicator }) => indicator))];
  const { readings, flagged } = await readDoubting(deps, place, { ...request, indicators, assignments });
  const known = dayOf(request.knownAt ?? deps.now(), profile.zone);
  return assignments.map((one) => flaggedVerdict(verdictOf(one, { place, readings, asOf, known }), flagged));
}

/** What speaks against the reports and samples that some value of an indicator rests on. */
export async function evaluateDoubts(
  deps: EvaluateDeps,
  profile: Profile,
  { indicator, ...times }: Times & { indicator: Indicator },
): Promise<readonly Doubt[]> {
  const place = placeOf(profile, deps.catalogue.registries);
  const { inForceOn } = await readDoubting(deps, place, { ...times, indicators: [indicator], assignments: [] });
  return inForceOn(times.asOf);
}

/** The figures that some indicators need, and what speaks against them. */
async function readDoubting(
  deps: EvaluateDeps,
  place: Place,
  request: Times & { indicators: readonly Indicator[]; assignments: readonly Assignment[] },
): Promise<{ readonly readings: Readings } & ReturnType<typeof doubting>> {
  const { catalogue } = deps;
  const { indicators, assignments, asOf } = request;
  const asker = together(deps.asker);
  const streams = new Set(indicators.flatMap(({ formula }) => streamsOf(formula)));
  // Whoever asks for one value is told the same of it as who asks for all of them.
  const rules = [...catalogue.quality.values()].filter((rule) =>
    measuresOfRule(rule).some(({ stream }) => streams.has(stream)),
  );
  const read = await readPlace({ catalogue, asker }, place, { ...request, rules });
  const more = await readMoreDoubts({ catalogue, asker }, place, {
    ...request,
    streams: streamsNamed(streams),
    sampleDays: [...sampleDays(indicators, assignments, asOf).keys()],
  });
  return {
    readings: read.readings,
    ...doubting({ place, ofReports: reportDoubts({ place, rules, ...read }), more, challenges: read.challenges }),
  };
}

function streamsOf(formula: Formula): readonly string[] {
  return [...measuresOf(formula), ...samplesOf(formula)].map(({ stream }) => stream);
}

/** The reports that one value lacks, each once. */
export async function evaluateGaps(
  deps: EvaluateDeps,
  profile: Profile,
  request: Times & { indicator: Indicator; scope: Scope },
): Promise<readonly Gap[]> {
  const { asOf, knownAt, indicator, scope } = request;
  const place = placeOf(profile, deps.catalogue.registries);
  const { readings } = await readPlace(deps, place, {
    asOf,
    knownAt,
    indicators: [indicator],
    assignments: [],
    rules: [],
  });
  const known = dayOf(knownAt ?? deps.now(), profile.zone);
  const gaps = gapsOf(indicator.formula, { place, readings, scope, asOf, known });
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}
