import { momentOf } from '../../indicators/calendar.ts';
import { measureOfLimit, measuresOfRule } from '../../indicators/trust/doubts.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Challenge } from '../../indicators/challenge.ts';
import type { Assignment } from '../../indicators/evaluation.ts';
import { sampleDays } from '../../indicators/evaluation.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { QualityRule } from '../../indicators/trust/quality-rule.ts';
import type { StreamReadings } from '../../indicators/values/readings.ts';
import { measuresByStream, measuresOf, Readings } from '../../indicators/values/readings.ts';
import type { SampleReadings } from '../../indicators/values/sample-readings.ts';
import type { Place } from '../../indicators/scope.ts';
import type { Stream } from '../../ingest/stream.ts';
import { findStream } from '../../ingest/streams.ts';
import type { Asker } from '../../store/asker.ts';
import { together } from '../../store/asker.ts';
import type { Measure, SampleMeasure } from '../../store/measure.ts';
import { readSamples } from '../../store/read-samples.ts';
import { readSpans } from '../../store/read.ts';
import { readRejected } from '../../store/sample-rejections.ts';
import { readChallenges } from './challenge-events.ts';

interface ReadRequest {
  /** YYYY-MM-DD; its end in the profile's zone is meant. */
  readonly asOf: string;
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
  readonly indicators: readonly Indicator[];
  readonly assignments: readonly Assignment[];
  readonly rules: readonly QualityRule[];
}

export interface Read {
  readonly readings: Readings;
  readonly streams: ReadonlyMap<string, StreamReadings>;
  /** Disputes over any place, as they stood. */
  readonly challenges: readonly Challenge[];
}

/** Asks the store once per stream, once per window of samples, and once for what is disputed. */
export async function readPlace(
  deps: { readonly catalogue: Catalogue; readonly asker: Asker },
  place: Place,
  { indicators, assignments, rules, asOf, knownAt }: ReadRequest,
): Promise<Read> {
  const asker = together(deps.asker);
  const { zone } = place.profile;
  const needed = new Set(
    [...indicators.flatMap(({ formula }) => measuresOf(formula)), ...rules.flatMap(measuresOfRule)].map(
      ({ stream }) => stream,
    ),
  );
  const asked = allMeasures(deps.catalogue, place, indicators);
  const [streams, past, samples, challenges] = await Promise.all([
    readStreams(asker, new Map([...asked].filter(([name]) => needed.has(name))), { zone, knownAt }),
    readPast(asker, place, { indicators, knownAt }),
    readWindows(asker, place, {
      days: sampleDays(indicators, assignments, asOf),
      whole: new Set([...deps.catalogue.indicators.values(), ...indicators].flatMap(spreadOf)),
      knownAt,
    }),
    readChallenges(asker, knownAt),
  ]);
  return { readings: new Readings(place, streams, samples, past), streams, challenges };
}

/**
 * What the whole catalogue asks of each stream, so that everybody asks the same question and one answer serves all of
 * them.
 */
function allMeasures(
  { indicators, quality }: Catalogue,
  { profile }: Place,
  more: readonly Indicator[],
): ReadonlyMap<string, readonly Measure[]> {
  const ruled = [...quality.values()].flatMap(measuresOfRule);
  const limited = profile.plausibility.limits
    .filter(({ stream }) => ruled.some((measure) => measure.stream === stream))
    .map(measureOfLimit);
  return measuresByStream([...indicators.values(), ...more], [...ruled, ...limited]);
}

async function readStreams(
  asker: Asker,
  asked: ReadonlyMap<string, readonly Measure[]>,
  times: { readonly zone: string; readonly knownAt: number | null },
): Promise<ReadonlyMap<string, StreamReadings>> {
  const streams = [...asked].map(async ([name, measures]) => {
    const spans = await readSpans(asker, { stream: streamOf(name), measures, ...times });
    return [name, { measures, spans }] as const;
  });
  return new Map(await Promise.all(streams));
}

/** What was known at the moments that definitions name for their bases. */
async function readPast(
  asker: Asker,
  place: Place,
  { indicators, knownAt }: { indicators: readonly Indicator[]; knownAt: number | null },
): Promise<ReadonlyMap<string, Readings>> {
  const { zone } = place.profile;
  const past = [...byBaseMoment(indicators)].map(async ([moment, based]) => {
    const earlier = momentOf(moment, zone);
    if (knownAt !== null && knownAt <= earlier) return [];
    const known = await readStreams(asker, measuresByStream(based), { zone, knownAt: earlier });
    return [[moment, new Readings(place, known, [])] as const];
  });
  return new Map((await Promise.all(past)).flat());
}

/** One window after the other, so that a day's samples are not added up twice. */
async function readWindows(
  asker: Asker,
  { profile, codes }: Place,
  {
    days,
    whole,
    knownAt,
  }: {
    days: ReadonlyMap<string, readonly SampleMeasure[]>;
    /** The measures, as JSON, of which more than sums is asked for. */
    whole: ReadonlySet<string>;
    knownAt: number | null;
  },
): Promise<readonly SampleReadings[]> {
  const samples: SampleReadings[] = [];
  for (const [asOf, measures] of days) {
    for (const group of byWindow(measures)) {
      const sumsOnly = new Set(group.measures.filter((measure) => !whole.has(JSON.stringify(measure))));
      const question = { ...group, sumsOnly, asOf, zone: profile.zone, knownAt, districts: [...codes].sort() };
      const [rows, rejected] = await Promise.all([readSamples(asker, question), readRejected(asker, question)]);
      samples.push({ measures: group.measures, asOf, rows, rejected });
    }
  }
  return samples;
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

/** An index is made of means and shares; the value of samples is shown with their p10, p50 and p90. */
function spreadOf({ formula }: Indicator): readonly string[] {
  return formula.kind === 'samples' ? [JSON.stringify(formula.of)] : [];
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
