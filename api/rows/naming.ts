import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Name } from '../../indicators/indicator.ts';
import type { Plan, Target } from '../../indicators/plan.ts';
import type { Scope } from '../../indicators/scope.ts';
import { levelOf } from '../../indicators/scope.ts';

/** What rows call things by; Chinese names, and the code itself where there is none. */
export interface Naming {
  readonly district: (code: string) => string;
  readonly carrier: (code: string) => string;
  readonly indicator: (id: string) => string;
  readonly plan: (id: string) => string;
  /** The words of the document. */
  readonly target: (plan: string, target: string) => string;
}

/** The parts of a catalogue that have names; a snapshot carries its own. */
export interface Named {
  readonly registries: {
    readonly districts: readonly { readonly code: string; readonly name: Name }[];
    readonly carriers: readonly { readonly code: string; readonly name: Name }[];
  };
  readonly indicators: Iterable<{ readonly id: string; readonly name: Name }>;
  readonly plans: Iterable<Pick<Plan, 'id' | 'title'> & { readonly targets: readonly Pick<Target, 'id' | 'text'>[] }>;
}

export function namingOf({ registries, indicators, plans }: Named): Naming {
  const districts = new Map(registries.districts.map(({ code, name }) => [code, name.zh]));
  const carriers = new Map(registries.carriers.map(({ code, name }) => [code, name.zh]));
  const called = new Map([...indicators].map(({ id, name }) => [id, name.zh]));
  const titles = new Map([...plans].map(({ id, title }) => [id, title.zh]));
  const targets = new Map([...plans].flatMap((plan) => plan.targets.map(({ id, text }) => [`${plan.id} ${id}`, text])));
  const or = (names: ReadonlyMap<string, string>) => (code: string) => names.get(code) ?? code;
  return {
    district: or(districts),
    carrier: or(carriers),
    indicator: or(called),
    plan: or(titles),
    target: (plan, target) => targets.get(`${plan} ${target}`) ?? target,
  };
}

export function namingOfCatalogue({ registries, indicators, plans }: Catalogue): Naming {
  return namingOf({ registries, indicators: [...indicators.values()], plans: [...plans.values()] });
}

/** A scope laid flat: `{ city, district }` → level, codes and Chinese names. */
export function flatScope(scope: Scope, { district, carrier }: Naming): FlatScope {
  return {
    level: levelOf(scope),
    city: scope.city,
    district_code: scope.district ?? null,
    district: scope.district === undefined ? null : district(scope.district),
    carrier: scope.carrier ?? null,
    carrier_name: scope.carrier === undefined ? null : carrier(scope.carrier),
  };
}

/** The Chinese word; the code itself for one that a later release has brought. */
export function wordOf(words: Readonly<Record<string, { readonly zh: string }>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code]?.zh ?? code) : code;
}

interface FlatScope {
  readonly level: string;
  readonly city: string;
  readonly district_code: string | null;
  readonly district: string | null;
  readonly carrier: string | null;
  readonly carrier_name: string | null;
}
