import { dayOf, endOfPeriod, isStale, momentOf, overduePeriod } from './calendar.ts';
import type { Based, Formula } from './indicator.ts';
import type { Duty } from './profile.ts';
import type { Readings } from './readings.ts';
import { measuresOf, subjectsOf } from './readings.ts';
import type { Place, Scope } from './scope.ts';

/** A report that the profile asks for and that is not there, or too old, on a day. */
export interface Gap {
  readonly stream: string;
  readonly subject: string;
  readonly carrier: string;
  readonly district: string;
  /** `not_yet`: earlier periods were reported, the one due by now was not; `stale`: older than one whole period. */
  readonly why: 'never_reported' | 'not_yet' | 'stale';
  /** The last report's day, where there is one. */
  readonly last?: string;
}

/** The reports that a value for this scope and day should rest on and does not. */
export function gapsOf(formula: Formula, { place, readings, scope, asOf, known }: At): readonly Gap[] {
  const duties = dutiesOf(formula, place.profile.duties);
  const now = { place, readings, scope, asOf, known };
  const days = 'base' in formula ? [now, baseOf(formula, now)] : [now];
  return days.flatMap((day) => duties.flatMap((duty) => dutyGaps(duty, day)));
}

/** The base's figures are complete or not by what was known, and overdue, at its own moment. */
function baseOf({ base, baseKnownAt }: Based, now: At): At {
  const readings = now.readings.asKnownAt(baseKnownAt);
  const { zone } = now.place.profile;
  const known =
    readings === now.readings || baseKnownAt === undefined ? now.known : dayOf(momentOf(baseKnownAt, zone), zone);
  return { ...now, readings, asOf: base, known };
}

/** The duties whose reports the formula reads, each once. */
function dutiesOf(formula: Formula, duties: readonly Duty[]): readonly Duty[] {
  const measures = formula.kind === 'samples' ? [formula.of] : measuresOf(formula);
  return duties.filter((duty) =>
    measures.some((measure) => {
      const subjects = subjectsOf(measure);
      return (
        measure.stream === duty.stream &&
        (duty.subject === undefined || subjects === undefined || subjects.includes(duty.subject))
      );
    }),
  );
}

interface At {
  readonly place: Place;
  readonly readings: Readings;
  readonly scope: Scope;
  readonly asOf: string;
  /** The day on which the question is asked, or the past day as whose knowledge it is asked: what was overdue then. */
  readonly known: string;
}

function dutyGaps(duty: Duty, { place, readings, scope, asOf, known }: At): readonly Gap[] {
  const subjects = duty.subject === undefined ? undefined : [duty.subject];
  const reports = readings.inForce(duty.stream, subjects, asOf);
  const last = new Map<string, string>();
  for (const { carrier, district, from } of reports) {
    const key = `${carrier}/${district}`;
    if ((last.get(key) ?? '') < from) last.set(key, from);
  }
  const overdue = overduePeriod(duty.every, { day: asOf, known, dueDays: duty.dueDay });
  const check = (carrier: string, district: string): readonly Gap[] => {
    const day = last.get(`${carrier}/${district}`);
    const gap = { stream: duty.stream, subject: duty.subject ?? '', carrier, district };
    if (day === undefined) return [{ ...gap, why: 'never_reported' }];
    if (isStale(day, duty.every, asOf)) return [{ ...gap, why: 'stale', last: day }];
    const lacking = duty.every !== 'standing' && overdue !== undefined && endOfPeriod(day, duty.every) < overdue;
    return lacking ? [{ ...gap, why: 'not_yet', last: day }] : [];
  };
  const isAuthority = duty.carriers.every((carrier) => place.authorities.has(carrier));
  const carriers = duty.carriers.filter(
    (carrier) => isAuthority || scope.carrier === undefined || scope.carrier === carrier,
  );
  const districts = place.profile.districts.filter(
    (district) => scope.district === undefined || scope.district === district,
  );
  return carriers.flatMap((carrier) => {
    if (
      duty.districts === 'city_or_each' &&
      scope.district === undefined &&
      check(carrier, place.profile.city).length === 0
    )
      return [];
    return districts.flatMap((district) => {
      const replaced =
        duty.unless === 'authority' &&
        [...place.authorities].some((authority) => check(authority, district).length === 0);
      return replaced ? [] : check(carrier, district);
    });
  });
}
