import type { Component, Name, Unit } from '../indicator.ts';
import type { Rational } from '../rational.ts';
import { add, compare, divide, fromText, multiply, ONE, rational, subtract, toNumber, ZERO } from '../rational.ts';
import type { SampleAnswers } from './sample-readings.ts';
import type { Waterfall } from './sample-value.ts';
import { sampleOutcome, waterfallOf } from './sample-value.ts';
import type { Scope } from '../scope.ts';
import type { Interval } from './statistics.ts';
import { shareInterval } from './statistics.ts';

/** What an index adds up; every component is shown, also where one of them keeps the index from having a value. */
export interface IndexParts {
  readonly components: readonly ComponentValue[];
  /**
   * Each component's 95 % interval scored and weighted, worst ends and best ends apart: never too narrow, however the
   * components depend on one another.
   */
  readonly interval: Interval | null;
  /** Among the place's districts, 1 the best; districts whose intervals overlap share it. */
  readonly rank?: number;
}

export interface ComponentValue {
  readonly id: string;
  readonly name: Name;
  readonly unit: Unit;
  /** Samples that count. */
  readonly count: number;
  /** In the component's own unit; null without enough samples. */
  readonly value: Rational | null;
  readonly interval: Interval | null;
  /** 0–100. */
  readonly score: Rational | null;
  /** What the score is multiplied with; all weights add up to 1. */
  readonly weight: Rational;
  /** Undefined where no sample counts. */
  readonly waterfall: Waterfall | undefined;
}

export interface IndexOutcome {
  readonly value: Rational | null;
  readonly index: IndexParts;
}

interface Asked {
  readonly answers: SampleAnswers;
  readonly scope: Scope;
  readonly asOf: string;
}

/** The weighted mean of the components' scores; no value where one of them has too few samples. */
export function indexOutcome(components: readonly Component[], minimum: number, asked: Asked): IndexOutcome {
  const all = components.reduce((sum, { weight }) => add(sum, fromText(weight)), ZERO);
  const found = components.map((component) => {
    const { interval, ...own } = figure(component, minimum, asked);
    const { value } = own;
    const { id, name, unit, weight } = component;
    return {
      part: {
        id,
        name,
        unit,
        ...own,
        interval,
        score: value && score(value, component),
        weight: divide(fromText(weight), all),
      },
      bounds: interval && scoredInterval(interval, component),
    };
  });
  const parts = found.map(({ part }) => part);
  if (parts.some(({ value }) => value === null)) return { value: null, index: { components: parts, interval: null } };
  const ends = (end: keyof Interval): number =>
    found.reduce((sum, { part, bounds }) => sum + toNumber(part.weight) * (bounds?.[end] ?? 0), 0);
  return {
    value: parts.reduce((sum, part) => add(sum, multiply(part.weight, part.score ?? ZERO)), ZERO),
    index: { components: parts, interval: { low: ends('low'), high: ends('high') } },
  };
}

type Figure = Pick<ComponentValue, 'count' | 'value' | 'interval' | 'waterfall'>;

function figure({ of }: Component, minimum: number, asked: Asked): Figure {
  switch (of.kind) {
    case 'mean': {
      const outcome = sampleOutcome(of, asked);
      return {
        count: outcome?.sample.count ?? 0,
        value: outcome?.value ?? null,
        interval: outcome?.sample.interval ?? null,
        waterfall: outcome?.sample.waterfall,
      };
    }
    case 'share': {
      const { answers, scope, asOf } = asked;
      const all = answers.distribution(of.of, scope, asOf);
      const whole = all?.count ?? 0;
      const waterfall =
        all === undefined || whole === 0 ? undefined : waterfallOf(all, answers.rejected(of.of, scope, asOf));
      const part = Number(all?.parts[0]?.sum ?? 0);
      if (whole < minimum) return { count: whole, value: null, interval: null, waterfall };
      const value = rational(BigInt(part), BigInt(whole));
      return { count: whole, value, interval: shareInterval(part, whole), waterfall };
    }
    default:
      return of satisfies never;
  }
}

const HUNDRED = rational(100n);

function score(value: Rational, { worst, best }: Component): Rational {
  const reached = divide(subtract(value, fromText(worst)), subtract(fromText(best), fromText(worst)));
  if (compare(reached, ZERO) <= 0) return ZERO;
  return multiply(HUNDRED, compare(reached, ONE) >= 0 ? ONE : reached);
}

function scoredInterval({ low, high }: Interval, { worst, best }: Component): Interval {
  const [from, to] = [Number(worst), Number(best)];
  const scores = [low, high].map((value) => 100 * Math.min(1, Math.max(0, (value - from) / (to - from))));
  return { low: Math.min(...scores), high: Math.max(...scores) };
}
