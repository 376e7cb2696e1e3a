import { findStream } from '../ingest/streams.ts';
import type { Measure, SampleMeasure } from '../store/measure.ts';
import type { Distribution, Distributions } from '../store/samples.ts';
import type { Span } from '../store/spans.ts';
import { isStale } from './calendar.ts';
import { groupBy } from './group-by.ts';
import type { Formula, Indicator } from './indicator.ts';
import type { Cadence, Duty } from './profile.ts';
import type { Rational } from './rational.ts';
import { add, fromText, largest, ZERO } from './rational.ts';
import type { Place, Scope } from './scope.ts';

/** The measures that a formula is made of. */
export function measuresOf(formula: Formula): readonly Measure[] {
  switch (formula.kind) {
    case 'ratio':
    case 'per_10k':
      return [formula.numerator, formula.denominator];
    case 'plain':
    case 'difference':
      return [formula.of];
    case 'growth':
      return formula.per === undefined ? [formula.of] : [formula.of, formula.per];
    case 'samples':
    case 'external':
      return [];
    default:
      return formula satisfies never;
  }
}

/** One stream's measures, without repetition: they are asked for in one question. */
export function measuresByStream(
  indicators: Iterable<Indicator>,
  more: readonly Measure[] = [],
): ReadonlyMap<string, readonly Measure[]> {
  const byStream = new Map<string, Map<string, Measure>>();
  for (const measure of [...[...indicators].flatMap(({ formula }) => measuresOf(formula)), ...more]) {
    const measures = byStream.get(measure.stream) ?? new Map<string, Measure>();
    byStream.set(measure.stream, measures.set(measureKey(measure), measure));
  }
  return new Map([...byStream].map(([stream, measures]) => [stream, [...measures.values()]]));
}

/** Same question, same key; how the answer is rolled up does not matter to the store. */
export function measureKey(measure: Measure): string {
  return JSON.stringify({ ...measure, across: undefined });
}

/** One stream's measures with the store's answer. */
export interface StreamReadings {
  readonly measures: readonly Measure[];
  readonly spans: readonly Span[];
}

/** A measure's total for a scope and day. */
export interface Total {
  readonly total: Rational;
  /** A report that went into it is older than one whole period of its stream. */
  readonly stale: boolean;
  /** Carriers that count the same homes are not added up, so the truth is this or more. */
  readonly lowerBound: boolean;
}

/** What the store answered for one place, asked about any scope and day. */
export class Readings {
  readonly #place: Place;
  readonly #duties: readonly Duty[];
  readonly #spans: ReadonlyMap<string, readonly Span[]>;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #samples: ReadonlyMap<string, Distribution>;
  readonly #days = new Map<string, readonly Span[]>();

