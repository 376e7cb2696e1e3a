import type { Level } from '../../indicators/indicator.ts';
import type { Scope } from '../../indicators/scope.ts';
import { levelOf } from '../../indicators/scope.ts';
import type { Question } from './list.ts';

/** The filters that say whom figures are about. */
export interface ScopeQuery {
  readonly city?: readonly string[] | undefined;
  readonly district?: readonly string[] | undefined;
  readonly carrier?: readonly string[] | undefined;
  readonly level?: readonly Level[] | undefined;
}

/** Whether a scope is asked for, and the caller may see it; throws a Problem for codes that do not exist. */
export function scopeFilter({ query, choices, sees }: Question<ScopeQuery>): (scope: Scope) => boolean {
  const cities = choices.cities(query.city);
  const districts = choices.districts(query.district);
  const carriers = choices.carriers(query.carrier);
  const { level: levels } = query;
  return (scope) =>
    within(cities, scope.city) &&
    within(districts, scope.district) &&
    within(carriers, scope.carrier) &&
    (levels?.includes(levelOf(scope)) ?? true) &&
    sees(scope);
}

/** Whose a report is: under the city's own code for a district it is the city's as a whole. */
export function reportScope(
  city: string,
  { district, carrier }: { readonly district?: string | undefined; readonly carrier?: string | undefined },
): Scope {
  return {
    city,
    ...(district === undefined || district === city ? {} : { district }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}

/** Whether a value is among those asked for; what has none is not, where some are. */
export function within(asked: ReadonlySet<string> | undefined, value: string | undefined): boolean {
  return asked === undefined || (value !== undefined && asked.has(value));
}
