import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  fromText,
  multiply,
  rational,
  subtract,
  toFixed,
  toNumber,
  toShown,
} from '../../indicators/rational.ts';

const rationals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 30n }))
  .map(([n, d]) => rational(n, d));

test('arithmetic is exact', () => {
  expect(add(fromText('0.1'), fromText('0.2'))).toEqual(fromText('0.3'));
  fc.assert(fc.property(rationals, rationals, (a, b) => compare(subtract(add(a, b), b), a) === 0));
  fc.assert(
    fc.property(
      rationals,
      rationals.filter(({ n }) => n !== 0n),
      (a, b) => compare(multiply(divide(a, b), b), a) === 0,
    ),
  );
});

test('text is read as it is written', () => {
  expect(fromText('-0.10')).toEqual(rational(-1n, 10n));
  expect(fromText('1e-7')).toEqual(rational(1n, 10_000_000n));
  expect(fromText('1.5E3')).toEqual(rational(1500n));
  expect(fromText('2/6')).toEqual(rational(1n, 3n));
  expect(() => fromText('1,5')).toThrow(SyntaxError);
});

test('a zero denominator is refused', () => {
  expect(() => divide(fromText('1'), fromText('0'))).toThrow(RangeError);
});

test('the nearest double is given, however long the parts', () => {
  expect(toNumber(fromText('0.979'))).toBe(0.979);
  expect(toNumber(rational(1n, 3n))).toBe(1 / 3);
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }).filter((x) => Math.abs(x) > 1e-20),
      (x) => toNumber(fromText(String(x))) === x,
    ),
  );
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      fc.integer({ min: 1 }),
      (n, d) => toNumber(rational(BigInt(n) * 10n ** 20n, BigInt(d) * 10n ** 20n)) === n / d,
    ),
  );
});

test('rounding goes half away from zero', () => {
  expect([
    toFixed(fromText('2.5'), 0),
    toFixed(fromText('-2.5'), 0),
    toFixed(fromText('0.125'), 2),
    toFixed(fromText('-0.001'), 2),
  ]).toEqual(['3', '-3', '0.13', '0.00']);
});

test('a shown value never looks equal to a bound that it is not equal to', () => {
  const bound = fromText('98');
  expect(toShown(fromText('97.996'), 2, bound)).toBe('97.996');
  expect(toShown(fromText('97.99'), 2, bound)).toBe('97.99');
  expect(toShown(fromText('98'), 2, bound)).toBe('98.00');
  expect(toShown(fromText('98.0000004'), 2, bound)).toBe('98.0000004');
});