  constructor(place: Place, streams: ReadonlyMap<string, StreamReadings>, samples: readonly SampleReadings[]) {
    this.#place = place;
    this.#duties = place.profile.duties;
    this.#spans = new Map(
      [...streams].map(([name, { spans }]) => [name, spans.filter(({ district }) => place.codes.has(district))]),
    );
    this.#columns = new Map(
      [...streams.values()].flatMap(({ measures }) => measures.map((measure, i) => [measureKey(measure), i] as const)),
    );
    this.#samples = new Map(samples.flatMap(distributionEntries));
  }

  /** Undefined where nothing was reported by that day. */
  total(measure: Measure, scope: Scope, day: string): Total | undefined {
    const reports = this.#reports(measure, day);
    const own = reports.filter((span) => covers(scope, span));
    const across = measure.across ?? 'sum';
    switch (across) {
      case 'sum':
        return this.#combine(measure, day, own);
      case 'largest_carrier':
        return scope.carrier === undefined ? this.#largestCarrier(measure, day, own) : this.#combine(measure, day, own);
      case 'city_else_districts':
        return this.#cityElseDistricts(measure, day, { reports, scope });
      default:
        return across satisfies never;
    }
  }

  /** Undefined where no sample lies in the window. */
  distribution(measure: SampleMeasure, scope: Scope, day: string): Distribution | undefined {
    const district = scope.district === this.#place.profile.district ? '' : (scope.district ?? '');
    return this.#samples.get(sampleKey(measure, day, { district, carrier: scope.carrier ?? '' }));
  }

  /** The reports of a stream and subject in force on a day, with the day each was observed. */
  inForce(stream: string, subjects: readonly string[] | undefined, day: string): readonly Span[] {
    return this.#onDay(stream, day).filter(({ subject }) => subjects === undefined || subjects.includes(subject));
  }

  cadence(stream: string, subject: string): Cadence {
    const duty = this.#duties.find(
      (one) => one.stream === stream && (one.subject === undefined || one.subject === subject),
    );
    return duty?.every ?? 'standing';
  }

  #reports(measure: Measure, day: string): readonly Span[] {
    return this.inForce(measure.stream, subjectsOf(measure), day);
  }

  #onDay(stream: string, day: string): readonly Span[] {
    const key = `${stream} ${day}`;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    const spans = (this.#spans.get(stream) ?? []).filter(
      ({ from, until }) => from <= day && (until === null || day < until),
    );
    this.#days.set(key, spans);
    return spans;
  }

  #combine(measure: Measure, day: string, spans: readonly Span[]): Total | undefined {
    const column = this.#columns.get(measureKey(measure));
    const values = spans.flatMap((span) => {
      const text = column === undefined ? undefined : span.values[column];
      return text === undefined || text === null ? [] : [fromText(text)];
    });
    const [first, ...rest] = values;
    if (first === undefined) return undefined;
    const stale = spans.some((span) => isStale(span.from, this.cadence(measure.stream, span.subject), day));
    return { total: rest.reduce(measure.kind === 'largest' ? largest : add, first), stale, lowerBound: false };
  }

  #largestCarrier(measure: Measure, day: string, spans: readonly Span[]): Total | undefined {
    const districts = [...groupBy(spans, ({ district }) => district).values()].map((own) =>
      this.#oneDistrict(measure, day, own),
    );
    const known = districts.filter((total) => total !== undefined);
    if (known.length === 0) return undefined;
    return {
      total: known.reduce((sum, { total }) => add(sum, total), ZERO),
      stale: known.some(({ stale }) => stale),
      lowerBound: known.some(({ lowerBound }) => lowerBound),
    };
  }

  #oneDistrict(measure: Measure, day: string, spans: readonly Span[]): Total | undefined {
    const official = spans.filter(({ carrier }) => this.#place.authorities.has(carrier));
    if (official.length > 0) return this.#combine(measure, day, official);
    const totals = [...groupBy(spans, ({ carrier }) => carrier).values()].flatMap(
      (own) => this.#combine(measure, day, own) ?? [],
    );
    const [first, ...rest] = totals;
    if (first === undefined) return undefined;
    return {
      total: rest.reduce((most, { total }) => largest(most, total), first.total),
      stale: totals.some(({ stale }) => stale),
      lowerBound: true,
    };
  }

  #cityElseDistricts(
    measure: Measure,
    day: string,
    { reports, scope }: { reports: readonly Span[]; scope: Scope },
  ): Total | undefined {
    const official = reports.filter(({ carrier }) => this.#place.authorities.has(carrier));
    if (scope.district !== undefined)
      return this.#combine(
        measure,
        day,
        official.filter(({ district }) => district === scope.district),
      );
    const own = official.filter(({ district }) => district === scope.city);
    return this.#combine(measure, day, own.length > 0 ? own : official);
  }
}

/** One sample question's answer. */
export interface SampleReadings {
  readonly measures: readonly SampleMeasure[];
  readonly asOf: string;
  readonly rows: readonly Distributions[];
}

function distributionEntries({ measures, asOf, rows }: SampleReadings): (readonly [string, Distribution])[] {
  return rows.flatMap((row) =>
    measures.flatMap((measure, i) => {
      const distribution = row.measures[i];
      return distribution === undefined ? [] : [[sampleKey(measure, asOf, row), distribution] as const];
    }),
  );
}

function sampleKey(
  measure: SampleMeasure,
  day: string,
  { district, carrier }: { district: string; carrier: string },
): string {
  return `${JSON.stringify(measure)} ${day} ${district}/${carrier}`;
}

/** A measure reads the reports of the subjects that its filter names; undefined: of all. */
export function subjectsOf({ stream, where }: Pick<Measure, 'stream' | 'where'>): readonly string[] | undefined {
  const field = findStream(stream)?.subject;
  const condition = field === undefined ? undefined : where[field];
  return condition?.kind === 'one_of' ? condition.words : undefined;
}

function covers(scope: Scope, { district, carrier }: Span): boolean {
  return (
    (scope.district === undefined || scope.district === district) &&
    (scope.carrier === undefined || scope.carrier === carrier)
  );
}
