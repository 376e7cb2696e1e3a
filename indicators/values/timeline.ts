import type { Span } from '../../store/span.ts';
import type { Rational } from '../rational.ts';
import { add, fromText, subtract, ZERO } from '../rational.ts';

/** The reports of one carrier, district and subject, ready to be asked about any day. */
export class Timeline {
  readonly district: string;
  readonly carrier: string;
  readonly subject: string;
  /** Days on which something was reported, rising. */
  readonly days: readonly string[];
  readonly #spans: readonly Span[];
  readonly #levels = new Map<number, readonly Level[]>();

  private constructor([first, ...rest]: readonly [Span, ...Span[]]) {
    this.district = first.district;
    this.carrier = first.carrier;
    this.subject = first.subject;
    this.#spans = [first, ...rest];
    this.days = [...new Set(this.#spans.map(({ from }) => from))].sort();
  }

  /** One for each carrier, district and subject, in the order in which they first come up. */
  static all(spans: readonly Span[]): readonly Timeline[] {
    const groups = new Map<string, [Span, ...Span[]]>();
    for (const span of spans) {
      const key = `${span.district}/${span.carrier}/${span.subject}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [span]);
      else group.push(span);
    }
    return [...groups.values()].map((own) => new Timeline(own));
  }

  /** The latest day, not after `day`, on which something was reported. */
  lastReport(day: string): string | undefined {
    return this.days[countUpTo(this.days, day, (one) => one) - 1];
  }

  /**
   * A column's figure on a day: of a stock's one report in force, or what the changes of an inventory and the periods of
   * a flow add up to. Undefined where nothing is in force. The sums are made once, so that a past day costs a search.
   */
  figure(column: number, day: string): Rational | undefined {
    const levels = this.#levels.get(column) ?? this.#add(column);
    const level = levels[countUpTo(levels, day, (one) => one.from) - 1];
    return level === undefined || level.inForce === 0 ? undefined : level.total;
  }

  #add(column: number): readonly Level[] {
    const changes = this.#spans.flatMap(({ from, until, values }): Change[] => {
      const text = values[column];
      if (text === undefined || text === null) return [];
      const value = fromText(text);
      const begin = { day: from, value, inForce: 1 };
      return until === null ? [begin] : [begin, { day: until, value: subtract(ZERO, value), inForce: -1 }];
    });
    const levels: Level[] = [];
    for (const { day, value, inForce } of changes.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
      const last = levels.at(-1);
      const level = { from: day, total: add(last?.total ?? ZERO, value), inForce: (last?.inForce ?? 0) + inForce };
      if (last?.from === day) levels[levels.length - 1] = level;
      else levels.push(level);
    }
    this.#levels.set(column, levels);
    return levels;
  }
}

interface Change {
  readonly day: string;
  readonly value: Rational;
  readonly inForce: number;
}

interface Level {
  readonly from: string;
  readonly total: Rational;
  /** How many spans hold. */
  readonly inForce: number;
}

/** How many of the items, which rise by day, lie on or before a day. */
function countUpTo<T>(items: readonly T[], day: string, dayOf: (item: T) => string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && dayOf(item) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
