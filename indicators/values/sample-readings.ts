import type { SampleMeasure } from '../../store/measure.ts';
import type { Rejected } from '../../store/sample-rejections.ts';
import type { Distribution, Sampled } from '../../store/samples.ts';
import type { Formula } from '../indicator.ts';
import type { Place, Scope } from '../scope.ts';

/** The distributions that a formula is made of. */
export function samplesOf(formula: Formula): readonly SampleMeasure[] {
  switch (formula.kind) {
    case 'samples':
      return [formula.of];
    case 'index':
      return formula.components.map(({ of }) => of.of);
    case 'ratio':
    case 'per_10k':
    case 'plain':
    case 'difference':
    case 'growth':
    case 'external':
      return [];
    default:
      return formula satisfies never;
  }
}

/** One sample question's answer. */
export interface SampleReadings {
  readonly measures: readonly SampleMeasure[];
  readonly asOf: string;
  readonly rows: readonly Sampled[];
  readonly rejected: readonly Rejected[];
}

/** What the store answered about samples, asked about any scope and day. */
export class SampleAnswers {
  readonly #district: string | undefined;
  readonly #distributions: ReadonlyMap<string, ReadonlyMap<string, Distribution>>;
  readonly #ofMeasure = new Map<SampleMeasure, ReadonlyMap<string, Distribution>>();
  readonly #rejected: ReadonlyMap<string, readonly Rejected[]>;

  constructor({ profile }: Place, answers: readonly SampleReadings[]) {
    this.#district = profile.district;
    this.#distributions = byMeasure(answers);
    this.#rejected = new Map(
      answers.flatMap(({ measures, asOf, rejected }) =>
        measures.map((measure) => [windowKey(measure, asOf), rejected] as const),
      ),
    );
  }

  /** Undefined where no sample lies in the window. */
  distribution(measure: SampleMeasure, scope: Scope, day: string): Distribution | undefined {
    const district = scope.district === this.#district ? '' : (scope.district ?? '');
    return this.#own(measure).get(cellKey(day, { district, carrier: scope.carrier ?? '' }));
  }

  /** Measures are found by what they say, once for each of them. */
  #own(measure: SampleMeasure): ReadonlyMap<string, Distribution> {
    const known = this.#ofMeasure.get(measure) ?? this.#distributions.get(JSON.stringify(measure)) ?? new Map();
    this.#ofMeasure.set(measure, known);
    return known;
  }

  /** Messages of the stream's window that were refused; what a filter asks of them cannot be told, so it is not. */
  rejected(measure: SampleMeasure, { district, carrier }: Scope, day: string): number {
    return (this.#rejected.get(windowKey(measure, day)) ?? [])
      .filter((one) => (district ?? one.district) === one.district && (carrier ?? one.carrier) === one.carrier)
      .reduce((sum, { count }) => sum + count, 0);
  }
}

function byMeasure(answers: readonly SampleReadings[]): ReadonlyMap<string, ReadonlyMap<string, Distribution>> {
  const found = new Map<string, Map<string, Distribution>>();
  for (const { measures, asOf, rows } of answers) {
    const keys = measures.map((measure) => JSON.stringify(measure));
    for (const { measure: place, distribution, ...row } of rows) {
      const key = keys[place];
      if (key === undefined) continue;
      const own = found.get(key) ?? new Map<string, Distribution>();
      found.set(key, own.set(cellKey(asOf, row), distribution));
    }
  }
  return found;
}

function windowKey({ stream, windowDays }: SampleMeasure, day: string): string {
  return `${stream} ${String(windowDays)} ${day}`;
}

function cellKey(day: string, { district, carrier }: { district: string; carrier: string }): string {
  return `${day} ${district}/${carrier}`;
}
