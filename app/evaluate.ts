import { findStream } from '../ingest/streams.ts';
import { dayOf, momentOf } from '../indicators/calendar.ts';
import type { Catalogue } from '../indicators/catalogue.ts';
import type { Challenge } from '../indicators/challenge.ts';
import { challenged } from '../indicators/challenge.ts';
import type { Assignment } from '../indicators/evaluation.ts';
import { assignmentsOf, sampleDays, valuesOf, verdictsOf } from '../indicators/evaluation.ts';
import type { Doubt } from '../indicators/doubt.ts';
import { doubtsOn, measureOfLimit, measuresOfRule, questioned } from '../indicators/doubts.ts';
import type { Gap } from '../indicators/completeness.ts';
import { gapsOf } from '../indicators/completeness.ts';
import type { Indicator, Level } from '../indicators/indicator.ts';
import type { Plan } from '../indicators/plan.ts';
import type { Profile } from '../indicators/profile.ts';
import type { QualityRule } from '../indicators/quality-rule.ts';
import type { StreamReadings } from '../indicators/readings.ts';
import { measuresByStream, Readings } from '../indicators/readings.ts';
import type { SampleReadings } from '../indicators/sample-readings.ts';
import type { Place, Scope } from '../indicators/scope.ts';
import { placeOf } from '../indicators/scope.ts';
import type { IndicatorValue } from '../indicators/value.ts';
import type { Verdict } from '../indicators/verdict.ts';
import type { Asker } from '../store/asker.ts';
import type { Measure, SampleMeasure } from '../store/measure.ts';
import { readSpans } from '../store/read.ts';
import { readSamples } from '../store/read-samples.ts';
import { readRejected } from '../store/sample-rejections.ts';
import type { Stream } from '../ingest/stream.ts';
import { readChallenges } from './challenge-events.ts';

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
  const rules = rulesFor(indicators, deps.catalogue);
  const { readings, streams, challenges } = await readPlace(deps, place, { ...request, assignments: [], rules });
  const { flagged } = doubting({ place, rules, streams, readings, challenges });
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
  const rules = rulesFor(indicators, deps.catalogue);
  const { readings, streams, challenges } = await readPlace(deps, place, {
    ...request,
    indicators,
    assignments,
    rules,
  });
  const known = dayOf(request.knownAt ?? deps.now(), profile.zone);
  const { flagged } = doubting({ place, rules, streams, readings, challenges });
  return verdictsOf(assignments, { place, readings, asOf, known }).map((verdict) => flaggedVerdict(verdict, flagged));
}

type Flagging = (value: IndicatorValue) => IndicatorValue;

export function flaggedVerdict(verdict: Verdict, flagged: Flagging): Verdict {
  return {
    ...verdict,
    value: flagged(verdict.value),
    ...(verdict.atDue === undefined ? {} : { atDue: flagged(verdict.atDue) }),
  };
}

/** What speaks against the figures of each day, and the flags that it sets on values; each day is searched once. */
export function doubting({
  challenges,
  ...found
}: Omit<Parameters<typeof doubtsOn>[0], 'asOf'> & { readonly challenges: readonly Challenge[] }): {
  readonly doubtsOf: (asOf: string) => readonly Doubt[];
  readonly flagged: Flagging;
} {
  const byDay = new Map<string, readonly Doubt[]>();
  const doubtsOf = (asOf: string): readonly Doubt[] => {
    const known = byDay.get(asOf) ?? doubtsOn({ ...found, asOf });
    byDay.set(asOf, known);
    return known;
  };
  return { doubtsOf, flagged: (value) => challenged(questioned(value, doubtsOf(value.asOf), found.place), challenges) };
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

/** The rules whose every stream the indicators read, so that a doubt costs no further question. */
function rulesFor(indicators: readonly Indicator[], { quality }: Catalogue): readonly QualityRule[] {
  const streams = measuresByStream(indicators);
  return [...quality.values()].filter((rule) => measuresOfRule(rule).every(({ stream }) => streams.has(stream)));
}

type ReadRequest = Times & {
  readonly indicators: readonly Indicator[];
  readonly assignments: readonly Assignment[];
  readonly rules: readonly QualityRule[];
};

interface Read {
  readonly readings: Readings;
  readonly streams: ReadonlyMap<string, StreamReadings>;
  readonly challenges: readonly Challenge[];
}

/** Asks the store once per stream, once per window of samples, and once for what is disputed. */
export async function readPlace(
  { asker }: EvaluateDeps,
  place: Place,
  { indicators, assignments, rules, asOf, knownAt }: ReadRequest,
): Promise<Read> {
  const { zone } = place.profile;
  const ruled = rules.flatMap(measuresOfRule);
  const limited = place.profile.plausibility.limits
    .filter(({ stream }) => ruled.some((measure) => measure.stream === stream))
    .map(measureOfLimit);
  const streams = await readStreams(asker, measuresByStream(indicators, [...ruled, ...limited]), { zone, knownAt });
  const past = new Map<string, Readings>();
  for (const [moment, based] of byBaseMoment(indicators)) {
    const earlier = momentOf(moment, zone);
    if (knownAt !== null && knownAt <= earlier) continue;
    const known = await readStreams(asker, measuresByStream(based), { zone, knownAt: earlier });
    past.set(moment, new Readings(place, known, []));
  }
  const samples: SampleReadings[] = [];
  for (const [day, measures] of sampleDays(indicators, assignments, asOf)) {
    for (const group of byWindow(measures)) {
      const question = { ...group, asOf: day, zone, knownAt, districts: [...place.codes].sort() };
      const [rows, rejected] = [await readSamples(asker, question), await readRejected(asker, question)];
      samples.push({ measures: group.measures, asOf: day, rows, rejected });
    }
  }
  const challenges = await readChallenges(asker, knownAt);
  return { readings: new Readings(place, streams, samples, past), streams, challenges };
}

async function readStreams(
  asker: Asker,
  asked: ReadonlyMap<string, readonly Measure[]>,
  times: { readonly zone: string; readonly knownAt: number | null },
): Promise<ReadonlyMap<string, StreamReadings>> {
  const streams = new Map<string, StreamReadings>();
  for (const [name, measures] of asked) {
    const spans = await readSpans(asker, { stream: streamOf(name), measures, ...times });
    streams.set(name, { measures, spans });
  }
  return streams;
}

/** Indicators whose base has its own moment of knowledge, by that moment. */
function byBaseMoment(indicators: readonly Indicator[]): ReadonlyMap<string, readonly Indicator[]> {
  const moments = new Map<string, Indicator[]>();
  for (const indicator of indicators) {
    const moment = 'base' in indicator.formula ? indicator.formula.baseKnownAt : undefined;
    if (moment !== undefined) moments.set(moment, [...(moments.get(moment) ?? []), indicator]);
  }
  return moments;
}

interface WindowGroup {
  readonly stream: Stream;
  readonly windowDays: number;
  readonly measures: readonly SampleMeasure[];
}

/** Measures of one stream and window length share a question. */
function byWindow(measures: readonly SampleMeasure[]): readonly WindowGroup[] {
  const groups = new Map<string, { stream: Stream; windowDays: number; measures: SampleMeasure[] }>();
  for (const measure of measures) {
    const key = `${measure.stream} ${String(measure.windowDays)}`;
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { stream: streamOf(measure.stream), windowDays: measure.windowDays, measures: [measure] });
    else group.measures.push(measure);
  }
  return [...groups.values()];
}

function streamOf(name: string): Stream {
  const stream = findStream(name);
  if (stream === undefined) throw new TypeError(`no stream is called ${name}`);
  return stream;
}
