import { groupBy } from '../group-by.ts';
import type { Measure } from '../../store/measure.ts';
import { isStale } from '../calendar.ts';
import type { Cadence } from '../profile.ts';
import type { Rational } from '../rational.ts';
import { add, largest, ZERO } from '../rational.ts';
import type { Scope } from '../scope.ts';
import type { Timeline } from './timeline.ts';

/** A measure's total for a scope and day. */
export interface Total {
  readonly total: Rational;
  /** A report that went into it is older than one whole period of its stream. */
  readonly stale: boolean;
  /** Carriers that count the same homes are not added up, so the truth is this or more. */
  readonly lowerBound: boolean;
}

interface Reports {
  /** Whoever reports the measure's stream and subjects in the place, and those of them that the scope covers. */
  readonly reporters: readonly Timeline[];
  readonly covered: readonly Timeline[];
  /** The measure's place among their figures. */
  readonly column: number;
  readonly scope: Scope;
  readonly day: string;
  readonly authorities: ReadonlySet<string>;
  readonly cadence: (subject: string) => Cadence;
}

/** A scope's total from its parts; undefined where nothing was reported by that day. */
export function rollUp(measure: Measure, reports: Reports): Total | undefined {
  const { covered, scope } = reports;
  const across = measure.across ?? 'sum';
  switch (across) {
    case 'sum':
      return combine(measure, reports, covered);
    case 'largest_carrier':
      return scope.carrier === undefined ? largestCarrier(measure, reports) : combine(measure, reports, covered);
    case 'city_else_districts':
      return cityElseDistricts(measure, reports);
    default:
      return across satisfies never;
  }
}

function combine(
  measure: Measure,
  { column, day, cadence }: Reports,
  reporters: readonly Timeline[],
): Total | undefined {
  const [first, ...rest] = reporters.flatMap((one) => one.figure(column, day) ?? []);
  if (first === undefined) return undefined;
  const stale = reporters.some((one) => {
    const last = one.lastReport(day);
    return last !== undefined && isStale(last, cadence(one.subject), day);
  });
  return { total: rest.reduce(measure.kind === 'largest' ? largest : add, first), stale, lowerBound: false };
}

function largestCarrier(measure: Measure, reports: Reports): Total | undefined {
  const districts = [...groupBy(reports.covered, ({ district }) => district).values()].map((own) =>
    oneDistrict(measure, reports, own),
  );
  const known = districts.filter((total) => total !== undefined);
  if (known.length === 0) return undefined;
  return {
    total: known.reduce((sum, { total }) => add(sum, total), ZERO),
    stale: known.some(({ stale }) => stale),
    lowerBound: known.some(({ lowerBound }) => lowerBound),
  };
}

function oneDistrict(measure: Measure, reports: Reports, reporters: readonly Timeline[]): Total | undefined {
  const { authorities, day } = reports;
  const official = reporters.filter(({ carrier }) => authorities.has(carrier));
  if (official.some((one) => one.lastReport(day) !== undefined)) return combine(measure, reports, official);
  const totals = [...groupBy(reporters, ({ carrier }) => carrier).values()].flatMap(
    (own) => combine(measure, reports, own) ?? [],
  );
  const [first, ...rest] = totals;
  if (first === undefined) return undefined;
  return {
    total: rest.reduce((most, { total }) => largest(most, total), first.total),
    stale: totals.some(({ stale }) => stale),
    lowerBound: true,
  };
}

function cityElseDistricts(measure: Measure, reports: Reports): Total | undefined {
  const { reporters, scope, day, authorities } = reports;
  const official = reporters.filter((one) => authorities.has(one.carrier) && one.lastReport(day) !== undefined);
  const of = (code: string): readonly Timeline[] => official.filter(({ district }) => district === code);
  if (scope.district !== undefined) return combine(measure, reports, of(scope.district));
  const own = of(scope.city);
  return combine(measure, reports, own.length > 0 ? own : official);
}
