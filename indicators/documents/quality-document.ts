import type { Doubt, DoubtKind, Suspect } from '../trust/doubt.ts';
import { toNumber } from '../rational.ts';

/** An accepted figure that something speaks against, with the reason. */
export interface DoubtDocument {
  readonly profile: string;
  readonly kind: DoubtKind;
  /** Null for a limit of the profile, a tie and figures of a flow that overlap. */
  readonly rule: string | null;
  readonly about: readonly {
    readonly stream: string;
    readonly subject?: string;
    readonly carrier?: string;
    readonly district?: string;
  }[];
  readonly observed_on: string;
  readonly figure: number;
  readonly against: number;
  readonly reason: string;
  readonly details: readonly string[];
}

export function toDoubtDocument(profile: string, doubt: Doubt): DoubtDocument {
  const { kind, rule, about, day, details = [] } = doubt;
  const [figure, against] = [toNumber(doubt.figure), toNumber(doubt.against)];
  return {
    profile,
    kind,
    rule: rule?.id ?? null,
    about: distinct(about.map(toSuspect)),
    observed_on: day,
    figure,
    against,
    reason: REASONS[kind],
    details,
  };
}

function toSuspect({ stream, subject, carrier, district }: Suspect): DoubtDocument['about'][number] {
  return {
    stream,
    ...(subject === undefined ? {} : { subject }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(district === undefined ? {} : { district }),
  };
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

const REASONS: Readonly<Record<DoubtKind, string>> = {
  unit_slip: 'off by the factor of a wrong unit',
  falling: 'a count that only grows is smaller than before',
  jump: 'a change far from the usual ones of the reporter',
  over_unity: 'the part is larger than the whole',
  cross_check: 'the ratio of two figures is out of bounds',
  beyond_limit: 'beyond what the profile holds plausible',
  tie: 'several contents for the same thing, moment and revision; the first counts',
  overlapping_periods: 'periods that share days: what those brought is added up more than once',
  whole_beside_parts: 'a figure of the whole beside figures of its parts: the parts are added up more than once',
};
