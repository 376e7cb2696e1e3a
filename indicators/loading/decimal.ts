import type { Rational } from '../rational.ts';
import { add, ZERO } from '../rational.ts';

export function sum(all: readonly Rational[]): Rational {
  return all.reduce(add, ZERO);
}

/** Decimal text without needless zeros: 18.0 is `18`. Throws a RangeError for a number like 1/3 that has no such text. */
export function toDecimal({ n, d }: Rational): string {
  let scale = 0;
  for (let power = 1n; power % d !== 0n; power *= 10n) {
    scale += 1;
    if (scale > 100) throw new RangeError('the number has no finite decimal text');
  }
  const digits = (n * 10n ** BigInt(scale)) / d;
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : `.${text.slice(-scale)}`;
  return `${digits < 0n ? '-' : ''}${text.slice(0, text.length - scale)}${fraction}`;
}
