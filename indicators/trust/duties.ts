import { endOfPeriod, isStale, overduePeriod } from '../calendar.ts';
import type { Duty } from '../profile.ts';
import type { Place, Scope } from '../scope.ts';

/** Whose report is meant. */
export interface Reporter {
  readonly carrier: string;
  readonly district: string;
}

export function reporterKey({ carrier, district }: Reporter): string {
  return `${carrier}/${district}`;
}

/** A report that a duty asks for; `replacedBy` names the one that makes it needless. */
export interface Owed extends Reporter {
  readonly replacedBy?: Reporter;
}

/**
 * The reports that a duty asks for in a scope. `isThere` says whether a report that may replace others is there:
 * the city's own figure instead of its districts', the authority's instead of the carriers'.
 */
export function owedReports(
  duty: Duty,
  { place, scope, isThere }: { place: Place; scope: Scope; isThere: (reporter: Reporter) => boolean },
): readonly Owed[] {
  const { profile, authorities } = place;
  const isAuthority = duty.carriers.every((carrier) => authorities.has(carrier));
  const carriers = duty.carriers.filter(
    (carrier) => isAuthority || scope.carrier === undefined || scope.carrier === carrier,
  );
  const districts = profile.districts.filter((district) => scope.district === undefined || scope.district === district);
  const ofCity = duty.districts === 'city_or_each' && scope.district === undefined;
  return carriers.flatMap((carrier) =>
    districts.map((district) => {
      const replacing = [
        ...(ofCity ? [{ carrier, district: profile.city }] : []),
        ...(duty.unless === 'authority' ? [...authorities].map((authority) => ({ carrier: authority, district })) : []),
      ];
      const replacedBy = replacing.find(isThere);
      return { carrier, district, ...(replacedBy === undefined ? {} : { replacedBy }) };
    }),
  );
}

/** `not_yet`: earlier periods were reported, the one due by now was not; `stale`: and the last is older than a period. */
export type Lack = 'never_reported' | 'not_yet' | 'stale';

/**
 * Why a report is lacking at a day, from the last day that is reported; undefined where it is there, or is not yet
 * overdue on `known`. Whoever has sent all that was due lacks nothing for a while: on 5 April the report for February
 * is older than a month and still the latest that anybody has asked for. More than one period beyond that it is too
 * old, due or not.
 */
export function lackOf(
  { every, dueDay }: Duty,
  last: string | undefined,
  { asOf, known }: { asOf: string; known: string },
): Lack | undefined {
  if (last === undefined) return 'never_reported';
  if (every === 'standing') return undefined;
  const overdue = overduePeriod(every, { day: asOf, known, dueDays: dueDay });
  if (overdue !== undefined && endOfPeriod(last, every) < overdue)
    return isStale(last, every, asOf) ? 'stale' : 'not_yet';
  return isStale(last, every, asOf, 2) ? 'stale' : undefined;
}
