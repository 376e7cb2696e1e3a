import type { Registries } from '../indicators/registries.ts';
import type { Rational } from '../indicators/rational.ts';
import { toNumber } from '../indicators/rational.ts';
import type { Profile } from '../indicators/profile.ts';
import type { Scope } from '../indicators/scope.ts';
import { levelOf } from '../indicators/scope.ts';
import type { EvaluationMetricName } from './names.ts';

export type Labels = Readonly<Record<string, string>>;

/** One number under one name and one set of labels. */
export interface Series {
  readonly name: EvaluationMetricName;
  readonly labels: Labels;
  /** Finite: what has no value has no series. */
  readonly value: number;
}

export function series(name: EvaluationMetricName, labels: Labels, value: number): Series {
  return { name, labels, value };
}

/** No series for what is not known. */
export function known(name: EvaluationMetricName, labels: Labels, value: Rational | null | undefined): Series[] {
  return value === null || value === undefined ? [] : [series(name, labels, toNumber(value))];
}

/** 1 for the word that holds and 0 for each of the others, so that none of them ever vanishes. */
export function oneHot(
  name: EvaluationMetricName,
  labels: Labels,
  { label, words, holds }: { label: string; words: readonly string[]; holds: string },
): Series[] {
  return words.map((word) => series(name, { ...labels, [label]: word }, word === holds ? 1 : 0));
}

/** Writes codes with the Chinese names of the registries. */
export class Naming {
  readonly #districts: ReadonlyMap<string, string>;

  constructor({ districts }: Registries) {
    this.#districts = new Map(districts.map(({ code, name }) => [code, name.zh]));
  }

  scope(scope: Scope): Labels {
    const { city, district, carrier } = scope;
    return {
      level: levelOf(scope),
      city,
      ...this.district(district),
      ...(carrier === undefined ? {} : { carrier }),
    };
  }

  district(code: string | undefined): Labels {
    if (code === undefined) return {};
    return { district_code: code, district: this.#districts.get(code) ?? code };
  }
}

export function placeLabels({ id, city, district }: Profile): Labels {
  return { profile: id, city, ...(district === undefined ? {} : { district_code: district }) };
}
