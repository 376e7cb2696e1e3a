import type { Catalogue } from '../../indicators/catalogue.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { Indicator, Level } from '../../indicators/indicator.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { didYouMean, oneOf } from '../hints.ts';
import type { Fault } from '../problems.ts';
import { problemOf } from '../problems.ts';

interface Entry {
  readonly code: string;
  readonly name?: string;
}

/** What the values of filters stand for: codes or Chinese names, as on the command line. */
export class Choices {
  readonly #catalogue: Catalogue;
  readonly #places: CommittedEvaluation['evaluations'];

  constructor({ catalogue, evaluations }: CommittedEvaluation) {
    this.#catalogue = catalogue;
    this.#places = evaluations;
  }

  indicators(asked: readonly string[] | undefined, levels?: readonly Level[]): ReadonlySet<string> | undefined {
    const { indicators } = this.#catalogue;
    const found = choose('indicator', asked, [...indicators.values()].map(entryOf));
    if (found !== undefined && levels !== undefined)
      refuseLevels(
        [...found].flatMap((id) => indicators.get(id) ?? []),
        levels,
      );
    return found;
  }

  plans(asked: readonly string[] | undefined): ReadonlySet<string> | undefined {
    const plans = [...this.#catalogue.plans.values()].map(({ id, title }) => ({ code: id, name: title.zh }));
    return choose('plan', asked, plans);
  }

  cities(asked: readonly string[] | undefined): ReadonlySet<string> | undefined {
    const { districts } = this.#catalogue.registries;
    const watched = new Set(this.#places.map(({ place }) => place.profile.city));
    return choose(
      'city',
      asked,
      [...watched].map((code) => entryOf(districts.find((one) => one.code === code) ?? { code })),
    );
  }

  /** Of the places that are watched, abolished ones too. */
  districts(asked: readonly string[] | undefined): ReadonlySet<string> | undefined {
    const codes = new Set(this.#places.flatMap(({ place }) => [...place.codes]));
    const own = this.#catalogue.registries.districts.filter(({ code, city }) => code !== city && codes.has(code));
    return choose('district', asked, own.map(entryOf));
  }

  carriers(asked: readonly string[] | undefined): ReadonlySet<string> | undefined {
    return choose('carrier', asked, this.#catalogue.registries.carriers.map(entryOf));
  }

  streams(asked: readonly string[] | undefined): ReadonlySet<string> | undefined {
    return choose(
      'stream',
      asked,
      STREAMS.map(({ name }) => ({ code: name })),
    );
  }
}

function entryOf(
  one:
    | { readonly id: string; readonly name: { readonly zh: string } }
    | { readonly code: string; readonly name?: { readonly zh: string } },
): Entry {
  return { code: 'id' in one ? one.id : one.code, ...(one.name === undefined ? {} : { name: one.name.zh }) };
}

/** The codes that the values stand for; undefined where nothing was asked; a name may stand for several. */
function choose(
  parameter: string,
  asked: readonly string[] | undefined,
  entries: readonly Entry[],
): ReadonlySet<string> | undefined {
  if (asked === undefined) return undefined;
  const faults: Fault[] = [];
  const codes = asked.flatMap((text) => {
    const found = entries.filter(({ code, name }) => code === text || name === text).map(({ code }) => code);
    if (found.length === 0) faults.push(unknown(parameter, text, entries));
    return found;
  });
  refuse(faults);
  return new Set(codes);
}

const LISTED = 40;

function unknown(parameter: string, text: string, entries: readonly Entry[]): Fault {
  const candidates = entries.flatMap(({ code, name }) => (name === undefined ? [code] : [code, name]));
  return {
    pointer: `#/query/${parameter}`,
    detail: { zh: `没有“${text}”`, en: `there is no "${text}"` },
    hint: didYouMean(text, candidates) ?? oneOf(entries.slice(0, LISTED).map(({ code }) => code)),
  };
}

function refuseLevels(indicators: readonly Indicator[], levels: readonly Level[]): void {
  refuse(
    indicators.flatMap(({ id, levels: own }) =>
      levels
        .filter((one) => !own.includes(one))
        .map((one) => ({
          pointer: '#/query/level',
          detail: { zh: `指标 ${id} 没有层级 ${one}`, en: `the indicator ${id} has no level ${one}` },
          hint: { zh: `它有：${own.join('、')}`, en: `it has: ${own.join(', ')}` },
        })),
    ),
  );
}

function refuse(faults: readonly Fault[]): void {
  const problem = problemOf('invalid_parameter', faults);
  if (problem !== undefined) throw problem;
}
