import type { Span } from '../../store/span.ts';
import type { Doubt } from './doubt.ts';
import { groupBy } from '../group-by.ts';
import type { CityRule } from './quality-rule.ts';
import type { Rational } from '../rational.ts';
import { add, fromText, isZero, ZERO } from '../rational.ts';

interface Brought {
  readonly span: Span;
  readonly amount: Rational;
}

/**
 * A carrier's report of the whole city beside its reports of districts, of those in force, where both brought something:
 * the city's total counts the districts twice. Their own totals hold nothing of the city's report, so that alone is
 * doubted.
 */
export function cityDoubts(
  rule: CityRule,
  { spans, column, city }: { spans: readonly Span[]; column: number; city: string },
): readonly Doubt[] {
  const { stream } = rule.of;
  const brought = spans
    .map((span): Brought => ({ span, amount: fromText(span.values[column] ?? '0') }))
    .filter(({ amount }) => !isZero(amount));
  return [...groupBy(brought, ({ span: { carrier, subject } }) => `${carrier}/${subject}`).values()].flatMap((own) => {
    const whole = own.find(({ span }) => span.district === city);
    const parts = own.filter((one) => one !== whole);
    if (whole === undefined || parts.length === 0) return [];
    const { carrier, district, subject, from } = whole.span;
    return [
      {
        kind: 'whole_beside_parts',
        rule: { id: rule.id, name: rule.name },
        about: [{ stream, ...(subject === '' ? {} : { subject }), carrier, district }],
        day: from,
        figure: whole.amount,
        against: parts.map(({ amount }) => amount).reduce(add, ZERO),
        details: [whole, ...parts].map(({ span }) => span.district),
      },
    ];
  });
}
