import type { Doubt, DoubtKind, Suspect } from './doubt.ts';
import { groupBy } from '../group-by.ts';
import type { Rational } from '../rational.ts';
import { add, fromText, isZero, ZERO } from '../rational.ts';

/** What is in force of one field of a flow for one period. */
export interface PeriodFigure {
  /** Whose figure of what; a word that is empty stands for all that it might have been. The rest tells the period. */
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
 * Flows are summed over periods, segments and districts, so what two figures share counts twice: a doubt for each figure
 * that shares days with others that end no later, held against their sum. One thing in two periods is one kind of
 * doubt; all segments beside one of them, or the city beside a district, is another. Nought adds nothing, and a revision
 * to nought is how a sender takes a figure back.
 */
export function overlapDoubts(figures: readonly PeriodFigure[], city: string): readonly Doubt[] {
  const series = groupBy(figures, ({ about: { stream, subject, carrier, field } }) =>
    JSON.stringify([stream, subject, carrier, field]),
  );
  return [...series.values()].flatMap((own) => {
    const counted = own
      .map((one): Counted => ({ ...one, amount: fromText(one.figure) }))
      .filter(({ amount }) => !isZero(amount))
      .sort((a, b) => byEnd(a, b) || wholeness(a, city) - wholeness(b, city));
    return counted.flatMap((one, i) => {
      const sharing = counted.findIndex(({ to }) => to >= one.from);
      const shared = counted.slice(sharing, i).filter((other) => isOneThing(one, other));
      const beside = shared.filter(({ about }) => about.district === one.about.district);
      const isSame = (other: Counted): boolean => wordsOf(other).join() === wordsOf(one).join();
      return [
        ...doubtOf('overlapping_periods', one, beside.filter(isSame)),
        ...doubtOf(
          'whole_beside_parts',
          one,
          beside.filter((other) => !isSame(other)),
        ),
        ...cityDoubt(one, shared, city),
      ];
    });
  });
}

/** Of periods that end together the shorter comes first, since it lies within the longer. */
function byEnd(a: PeriodFigure, b: PeriodFigure): number {
  if (a.to !== b.to) return a.to < b.to ? -1 : 1;
  if (a.from !== b.from) return a.from < b.from ? 1 : -1;
  return 0;
}

/** Parts come before what they are parts of. */
function wholeness({ about }: PeriodFigure, city: string): number {
  return Number(about.district === city) + Object.values(about.words ?? {}).filter((word) => word === '').length;
}

function wordsOf({ about: { words = {} } }: PeriodFigure): readonly string[] {
  return Object.values(words);
}

/** Whether two figures can be about the same: a word that is empty stands for all. */
function isOneThing(one: PeriodFigure, other: PeriodFigure): boolean {
  const others = wordsOf(other);
  return wordsOf(one).every((word, i) => word === '' || others[i] === '' || word === others[i]);
}

function doubtOf(kind: DoubtKind, one: Counted, shared: readonly Counted[]): readonly Doubt[] {
  if (shared.length === 0) return [];
  const together = [one, ...shared];
  return [
    {
      kind,
      rule: null,
      about: together.map(({ about, part }) => ({ ...about, part })),
      day: one.to,
      figure: one.amount,
      against: shared.map(({ amount }) => amount).reduce(add, ZERO),
      details: together.map(({ period, part }) => (kind === 'overlapping_periods' ? period : part)),
    },
  ];
}

/** Only the city's own figures are doubted: a district's total holds none of them. */
function cityDoubt(one: Counted, shared: readonly Counted[], city: string): readonly Doubt[] {
  const isOfCity = ({ about }: Counted): boolean => about.district === city;
  const others = shared.filter((other) => isOfCity(other) !== isOfCity(one));
  return doubtOf('whole_beside_parts', one, others).map((doubt) => ({
    ...doubt,
    about: doubt.about.filter(({ district }) => district === city),
    details: [...new Set([one, ...others].map(({ about }) => about.district ?? ''))],
  }));
}
