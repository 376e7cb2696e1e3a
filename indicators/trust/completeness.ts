import type { SampleMeasure } from '../../store/measure.ts';
import { dayOf, momentOf } from '../calendar.ts';
import type { Lack, Reporter } from './duties.ts';
import { lackOf, owedReports, reporterKey } from './duties.ts';
import type { Based, Formula } from '../indicator.ts';
import type { Duty } from '../profile.ts';
import type { Readings } from '../values/readings.ts';
import { measuresOf, subjectsOf } from '../values/readings.ts';
import { samplesOf } from '../values/sample-readings.ts';
import type { Place, Scope } from '../scope.ts';

/** A report that the profile asks for and that is not there, or too old, on a day. */
export interface Gap {
  readonly stream: string;
  readonly subject: string;
  readonly carrier: string;
  readonly district: string;
  readonly why: Lack;
  /** The last report's day, where there is one. */
  readonly last?: string;
}

/** The reports that a value for this scope and day should rest on and does not. */
export function gapsOf(formula: Formula, { place, readings, scope, asOf, known }: At): readonly Gap[] {
  const duties = dutiesOf(formula, place.profile.duties);
  const now = { place, readings, scope, asOf, known };
  const days = 'base' in formula ? [now, baseOf(formula, now)] : [now];
  return days.flatMap((day) => duties.flatMap((duty) => dutyGaps(duty, formula, day)));
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
  const measures = [...samplesOf(formula), ...measuresOf(formula)];
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

function dutyGaps(duty: Duty, formula: Formula, { place, readings, scope, asOf, known }: At): readonly Gap[] {
  const measures = samplesOf(formula);
  const last =
    measures.length > 0
      ? sampledReporters(measures, { place, readings, asOf })
      : readings.lastReports(duty.stream, duty.subject, asOf);
  const lack = (reporter: Reporter): Lack | undefined => lackOf(duty, last.get(reporterKey(reporter)), { asOf, known });
  const owed = owedReports(duty, { place, scope, isThere: (reporter) => lack(reporter) === undefined });
  return owed.flatMap(({ carrier, district, replacedBy }) => {
    const why = replacedBy === undefined ? lack({ carrier, district }) : undefined;
    if (why === undefined) return [];
    const day = last.get(reporterKey({ carrier, district }));
    const gap = { stream: duty.stream, subject: duty.subject ?? '', carrier, district, why };
    return [day === undefined ? gap : { ...gap, last: day }];
  });
}

/** Whoever has a sample in the window that ends with the day; older ones do not go into the value. */
function sampledReporters(
  measures: readonly SampleMeasure[],
  { place, readings, asOf }: Pick<At, 'place' | 'readings' | 'asOf'>,
): ReadonlyMap<string, string> {
  const { city, districts, carriers } = place.profile;
  const reporters = districts.flatMap((district) => carriers.map((carrier) => ({ carrier, district })));
  const sampled = reporters.filter((reporter) =>
    measures.some((measure) => (readings.samples.distribution(measure, { city, ...reporter }, asOf)?.count ?? 0) > 0),
  );
  return new Map(sampled.map((reporter) => [reporterKey(reporter), asOf]));
}
