import { findStream } from '../ingest/streams.ts';
import type { Formula } from '../indicators/indicator.ts';
import type { Rational } from '../indicators/rational.ts';
import { add, compare, fromText } from '../indicators/rational.ts';
import { subjectsOf } from '../indicators/readings.ts';
import type { Place, Scope } from '../indicators/scope.ts';
import type { Measure } from '../store/measure.ts';
import type { Span } from '../store/spans.ts';

/** A part of a formula by the name of its role. */
export type Role = 'numerator' | 'denominator' | 'of' | 'per';

/** What one carrier reported for one district, and whether it went into the number. */
export interface Contribution {
  readonly role: Role;
  /** The day whose figures are meant: the one asked for, or the base. */
  readonly day: string;
  readonly stream: string;
  readonly subject: string;
  readonly carrier: string;
  readonly district: string;
  /** The day of the report, or of the latest change or period. */
  readonly reported: string;
  readonly value: Rational;
  /** False where another report stands in its place. */
  readonly counted: boolean;
}

export function rolesOf(formula: Formula): readonly { readonly role: Role; readonly measure: Measure }[] {
  switch (formula.kind) {
    case 'ratio':
    case 'per_10k':
      return [
        { role: 'numerator', measure: formula.numerator },
        { role: 'denominator', measure: formula.denominator },
      ];
    case 'plain':
    case 'difference':
      return [{ role: 'of', measure: formula.of }];
    case 'growth':
      return [
        { role: 'of', measure: formula.of },
        ...(formula.per === undefined ? [] : [{ role: 'per' as const, measure: formula.per }]),
      ];
    case 'samples':
    case 'index':
    case 'external':
      return [];
    default:
      return formula satisfies never;
  }
}

interface Wanted {
  readonly role: Role;
  readonly measure: Measure;
  /** The measure's place among the values of a span. */
  readonly column: number;
  readonly place: Place;
  readonly scope: Scope;
  readonly day: string;
}

/** The reports in force on a day that a measure's total for a scope rests on, the greatest first. */
export function contributions(spans: readonly Span[], wanted: Wanted): readonly Contribution[] {
  const { measure, place, scope, day, column, role } = wanted;
  const subjects = subjectsOf(measure);
  const official = measure.across === 'city_else_districts';
  const groups = new Map<string, Contribution>();
  for (const { district, carrier, subject, from, until, values } of spans) {
    const text = values[column];
    if (text === undefined || text === null || from > day || (until !== null && until <= day)) continue;
    if (!place.codes.has(district) || (subjects !== undefined && !subjects.includes(subject))) continue;
    if (official ? !place.authorities.has(carrier) : scope.carrier !== undefined && scope.carrier !== carrier) continue;
    if (scope.district !== undefined && scope.district !== district) continue;
    const key = `${carrier} ${district} ${subject}`;
    const known = groups.get(key);
    const value = known === undefined ? fromText(text) : add(known.value, fromText(text));
    const reported = known === undefined || known.reported < from ? from : known.reported;
    groups.set(key, { role, day, stream: measure.stream, subject, carrier, district, reported, value, counted: true });
  }
  const all = [...groups.values()].filter(({ value }) => value.n !== 0n || !isInventory(measure));
  return settle(all, wanted).sort((a, b) => Number(b.counted) - Number(a.counted) || compare(b.value, a.value));
}

function isInventory({ stream }: Measure): boolean {
  return findStream(stream)?.kind === 'inventory';
}

/** Which reports stand for which others, by the measure's rule of rolling up. */
function settle(all: readonly Contribution[], { measure, place, scope }: Wanted): Contribution[] {
  switch (measure.across) {
    case 'city_else_districts': {
      const hasCity = all.some(({ district }) => district === scope.city);
      return all.map((one) => ({ ...one, counted: !hasCity || one.district === scope.city }));
    }
    case 'largest_carrier':
      if (scope.carrier !== undefined) return [...all];
      return all.map((one) => ({ ...one, counted: one === standIn(all, one.district, place) }));
    case 'sum':
    case undefined:
      return measure.kind === 'largest' ? all.map((one) => ({ ...one, counted: one === greatest(all) })) : [...all];
    default:
      return measure.across satisfies never;
  }
}

function standIn(all: readonly Contribution[], district: string, { authorities }: Place): Contribution | undefined {
  const own = all.filter((one) => one.district === district);
  return own.find(({ carrier }) => authorities.has(carrier)) ?? greatest(own);
}

function greatest(all: readonly Contribution[]): Contribution | undefined {
  return all.reduce<Contribution | undefined>(
    (most, one) => (most === undefined || compare(one.value, most.value) > 0 ? one : most),
    undefined,
  );
}
