import { findStream } from '../../ingest/streams.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { measuresByStream, subjectsOf } from '../../indicators/values/readings.ts';
import { samplesOf } from '../../indicators/values/sample-readings.ts';
import type { Waterfall } from '../../indicators/values/sample-value.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Place, Scope } from '../../indicators/scope.ts';
import type { Asker } from '../../store/asker.ts';
import type { Measure } from '../../store/measure.ts';
import type { Refusals } from '../../store/refusals.ts';
import { readRefusals } from '../../store/refusals.ts';
import { readWaterfall } from '../../store/waterfall.ts';
import type { Times } from '../evaluating/evaluate.ts';
import type { Contribution } from './reports.ts';

/** What became of all that a stream brought for a scope: `received` is the sum of the others. */
export interface Exclusions {
  readonly stream: string;
  /** Null: every subject. */
  readonly subjects: readonly string[] | null;
  /** Of an index: whose samples these are. */
  readonly component?: string;
  readonly received: number;
  readonly rejected: number;
  /** Of reports: the reasons of the refusals. */
  readonly byCode?: readonly Refusals[];
  /** Received, or refused, only after the moment as known at which is asked. */
  readonly notKnown: number;
  readonly notObserved: number;
  readonly superseded: number;
  /** Of samples: beyond what one tester counts for in a day. */
  readonly thinned?: number;
  /** In force, but another report stands in their place. */
  readonly setAside: number;
  /** In force, but they failed their acceptance. */
  readonly failed: number;
  readonly used: number;
}

export interface ExclusionRequest extends Times {
  readonly indicator: Indicator;
  readonly scope: Scope;
  readonly reports: readonly Contribution[];
  /** Items of the one stream of a programme. */
  readonly failures: readonly unknown[];
}

/** One for each stream of reports that the formula reads, at the day asked for (not at its base). */
export async function exclusionsOf(
  asker: Asker,
  place: Place,
  { indicator, scope, asOf, knownAt, reports, failures }: ExclusionRequest,
): Promise<readonly Exclusions[]> {
  const all: Exclusions[] = [];
  for (const [name, measures] of measuresByStream([indicator])) {
    const stream = findStream(name);
    if (stream === undefined) continue;
    const subjects = subjectsRead(measures);
    const question = {
      ...{ stream, asOf, knownAt, subjects, zone: place.profile.zone },
      districts: scope.district === undefined ? [...place.codes].sort() : [scope.district],
      carriers: carriersRead(measures, place, scope),
    };
    const waterfall = await readWaterfall(asker, question);
    const refusals = await readRefusals(asker, question);
    const refusedLater = sum(refusals.map(({ notKnown }) => notKnown));
    const setAside = setAsideOf(reports.filter((one) => one.stream === name && !one.isBase));
    all.push({
      stream: name,
      subjects,
      received: waterfall.admitted + sum(refusals.map(({ count }) => count)) + refusedLater,
      rejected: sum(refusals.map(({ count }) => count)),
      byCode: refusals.filter(({ count }) => count > 0),
      notKnown: waterfall.notKnown + refusedLater,
      notObserved: waterfall.notObserved,
      superseded: waterfall.superseded,
      setAside,
      failed: failures.length,
      used: waterfall.inForce - setAside - failures.length,
    });
  }
  return all;
}

/** What became of the samples of a window, as the value counts them: for each component of an index apart. */
export function exclusionsOfSamples({ indicator: { formula }, sample, index }: IndicatorValue): readonly Exclusions[] {
  const [first] = samplesOf(formula);
  if (first === undefined) return [];
  const of = ({ late, ...steps }: Waterfall): Omit<Exclusions, 'component'> => ({
    ...{ stream: first.stream, subjects: null, ...steps },
    ...{ notKnown: late, notObserved: 0, setAside: 0, failed: 0 },
  });
  return [
    ...(sample === undefined ? [] : [of(sample.waterfall)]),
    ...(index?.components ?? []).flatMap(({ id, waterfall }) =>
      waterfall === undefined ? [] : [{ component: id, ...of(waterfall) }],
    ),
  ];
}

function subjectsRead(measures: readonly Measure[]): readonly string[] | null {
  const read = measures.map(subjectsOf);
  if (read.includes(undefined)) return null;
  return [...new Set(read.flatMap((subjects) => subjects ?? []))].sort();
}

/** Figures without a carrier are the authority's; the others are those of the carrier asked for, or of all. */
function carriersRead(
  measures: readonly Measure[],
  { authorities }: Place,
  { carrier }: Scope,
): readonly string[] | null {
  const official = measures.filter(({ across }) => across === 'city_else_districts');
  if (official.length === measures.length) return [...authorities].sort();
  if (carrier === undefined) return null;
  return official.length === 0 ? [carrier] : [carrier, ...authorities].sort();
}

/** What no part of the formula counts. */
function setAsideOf(reports: readonly Contribution[]): number {
  const byReport = new Map<string, { readonly entities: number; counted: boolean }>();
  for (const { report, counted } of reports) {
    const { carrier, district, subject, part, entities } = report;
    const key = JSON.stringify([carrier, district, subject, part]);
    byReport.set(key, { entities, counted: counted || (byReport.get(key)?.counted ?? false) });
  }
  return sum([...byReport.values()].map(({ entities, counted }) => (counted ? 0 : entities)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
