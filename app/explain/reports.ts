import { findStream } from '../../ingest/streams.ts';
import type { Doubt, DoubtKind } from '../../indicators/trust/doubt.ts';
import type { Rational } from '../../indicators/rational.ts';
import { add, compare, fromText, largest } from '../../indicators/rational.ts';
import type { MeasureRole } from '../../indicators/values/readings.ts';
import { subjectsOf } from '../../indicators/values/readings.ts';
import type { Place, Scope } from '../../indicators/scope.ts';
import type { Measure } from '../../store/measure.ts';
import type { Report } from '../../store/reports.ts';

/** A part of a formula by the name of its role; samples are told of by their number. */
export type Role = MeasureRole | 'samples';

/** What one report brought to a part of the formula, and whether it went into the number. */
export interface Contribution {
  readonly role: Role;
  /** The day whose figures are meant. */
  readonly day: string;
  /** That day is the base of a difference or growth. */
  readonly isBase: boolean;
  readonly stream: string;
  /** Of samples, their carrier and district alone. */
  readonly report: Pick<Report, 'carrier' | 'district' | 'subject' | 'part' | 'from' | 'entities'> & Partial<Report>;
  readonly value: Rational;
  /** False where another report stands in its place. */
  readonly counted: boolean;
  /** What speaks against it. */
  readonly doubts: readonly DoubtKind[];
}

interface Wanted extends Pick<Contribution, 'role' | 'day' | 'isBase'> {
  readonly measure: Measure;
  /** The measure's place among the values of a report. */
  readonly column: number;
  readonly place: Place;
  readonly scope: Scope;
}

/** The reports that a measure's total for a scope rests on, those that count first, the greatest of them first. */
export function contributions(reports: readonly Report[], wanted: Wanted): readonly Contribution[] {
  const { measure, column, role, day, isBase } = wanted;
  const isInventory = findStream(measure.stream)?.kind === 'inventory';
  const all = reports.filter(isMeant(wanted)).flatMap((report): Contribution[] => {
    const text = report.values[column];
    const value = text === undefined || text === null ? undefined : fromText(text);
    // A district's list of entities of which none is counted has brought nothing; a report says that there are none.
    if (value === undefined || (isInventory && value.n === 0n)) return [];
    return [{ role, day, isBase, stream: measure.stream, report, value, counted: true, doubts: [] }];
  });
  return settle(all, wanted).sort((a, b) => Number(b.counted) - Number(a.counted) || compare(b.value, a.value));
}

function isMeant({ measure, place, scope }: Wanted): (report: Report) => boolean {
  const subjects = subjectsOf(measure);
  const official = measure.across === 'city_else_districts';
  return ({ district, carrier, subject }) =>
    (subjects === undefined || subjects.includes(subject)) &&
    (scope.district === undefined || scope.district === district) &&
    (official ? place.authorities.has(carrier) : scope.carrier === undefined || scope.carrier === carrier);
}

/** Which reports stand for which others, by the measure's rule of rolling up. */
function settle(all: readonly Contribution[], { measure, place, scope }: Wanted): Contribution[] {
  switch (measure.across) {
    case 'city_else_districts': {
      const hasCity = all.some(({ report }) => report.district === scope.city);
      return greatestAlone(
        all.map((one) => ({ ...one, counted: !hasCity || one.report.district === scope.city })),
        measure,
      );
    }
    case 'largest_carrier': {
      if (scope.carrier !== undefined) return greatestAlone(all, measure);
      const chosen = new Map<string, string | undefined>();
      for (const { report } of all) {
        const own = all.filter((one) => one.report.district === report.district);
        if (!chosen.has(report.district)) chosen.set(report.district, standIn(own, place, measure));
      }
      return all.map((one) => {
        const { district, carrier } = one.report;
        const stand = chosen.get(district);
        return { ...one, counted: stand === undefined ? place.authorities.has(carrier) : stand === carrier };
      });
    }
    case 'sum':
    case undefined:
      return greatestAlone(all, measure);
    default:
      return measure.across satisfies never;
  }
}

/** The carrier whose figures stand for a district; undefined: its authority's do. */
function standIn(own: readonly Contribution[], { authorities }: Place, { kind }: Measure): string | undefined {
  if (own.some(({ report }) => authorities.has(report.carrier))) return undefined;
  const totals = new Map<string, Rational>();
  for (const { report, value } of own) {
    const known = totals.get(report.carrier);
    const join = kind === 'largest' ? largest : add;
    totals.set(report.carrier, known === undefined ? value : join(known, value));
  }
  const [first, ...rest] = totals;
  return rest.reduce((most, one) => (most !== undefined && compare(one[1], most[1]) <= 0 ? most : one), first)?.[0];
}

/** Of a largest value one report alone counts. */
function greatestAlone(all: readonly Contribution[], { kind }: Measure): Contribution[] {
  if (kind !== 'largest') return [...all];
  const [first, ...rest] = all.filter(({ counted }) => counted);
  const greatest = rest.reduce(
    (most, one) => (most !== undefined && compare(one.value, most.value) <= 0 ? most : one),
    first,
  );
  return all.map((one) => ({ ...one, counted: one === greatest }));
}

/** The report with what speaks against it; of a base only today's figures were looked at, so nothing is said. */
export function doubted(one: Contribution, doubts: readonly Doubt[]): Contribution {
  if (one.isBase) return one;
  const { carrier, district, subject, part } = one.report;
  const own = doubts.filter(({ about }) =>
    about.some(
      (suspect) =>
        suspect.stream === one.stream &&
        (suspect.subject ?? subject) === subject &&
        (suspect.part ?? part) === part &&
        (suspect.carrier ?? carrier) === carrier &&
        (suspect.district ?? district) === district,
    ),
  );
  return { ...one, doubts: [...new Set(own.map(({ kind }) => kind))] };
}
