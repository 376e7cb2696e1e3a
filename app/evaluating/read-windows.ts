import type { Assignment } from '../../indicators/evaluation.ts';
import { sampleDays } from '../../indicators/evaluation.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Place } from '../../indicators/scope.ts';
import type { SampleReadings } from '../../indicators/values/sample-readings.ts';
import type { Stream } from '../../ingest/stream.ts';
import { streamNamed } from '../../ingest/streams.ts';
import { together } from '../../store/asker.ts';
import type { SampleMeasure } from '../../store/measure.ts';
import { readSamples } from '../../store/read-samples.ts';
import { readRejected } from '../../store/sample-rejections.ts';
import type { ReadDeps } from './read-reports.ts';

export interface WindowRequest {
  readonly indicators: readonly Indicator[];
  readonly assignments: readonly Assignment[];
  /** YYYY-MM-DD; its end in the profile's zone is meant. */
  readonly asOf: string;
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

/** The samples of each window that is needed: one window after the other, so that a day is not added up twice. */
export async function readWindows(
  deps: ReadDeps,
  { profile, codes }: Place,
  { indicators, assignments, asOf: day, knownAt }: WindowRequest,
): Promise<readonly SampleReadings[]> {
  const asker = together(deps.asker);
  const whole = new Set([...deps.catalogue.indicators.values(), ...indicators].flatMap(spreadOf));
  const samples: SampleReadings[] = [];
  for (const [asOf, measures] of sampleDays(indicators, assignments, day)) {
    for (const group of byWindow(measures)) {
      const sumsOnly = new Set(group.measures.filter((measure) => !whole.has(JSON.stringify(measure))));
      const question = { ...group, sumsOnly, asOf, zone: profile.zone, knownAt, districts: [...codes].sort() };
      const [rows, rejected] = await Promise.all([readSamples(asker, question), readRejected(asker, question)]);
      samples.push({ measures: group.measures, asOf, rows, rejected });
    }
  }
  return samples;
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
      groups.set(key, { stream: streamNamed(measure.stream), windowDays: measure.windowDays, measures: [measure] });
    else group.measures.push(measure);
  }
  return [...groups.values()];
}
