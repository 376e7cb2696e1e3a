import { setImmediate } from 'node:timers/promises';
import type { Assignment, Evaluation } from '../../indicators/evaluation.ts';
import {
  apportionedAssignments,
  everyAssignment,
  sampleDays,
  valuesOf,
  verdictOf,
} from '../../indicators/evaluation.ts';
import { dayOf } from '../../indicators/calendar.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { LEVELS } from '../../indicators/indicator.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { Readings } from '../../indicators/values/readings.ts';
import { samplesOf } from '../../indicators/values/sample-readings.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Profile } from '../../indicators/profile.ts';
import { plansOf } from '../../indicators/profile.ts';
import { isWithin, placeOf } from '../../indicators/scope.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { together } from '../../store/asker.ts';
import { arrivedTables } from '../../store/sample-tables.ts';
import { evaluateCompleteness } from './completeness.ts';
import { doubting, flaggedVerdict, reportDoubts } from './doubting.ts';
import type { EvaluateDeps, Times } from './evaluate.ts';
import type { EvaluationMemo } from './evaluation-memo.ts';
import { readReports } from './read-reports.ts';
import { readWindows } from './read-windows.ts';
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
  const { catalogue } = deps;
  const { asOf, knownAt } = times;
  const place = placeOf(profile, catalogue.registries);
  const rules = [...catalogue.quality.values()];
  const plans = plansOf(profile, catalogue.plans);
  const usual = everyAssignment(catalogue, place, plans);
  const apportioned = apportionedAssignments(catalogue, place, plans);
  const asked = { indicators: [...catalogue.indicators.values()], assignments: [...usual, ...apportioned] };
  const request = { ...times, ...asked, rules };
  const days = sampleDays(asked.indicators, asked.assignments, asOf);
  const ofReports = readReports(deps, place, request).then(async (reports) => {
    const readings = new Readings(place, reports.streams, [], reports.past);
    const doubts = reportDoubts({ place, rules, streams: reports.streams, readings });
    const evaluated = await evaluateInTurns({ ...partOf(asked, isOfReports), place, readings, asOf, known });
    for (const day of daysOf(evaluated)) {
      await setImmediate();
      doubts(day);
    }
    return { reports, doubts, evaluated };
  });
  const ofSamples = readWindows(deps, place, request).then(async (samples) =>
    evaluateInTurns({
      ...partOf(asked, isOfSamples),
      ...{ place, readings: new Readings(place, new Map(), samples), asOf, known },
    }),
  );
  // What reads no samples is evaluated while the store adds them up.
  const [{ reports, doubts, evaluated }, sampled, completeness, more] = await Promise.all([
    ofReports,
    ofSamples,
    evaluateCompleteness(deps, profile, { period: undefined, stream: undefined, knownAt }),
    readMoreDoubts(deps, place, { ...times, streams: STREAMS, sampleDays: [...days.keys()] }),
  ]);
  const { doubtsOf, flagged } = doubting({ place, ofReports: doubts, more, challenges: reports.challenges });
  const values = new Map([...evaluated.values, ...sampled.values]);
  const verdicts = new Map([...evaluated.verdicts, ...sampled.verdicts]);
  const judged = (assignments: readonly Assignment[]): readonly Verdict[] =>
    assignments.flatMap((one) => verdicts.get(one) ?? []).map((verdict) => flaggedVerdict(verdict, flagged));
  return {
    place,
    asOf,
    knownAt,
    values: asked.indicators.flatMap((one) => values.get(one) ?? []).map(flagged),
    verdicts: judged(usual),
    apportioned: judged(apportioned),
    completeness,
    doubts: doubtsOf(asOf),
    challenges: reports.challenges.filter(({ scope }) => isWithin(scope, profile)),
  };
}

interface Asked {
  readonly indicators: readonly Indicator[];
  readonly assignments: readonly Assignment[];
}

function partOf({ indicators, assignments }: Asked, isPart: (indicator: Indicator) => boolean): Asked {
  return { indicators: indicators.filter(isPart), assignments: assignments.filter((one) => isPart(one.indicator)) };
}

function isOfSamples({ formula }: Indicator): boolean {
  return samplesOf(formula).length > 0;
}

function isOfReports(indicator: Indicator): boolean {
  return !isOfSamples(indicator);
}

interface Evaluated {
  readonly values: ReadonlyMap<Indicator, readonly IndicatorValue[]>;
  readonly verdicts: ReadonlyMap<Assignment, Verdict>;
}

/** The days whose figures were evaluated. */
function daysOf({ values, verdicts }: Evaluated): ReadonlySet<string> {
  const all = [...[...values.values()].flat(), ...[...verdicts.values()].flatMap(({ value, atDue }) => [value, atDue])];
  return new Set(all.flatMap((one) => one?.asOf ?? []));
}

/** Targets that are judged before the store's next question gets its turn. */
const AT_ONCE = 25;

/** A little at a time, so that the questions that the store answers meanwhile are not kept waiting. */
async function evaluateInTurns({
  indicators,
  assignments,
  ...of
}: Asked & Parameters<typeof verdictOf>[1]): Promise<Evaluated> {
  const values = new Map<Indicator, readonly IndicatorValue[]>();
  for (const indicator of indicators) {
    await setImmediate();
    values.set(indicator, valuesOf([indicator], { ...of, levels: LEVELS }));
  }
  const verdicts = new Map<Assignment, Verdict>();
  for (const [i, assignment] of assignments.entries()) {
    if (i % AT_ONCE === 0) await setImmediate();
    verdicts.set(assignment, verdictOf(assignment, of));
  }
  return { values, verdicts };
}
