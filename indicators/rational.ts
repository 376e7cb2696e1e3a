/** An exact number: numerator over a positive denominator, in lowest terms. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

/** `n`/`d`; throws a RangeError where `d` is 0. */
export function rational(n: bigint, d = 1n): Rational {
  if (d === 1n) return { n, d };
  if (d === 0n) throw new RangeError('a rational number has no zero denominator');
  const sign = d < 0n ? -1n : 1n;
  const common = gcd(n < 0n ? -n : n, d < 0n ? -d : d);
  return { n: (sign * n) / common, d: (sign * d) / common };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

/** Reads decimal text such as `-0.10`, `1e-7` or a fraction `1/3`; throws a SyntaxError for anything else. */
export function fromText(text: string): Rational {
  if (/^-?\d+$/.test(text)) return rational(BigInt(text));
  const fraction = /^(-?\d+)\/(\d+)$/.exec(text);
  if (fraction !== null) return rational(BigInt(fraction[1] ?? ''), BigInt(fraction[2] ?? ''));
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text);
  if (match === null) throw new SyntaxError(`not a decimal number: ${text}`);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const scale = decimals.length - Number(exponent);
  const digits = BigInt(`${sign}${whole}${decimals}`);
  return scale >= 0 ? rational(digits, 10n ** BigInt(scale)) : rational(digits * 10n ** BigInt(-scale));
}

export function add(a: Rational, b: Rational): Rational {
  return a.d === b.d ? rational(a.n + b.n, a.d) : rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { n: -b.n, d: b.d });
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d);
}

/** Throws a RangeError where `b` is 0. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d, a.d * b.n);
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function largest(a: Rational, b: Rational): Rational {
  return compare(a, b) >= 0 ? a : b;
}

export function isZero(a: Rational): boolean {
  return a.n === 0n;
}

/** Exact text that `fromText` reads: a whole number, or a fraction in lowest terms. */
export function toText({ n, d }: Rational): string {
  return d === 1n ? n.toString() : `${n.toString()}/${d.toString()}`;
}

/** More digits than a double holds, so that reading them back rounds once. */
const DOUBLE_DIGITS = 25;

/** The nearest double, for documents and metrics. */
export function toNumber({ n, d }: Rational): number {
  if (n >= -SAFE && n <= SAFE && d <= SAFE) return Number(n) / Number(d);
  const digits = n.toString().length - d.toString().length;
  return Number(toFixed({ n, d }, Math.max(0, DOUBLE_DIGITS - digits)));
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Decimal text with exactly `places` digits after the point, halves rounded away from zero. */
export function toFixed({ n, d }: Rational, places: number): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(places);
  const rounded = ((scaled * 2n + d) / (d * 2n)).toString().padStart(places + 1, '0');
  const whole = rounded.slice(0, rounded.length - places);
  const sign = n < 0n && /[1-9]/.test(rounded) ? '-' : '';
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${rounded.slice(-places)}`;
}

/**
 * Decimal text for people: `places` digits, or more where fewer would make the value look equal to `bound`:
 * 97.996 % beside a target of 98 % must not read 98.00 %.
 */
export function toShown(value: Rational, places: number, bound?: Rational): string {
  const text = toFixed(value, places);
  if (bound === undefined || compare(value, bound) === 0 || compare(fromText(text), bound) !== 0) return text;
  return places >= 12 ? text : toShown(value, places + 1, bound);
}
