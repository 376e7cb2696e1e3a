import type { Doubt, Suspect } from './doubt.ts';
import { groupBy } from '../group-by.ts';
import type { Rational } from '../rational.ts';
import { add, fromText, isZero, ZERO } from '../rational.ts';

/** What is in force of one field of a flow for one period. */
export interface PeriodFigure {
  /** Whose figure of what; the period itself is told by the rest. */
  readonly about: Suspect;
  readonly part: string;
  readonly period: string;
  /** First and last day of the period. */
  readonly from: string;
  readonly to: string;
  /** Exact decimal text. */
  readonly figure: string;
}

interface Counted extends PeriodFigure {
  readonly amount: Rational;
}

/**
 * Flows are summed over periods, so what two periods share counts twice: a doubt for each period that shares days with
 * others that end no later, held against their sum. Nought adds nothing, and a revision to nought is how a sender takes
 * a period back.
 */
export function overlapDoubts(figures: readonly PeriodFigure[]): readonly Doubt[] {
  const series = groupBy(figures, ({ about }) => JSON.stringify(about));
  return [...series.values()].flatMap((own) => {
    const counted = own
      .map((one): Counted => ({ ...one, amount: fromText(one.figure) }))
      .filter(({ amount }) => !isZero(amount))
      .sort(byEnd);
    return counted.flatMap((one, i) => {
      const shared = counted.slice(0, i).filter(({ to }) => to >= one.from);
      return shared.length === 0 ? [] : [doubtOf(one, shared)];
    });
  });
}

/** Of periods that end together the shorter comes first, since it lies within the longer. */
function byEnd(a: PeriodFigure, b: PeriodFigure): number {
  if (a.to !== b.to) return a.to < b.to ? -1 : 1;
  return a.from < b.from ? 1 : -1;
}

function doubtOf(one: Counted, shared: readonly Counted[]): Doubt {
  const together = [one, ...shared];
  return {
    kind: 'overlapping_periods',
    rule: null,
    about: together.map(({ about, part }) => ({ ...about, part })),
    day: one.to,
    figure: one.amount,
    against: shared.map(({ amount }) => amount).reduce(add, ZERO),
    details: together.map(({ period }) => period),
  };
}
