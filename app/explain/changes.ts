import { findStream } from '../../ingest/streams.ts';
import type { Rational } from '../../indicators/rational.ts';
import { add, compare, subtract, ZERO } from '../../indicators/rational.ts';
import type { Contribution, Role } from './reports.ts';

/**
 * - `new`, `gone`: a report where there was none, none where there was one.
 * - `newer`, `older`: a report about a later, or an earlier, moment is in force.
 * - `revised`: the same moment or period in another revision.
 * - `changed`: entities of an inventory.
 * - `counted`, `set_aside`: the same report now stands for others, or another now stands for it.
 */
export type ChangeKind = 'new' | 'gone' | 'newer' | 'older' | 'revised' | 'changed' | 'counted' | 'set_aside';

/** One report's part in a difference. */
export interface Change {
  readonly kind: ChangeKind;
  readonly before?: Contribution;
  readonly after?: Contribution;
  readonly change: Rational;
}

/** A part of the formula, then and now; the changes of its reports add up to its own. */
export interface PartDiff {
  readonly role: Role;
  readonly isBase: boolean;
  readonly before: Rational;
  readonly after: Rational;
  readonly change: Rational;
  /** The greatest first. */
  readonly changes: readonly Change[];
}

export function changesOf(before: readonly Contribution[], after: readonly Contribution[]): readonly PartDiff[] {
  const parts = new Map([...after, ...before].map((one) => [partKey(one), one]));
  return [...parts].map(([key, { role, isBase }]) => {
    const [old, now] = [before, after].map((all) => byReport(all.filter((one) => partKey(one) === key)));
    const reports = [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])];
    const changes = reports.flatMap((report) => changeOf(old?.get(report), now?.get(report)));
    const totals = [old, now].map((all) => total([...(all?.values() ?? [])].map(brought)));
    const [was = ZERO, is = ZERO] = totals;
    return {
      role,
      isBase,
      before: was,
      after: is,
      change: subtract(is, was),
      changes: changes.sort((a, b) => compare(size(b.change), size(a.change))),
    };
  });
}

function partKey({ role, isBase }: Contribution): string {
  return `${role}${isBase ? ' base' : ''}`;
}

function byReport(all: readonly Contribution[]): ReadonlyMap<string, Contribution> {
  return new Map(
    all.map((one) => {
      const { carrier, district, subject, part } = one.report;
      return [JSON.stringify([one.stream, carrier, district, subject, part]), one];
    }),
  );
}

function changeOf(before: Contribution | undefined, after: Contribution | undefined): readonly Change[] {
  const change = subtract(brought(after), brought(before));
  if (before === undefined) return after === undefined ? [] : [{ kind: 'new', after, change }];
  if (after === undefined) return [{ kind: 'gone', before, change }];
  const kind = kindOf(before, after);
  return kind === undefined ? [] : [{ kind, before, after, change }];
}

function kindOf(before: Contribution, after: Contribution): ChangeKind | undefined {
  const isSameReport = ORIGIN.every((name) => before.report[name] === after.report[name]);
  const isSameValue = compare(before.value, after.value) === 0;
  const kind = findStream(after.stream)?.kind;
  if (kind === 'inventory' || kind === 'sample') {
    if (!isSameReport || !isSameValue) return 'changed';
  } else if (!isSameReport || !isSameValue) {
    // A flow's report is about its period, whenever it says it was observed.
    if (kind === 'flow' || before.report.observedAt === after.report.observedAt) return 'revised';
    return BigInt(after.report.observedAt ?? 0) > BigInt(before.report.observedAt ?? 0) ? 'newer' : 'older';
  }
  if (before.counted === after.counted) return undefined;
  return after.counted ? 'counted' : 'set_aside';
}

const ORIGIN = ['observedAt', 'revision', 'entities'] as const;

function brought(one: Contribution | undefined): Rational {
  return one?.counted === true ? one.value : ZERO;
}

function total(values: readonly Rational[]): Rational {
  return values.reduce(add, ZERO);
}

function size(value: Rational): Rational {
  return value.n < 0n ? subtract(ZERO, value) : value;
}
