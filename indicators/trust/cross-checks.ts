import { median } from 'simple-statistics';
import type { Measure } from '../../store/measure.ts';
import type { Doubt, Suspect } from './doubt.ts';
import type { CrossCheck } from './quality-rule.ts';
import type { Rational } from '../rational.ts';
import { compare, divide, fromText, isZero, multiply, ONE, rational, toNumber } from '../rational.ts';
import type { Readings } from '../values/readings.ts';
import { subjectsOf } from '../values/readings.ts';
import type { Place, Scope } from '../scope.ts';
import { scopesOf } from '../scope.ts';

/** Under so few scopes none is the usual one. */
const FOR_A_MEDIAN = 4;

interface Pair {
  readonly scope: Scope;
  readonly ratio: Rational;
}

/** Where one figure does not fit the other on a day; a scope that lacks one of the two is passed over. */
export function crossDoubts(
  rule: CrossCheck,
  { place, readings, asOf }: { place: Place; readings: Readings; asOf: string },
): readonly Doubt[] {
  return rule.levels.flatMap((level) => {
    const pairs = scopesOf(place.profile, level).flatMap((scope): readonly Pair[] => {
      const part = readings.total(rule.part, scope, asOf);
      const whole = readings.total(rule.whole, scope, asOf);
      return part === undefined || whole === undefined || isZero(whole.total)
        ? []
        : [{ scope, ratio: divide(part.total, whole.total) }];
    });
    const unit = rule.ofMedian ? middle(pairs) : ONE;
    return unit === undefined ? [] : pairs.flatMap((pair) => doubtOf(rule, pair, { unit, asOf }));
  });
}

function doubtOf(
  rule: CrossCheck,
  { scope, ratio }: Pair,
  { unit, asOf }: { unit: Rational; asOf: string },
): readonly Doubt[] {
  const most = rule.atMost === undefined ? undefined : multiply(fromText(rule.atMost), unit);
  const least = rule.atLeast === undefined ? undefined : multiply(fromText(rule.atLeast), unit);
  const above = most !== undefined && compare(ratio, most) > 0;
  const below = least !== undefined && compare(ratio, least) < 0;
  const against = above ? most : below ? least : undefined;
  if (against === undefined) return [];
  const isShare = above && !rule.ofMedian && compare(against, ONE) === 0;
  return [
    {
      kind: isShare ? 'over_unity' : 'cross_check',
      rule: { id: rule.id, name: rule.name },
      about: [...suspects(rule.part, scope), ...suspects(rule.whole, scope)],
      day: asOf,
      figure: ratio,
      against,
    },
  ];
}

function suspects(measure: Measure, { district, carrier }: Scope): readonly Suspect[] {
  const own = {
    stream: measure.stream,
    ...(district === undefined ? {} : { district }),
    // A figure that has no carriers is doubted for all of them.
    ...(carrier === undefined || measure.across === 'city_else_districts' ? {} : { carrier }),
  };
  return (subjectsOf(measure) ?? [undefined]).map((subject) => (subject === undefined ? own : { ...own, subject }));
}

/** Exact where it is one of the ratios; between two of them it is a bound of a rule of thumb, and a double will do. */
function middle(pairs: readonly Pair[]): Rational | undefined {
  if (pairs.length < FOR_A_MEDIAN) return undefined;
  const value = median(pairs.map(({ ratio }) => toNumber(ratio)));
  return rational(BigInt(Math.round(value * 1e12)), BigInt(1e12));
}
