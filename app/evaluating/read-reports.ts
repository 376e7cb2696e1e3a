import { momentOf } from '../../indicators/calendar.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Challenge } from '../../indicators/challenge.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Place } from '../../indicators/scope.ts';
import type { QualityRule } from '../../indicators/trust/quality-rule.ts';
import { measuresOfRule } from '../../indicators/trust/doubts.ts';
import type { StreamReadings } from '../../indicators/values/readings.ts';
import { measuresByStream, measuresOf, Readings } from '../../indicators/values/readings.ts';
import { streamNamed } from '../../ingest/streams.ts';
import type { Asker } from '../../store/asker.ts';
import { together } from '../../store/asker.ts';
import type { Measure } from '../../store/measure.ts';
import { readSpans } from '../../store/read.ts';
import { readChallenges } from './challenge-events.ts';
import { everyMeasure } from './every-measure.ts';

export interface ReadDeps {
  readonly catalogue: Catalogue;
  readonly asker: Asker;
}

export interface ReportRequest {
  readonly indicators: readonly Indicator[];
  readonly rules: readonly QualityRule[];
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

/** All that is no sample: what was reported, and what is disputed. */
export interface Reports {
  readonly streams: ReadonlyMap<string, StreamReadings>;
  /** What was known at the moments that definitions name for their bases. */
  readonly past: ReadonlyMap<string, Readings>;
  /** Disputes over any place, as they stood. */
  readonly challenges: readonly Challenge[];
}

/** Asks the store once per stream, and once for what is disputed. */
export async function readReports(
  deps: ReadDeps,
  place: Place,
  { indicators, rules, knownAt }: ReportRequest,
): Promise<Reports> {
  const asker = together(deps.asker);
  const { zone } = place.profile;
  const needed = new Set(
    [...indicators.flatMap(({ formula }) => measuresOf(formula)), ...rules.flatMap(measuresOfRule)].map(
      ({ stream }) => stream,
    ),
  );
  const asked = everyMeasure(deps.catalogue, place, indicators);
  const [streams, past, challenges] = await Promise.all([
    readStreams(asker, new Map([...asked].filter(([name]) => needed.has(name))), { zone, knownAt }),
    readPast(asker, place, { indicators, knownAt }),
    readChallenges(asker, knownAt),
  ]);
  return { streams, past, challenges };
}

async function readStreams(
  asker: Asker,
  asked: ReadonlyMap<string, readonly Measure[]>,
  times: { readonly zone: string; readonly knownAt: number | null },
): Promise<ReadonlyMap<string, StreamReadings>> {
  const streams = [...asked].map(async ([name, measures]) => {
    const spans = await readSpans(asker, { stream: streamNamed(name), measures, ...times });
    return [name, { measures, spans }] as const;
  });
  return new Map(await Promise.all(streams));
}

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

/** Indicators whose base has its own moment of knowledge, by that moment. */
function byBaseMoment(indicators: readonly Indicator[]): ReadonlyMap<string, readonly Indicator[]> {
  const moments = new Map<string, Indicator[]>();
  for (const indicator of indicators) {
    const moment = 'base' in indicator.formula ? indicator.formula.baseKnownAt : undefined;
    if (moment !== undefined) moments.set(moment, [...(moments.get(moment) ?? []), indicator]);
  }
  return moments;
}
