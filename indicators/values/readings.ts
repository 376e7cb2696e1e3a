import { findStream } from '../../ingest/streams.ts';
import type { Measure } from '../../store/measure.ts';
import type { Span } from '../../store/span.ts';
import type { Formula, Indicator } from '../indicator.ts';
import { reporterKey } from '../trust/duties.ts';
import type { Cadence, Duty } from '../profile.ts';
import type { Total } from './roll-up.ts';
import { rollUp } from './roll-up.ts';
import type { SampleReadings } from './sample-readings.ts';
import { SampleAnswers } from './sample-readings.ts';
import type { Place, Scope } from '../scope.ts';
import { covers, scopeKey } from '../scope.ts';
import { Timeline } from './timeline.ts';

export type MeasureRole = 'numerator' | 'denominator' | 'of' | 'per';

/** The measures that a formula is made of, by the names of their parts in it. */
export function rolesOf(formula: Formula): readonly { readonly role: MeasureRole; readonly measure: Measure }[] {
  switch (formula.kind) {
    case 'ratio':
    case 'per_10k':
      return [
        { role: 'numerator', measure: formula.numerator },
        { role: 'denominator', measure: formula.denominator },
      ];
    case 'plain':
    case 'difference':
      return [{ role: 'of', measure: formula.of }];
    case 'growth':
      return [
        { role: 'of', measure: formula.of },
        ...(formula.per === undefined ? [] : [{ role: 'per' as const, measure: formula.per }]),
      ];
    case 'samples':
    case 'index':
    case 'external':
      return [];
    default:
      return formula satisfies never;
  }
}

/** The measures that a formula is made of. */
export function measuresOf(formula: Formula): readonly Measure[] {
  return rolesOf(formula).map(({ measure }) => measure);
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

/** A measure, once it has been asked for. */
interface Asked {
  /** Its place among the figures of its stream; undefined where it was not read. */
  readonly column: number | undefined;
  /** Whoever reports its stream and subjects. */
  readonly reporters: readonly Timeline[];
  /** Those of them that a scope covers. */
  readonly covered: Map<string, readonly Timeline[]>;
  readonly totals: Map<string, Total | undefined>;
}

/** What the store answered for one place, asked about any scope and day. */
export class Readings {
  readonly samples: SampleAnswers;
  readonly #place: Place;
  readonly #past: ReadonlyMap<string, Readings>;
  readonly #duties: readonly Duty[];
  readonly #spans: ReadonlyMap<string, readonly Span[]>;
  readonly #timelines: ReadonlyMap<string, readonly Timeline[]>;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #days = new Map<string, readonly Span[]>();
  readonly #lastReports = new Map<string, ReadonlyMap<string, string>>();
  readonly #asked = new Map<Measure, Asked>();

  constructor(
    place: Place,
    streams: ReadonlyMap<string, StreamReadings>,
    samples: readonly SampleReadings[],
    past: ReadonlyMap<string, Readings> = new Map(),
  ) {
    this.#place = place;
    this.#past = past;
    this.#duties = place.profile.duties;
    this.#spans = new Map(
      [...streams].map(([name, { spans }]) => [name, spans.filter(({ district }) => place.codes.has(district))]),
    );
    this.#timelines = new Map([...this.#spans].map(([name, spans]) => [name, Timeline.all(spans)]));
    this.#columns = new Map(
      [...streams.values()].flatMap(({ measures }) => measures.map((measure, i) => [measureKey(measure), i] as const)),
    );
    this.samples = new SampleAnswers(place, samples);
  }

  /** Undefined where nothing was reported by that day. Values, verdicts and forecasts ask for the same totals. */
  total(measure: Measure, scope: Scope, day: string): Total | undefined {
    const asked = this.#ask(measure);
    const { column, reporters, totals } = asked;
    if (column === undefined) return undefined;
    const key = `${day} ${scopeKey(scope)}`;
    const known = totals.get(key);
    if (known !== undefined || totals.has(key)) return known;
    const total = rollUp(measure, {
      reporters,
      covered: coveredBy(scope, asked),
      column,
      scope,
      day,
      authorities: this.#place.authorities,
      cadence: (subject) => this.cadence(measure.stream, subject),
    });
    totals.set(key, total);
    return total;
  }

  #ask(measure: Measure): Asked {
    const known = this.#asked.get(measure);
    if (known !== undefined) return known;
    const subjects = subjectsOf(measure);
    const all = this.#timelines.get(measure.stream) ?? [];
    const asked = {
      column: this.#columns.get(measureKey(measure)),
      reporters: subjects === undefined ? all : all.filter(({ subject }) => subjects.includes(subject)),
      covered: new Map<string, readonly Timeline[]>(),
      totals: new Map<string, Total | undefined>(),
    };
    this.#asked.set(measure, asked);
    return asked;
  }

  /**
   * The figures as they were known at a moment that a definition names for its base. They are these where it names none,
   * or one that lies after the moment as of which these are known.
   */
  asKnownAt(moment: string | undefined): Readings {
    return (moment === undefined ? undefined : this.#past.get(moment)) ?? this;
  }

  /** The reports of a stream and subject in force on a day, with the day each was observed. */
  inForce(stream: string, subjects: readonly string[] | undefined, day: string): readonly Span[] {
    return this.#onDay(stream, day).filter(({ subject }) => subjects === undefined || subjects.includes(subject));
  }

  /** The last day, up to a day, that each reporter has reported of a stream and subject. */
  lastReports(stream: string, subject: string | undefined, day: string): ReadonlyMap<string, string> {
    const key = JSON.stringify([stream, subject, day]);
    const known = this.#lastReports.get(key);
    if (known !== undefined) return known;
    const last = new Map<string, string>();
    for (const span of this.inForce(stream, subject === undefined ? undefined : [subject], day)) {
      const reporter = reporterKey(span);
      if ((last.get(reporter) ?? '') < span.from) last.set(reporter, span.from);
    }
    this.#lastReports.set(key, last);
    return last;
  }

  /** The days, rising, on which a scope's figures for a measure were reported. */
  reportDays(measure: Measure, scope: Scope): readonly string[] {
    return [...new Set(coveredBy(scope, this.#ask(measure)).flatMap(({ days }) => days))].sort();
  }

  cadence(stream: string, subject: string): Cadence {
    return this.duty(stream, subject)?.every ?? 'standing';
  }

  duty(stream: string, subject: string | undefined): Duty | undefined {
    return this.#duties.find((one) => one.stream === stream && (one.subject === undefined || one.subject === subject));
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
}

function coveredBy(scope: Scope, { reporters, covered }: Asked): readonly Timeline[] {
  const key = scopeKey(scope);
  const own = covered.get(key) ?? reporters.filter((one) => covers(scope, one));
  covered.set(key, own);
  return own;
}

/** A measure reads the reports of the subjects that its filter names; undefined: of all. */
export function subjectsOf({ stream, where }: Pick<Measure, 'stream' | 'where'>): readonly string[] | undefined {
  const field = findStream(stream)?.subject;
  const condition = field === undefined ? undefined : where[field];
  return condition?.kind === 'one_of' ? condition.words : undefined;
}
