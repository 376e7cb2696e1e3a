import type { Unit } from '../indicators/indicator.ts';
import type { Rational } from '../indicators/rational.ts';
import { fromText, multiply, rational, toFixed, toShown, ZERO } from '../indicators/rational.ts';
import type { Language } from './text.ts';
import { UNIT_WORDS } from './words.ts';

const HUNDRED = rational(100n);

/** Digits after the point that a unit is usually given with. */
const PLACES: Readonly<Record<Unit, number>> = {
  ratio: 2,
  per_10k: 2,
  count: 0,
  mbps: 1,
  ms: 2,
  tbps: 1,
  pue: 3,
  index: 2,
  rank: 0,
};

/** A value for people: shares in per cent, with enough digits never to look equal to a bound that it is not. */
export function showValue(value: Rational, unit: Unit, bound?: Rational): string {
  const text =
    unit === 'ratio'
      ? toShown(multiply(value, HUNDRED), PLACES.ratio, bound === undefined ? undefined : multiply(bound, HUNDRED))
      : toShown(value, placesOf(value, unit), bound);
  return unit === 'ratio' ? `${grouped(text)}%` : grouped(text);
}

/** A target as the document prints it, without digits that say nothing. */
export function showTarget(text: string, unit: Unit, language: Language): string {
  const value = fromText(text);
  return withUnit(trimmed(toFixed(unit === 'ratio' ? multiply(value, HUNDRED) : value, 9)), unit, language);
}

/** How far from the target, in the unit (percentage points for shares); never shown as nothing where it is something. */
export function showGap(gap: Rational, unit: Unit, language: Language): string {
  const points = unit === 'ratio' ? multiply(gap, HUNDRED) : gap;
  const text = grouped(toShown(points, placesOf(points, unit), ZERO));
  if (unit !== 'ratio') return withUnit(text, unit, language);
  return language === 'zh' ? `${text}个百分点` : `${text} pp`;
}

/** Digits after the point of a plain number, at most. */
export const NUMBER_PLACES = 4;

/** A plain number: whole ones grouped, others with up to four digits after the point. */
export function showNumber(value: Rational): string {
  return value.d === 1n ? grouped(value.n.toString()) : trimmed(toFixed(value, NUMBER_PLACES));
}

export function withUnit(text: string, unit: Unit, language: Language): string {
  const word = UNIT_WORDS[unit][language];
  if (word === '') return text;
  return unit === 'ratio' ? `${text}%` : `${text} ${word}`;
}

/** Counts are whole; where one is not, it is shown. */
function placesOf(value: Rational, unit: Unit): number {
  return unit === 'count' && value.d !== 1n ? 2 : PLACES[unit];
}

function trimmed(text: string): string {
  return grouped(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
