import { dayOf } from '../../indicators/calendar.ts';
import type { DefinitionChange } from '../../indicators/definition-change.ts';
import { changesBetween } from '../../indicators/definition-change.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Explanation } from './explain.ts';
import type { PartDiff } from './changes.ts';
import { changesOf } from './changes.ts';
import type { ComponentDiff } from './components.ts';
import { componentsDiff } from './components.ts';

/** One number asked for twice: as of another day, or as known at another moment. */
export interface Difference {
  readonly before: Explanation;
  readonly after: Explanation;
  /** The times of the number that is compared with, as they were asked for. */
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly parts: readonly PartDiff[];
  /** Of an index, which has no parts. */
  readonly components: readonly ComponentDiff[];
  /** The targets whose verdict, rule or milestone is another. */
  readonly verdicts: readonly { readonly before: Verdict; readonly after: Verdict }[];
  /**
   * The definition and the plans that both numbers were made with, today's, and what was changed in them between the
   * two times: a number that was published then may have followed an earlier version.
   */
  readonly definitions: readonly DefinitionDiff[];
}

export interface DefinitionDiff {
  readonly kind: 'indicator' | 'plan';
  readonly id: string;
  readonly version: number;
  readonly changes: readonly DefinitionChange[];
}

/** The days and the moments of knowledge (epoch milliseconds; null: now) of the two numbers. */
export interface ComparedTimes {
  readonly asOf: readonly [string, string];
  readonly knownAt: readonly [number | null, number | null];
  readonly now: number;
}

export function differenceOf(
  before: Explanation,
  after: Explanation,
  { times, ...asked }: Pick<Difference, 'asOf' | 'knownAt'> & { readonly times: ComparedTimes },
): Difference {
  const verdicts = after.verdicts.flatMap((is) => {
    const was = before.verdicts.find(({ plan, target }) => plan.id === is.plan.id && target.id === is.target.id);
    const isSame = was?.verdict === is.verdict && was.rule === is.rule && was.milestone?.date === is.milestone?.date;
    return was === undefined || isSame ? [] : [{ before: was, after: is }];
  });
  const parts = changesOf(before.reports, after.reports);
  const components = componentsDiff(before.value, after.value);
  return { before, after, ...asked, parts, components, verdicts, definitions: definitionsOf(after, times) };
}

function definitionsOf({ profile, value, verdicts }: Explanation, times: ComparedTimes): readonly DefinitionDiff[] {
  const known = times.knownAt.map((moment) => dayOf(moment ?? times.now, profile.zone));
  const spans = [times.asOf, known];
  const plans = new Map(verdicts.map(({ plan }) => [plan.id, plan]));
  const used = [
    { kind: 'indicator' as const, one: value.indicator },
    ...[...plans.values()].map((plan) => ({ kind: 'plan' as const, one: plan })),
  ];
  return used.map(({ kind, one }) => ({
    kind,
    id: one.id,
    version: one.version,
    changes: (one.changes ?? []).filter((change) =>
      spans.some(([from = '', to = '']) => changesBetween([change], from, to).length > 0),
    ),
  }));
}
