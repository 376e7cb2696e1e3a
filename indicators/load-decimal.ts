/** An exact decimal: `digits` × 10^-`scale`. Sums of printed figures must not depend on binary fractions. */
export interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

export const ZERO: Exact = { digits: 0n, scale: 0 };

/** Reads decimal text; undefined for anything else. */
export function fromDecimal(text: string): Exact | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

export function plus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  return { digits: raise(a, scale) + raise(b, scale), scale };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { ...b, digits: -b.digits });
}

export function times(a: Exact, b: Exact): Exact {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export function sum(all: readonly Exact[]): Exact {
  return all.reduce(plus, ZERO);
}

export function equal(a: Exact, b: Exact): boolean {
  return minus(a, b).digits === 0n;
}

/** Decimal text without needless zeros: 18.0 is `18`. */
export function toDecimal({ digits, scale }: Exact): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function raise({ digits, scale }: Exact, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}
