import { median, medianAbsoluteDeviation } from 'simple-statistics';
import type { Span } from '../../store/span.ts';
import type { Doubt, DoubtKind } from './doubt.ts';
import { groupBy } from '../group-by.ts';
import type { Plausibility } from '../profile.ts';
import type { HistoryRule } from './quality-rule.ts';
import type { Rational } from '../rational.ts';
import { compare, fromText, toNumber } from '../rational.ts';
import { subjectsOf } from '../values/readings.ts';

/** For a normal law, this times the median absolute deviation is the standard deviation. */
const NORMAL = 1.4826;

/** How near to a factor a ratio must be to look like a wrong unit: a figure may also have grown meanwhile. */
const NEAR_FACTOR = 0.5;

interface Point {
  readonly span: Span;
  readonly value: Rational;
}

/**
 * The reports that do not fit their reporter's earlier ones, each for as long as it is in force. Only earlier reports
 * speak against a report, so what follows later changes nothing.
 */
export function historyDoubts(
  rule: HistoryRule,
  { spans, column, plausibility }: { spans: readonly Span[]; column: number; plausibility: Plausibility },
): readonly Doubt[] {
  const subjects = subjectsOf(rule.of);
  const own = spans.filter(({ subject }) => subjects?.includes(subject) ?? true);
  const series = groupBy(own, ({ subject, carrier, district }) => `${subject}/${carrier}/${district}`);
  return [...series.values()].flatMap((reports) => {
    const points = reports.flatMap((span): readonly Point[] => {
      const text = span.values[column];
      return text === undefined || text === null ? [] : [{ span, value: fromText(text) }];
    });
    return doubtsIn(rule, points, plausibility).map(({ span, value, kind, against }) => ({
      kind,
      rule: { id: rule.id, name: rule.name },
      about: [suspect(rule, span)],
      day: span.from,
      figure: value,
      against,
      holds: { from: span.from, until: span.until },
    }));
  });
}

function suspect({ of }: HistoryRule, { subject, carrier, district }: Span): Doubt['about'][number] {
  return { stream: of.stream, ...(subject === '' ? {} : { subject }), carrier, district };
}

interface Finding extends Point {
  readonly kind: DoubtKind;
  readonly against: Rational;
}

/** A doubted figure is no yardstick for the next, unless that one confirms its level: then it was true. */
function doubtsIn(rule: HistoryRule, points: readonly Point[], plausibility: Plausibility): readonly Finding[] {
  const found: Finding[] = [];
  const changes: number[] = [];
  let trusted: Rational | undefined;
  let doubted: Rational | undefined;
  for (const point of points) {
    const { value } = point;
    const kind = trusted === undefined ? undefined : doubtOf(rule, { value, trusted, changes, plausibility });
    const confirmed = kind !== 'unit_slip' && doubted !== undefined && isNear(value, doubted, plausibility);
    if (kind !== undefined && trusted !== undefined && !confirmed) {
      found.push({ ...point, kind, against: trusted });
      doubted = value;
    } else {
      if (trusted !== undefined && !confirmed) changes.push(change(value, trusted));
      trusted = value;
      doubted = undefined;
    }
  }
  return found;
}

function doubtOf(
  { slips, cumulative, jumps }: HistoryRule,
  {
    value,
    trusted,
    changes,
    plausibility,
  }: { value: Rational; trusted: Rational; changes: readonly number[]; plausibility: Plausibility },
): DoubtKind | undefined {
  const ratio = toNumber(value) / toNumber(trusted);
  if (slips.some((factor) => isNearOne(ratio / factor) || isNearOne(ratio * factor))) return 'unit_slip';
  if (cumulative && compare(value, trusted) < 0) return 'falling';
  if (!jumps || changes.length < plausibility.history || [value, trusted].every((one) => isFew(one, plausibility)))
    return undefined;
  const now = change(value, trusted);
  // A figure that swings between two levels has a small deviation, yet no swing of it is unusual.
  if (Math.abs(now) <= Math.max(...changes.map(Math.abs))) return undefined;
  const off = Math.abs(now - median([...changes]));
  const usual = NORMAL * medianAbsoluteDeviation([...changes]);
  return off > plausibility.deviations * usual && off > plausibility.change ? 'jump' : undefined;
}

/** Measured values have decimals; of counts, small ones move by large parts. */
function isFew({ n, d }: Rational, { few }: Plausibility): boolean {
  return d === 1n && n < BigInt(few);
}

/** Relative to the larger of the two, so that growing tenfold and falling to a tenth are as far; 0 to 0 is no change. */
function change(value: Rational, before: Rational): number {
  const [now, then] = [toNumber(value), toNumber(before)];
  const largest = Math.max(now, then);
  return largest === 0 ? 0 : (now - then) / largest;
}

function isNear(value: Rational, other: Rational, { change: limit }: Plausibility): boolean {
  return Math.abs(change(value, other)) <= limit;
}

function isNearOne(ratio: number): boolean {
  return Math.abs(ratio - 1) <= NEAR_FACTOR;
}
