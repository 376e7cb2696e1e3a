import type { Verdict } from '../indicators/verdict.ts';
import type { Explanation } from './explain.ts';
import type { PartDiff } from './explain-changes.ts';
import { changesOf } from './explain-changes.ts';

/** One number asked for twice: as of another day, or as known at another moment. */
export interface Difference {
  readonly before: Explanation;
  readonly after: Explanation;
  /** The times of the number that is compared with, as they were asked for. */
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly parts: readonly PartDiff[];
  /** The targets whose verdict, rule or milestone is another. */
  readonly verdicts: readonly { readonly before: Verdict; readonly after: Verdict }[];
}

export function differenceOf(
  before: Explanation,
  after: Explanation,
  times: Pick<Difference, 'asOf' | 'knownAt'>,
): Difference {
  const verdicts = after.verdicts.flatMap((is) => {
    const was = before.verdicts.find(({ plan, target }) => plan.id === is.plan.id && target.id === is.target.id);
    const isSame = was?.verdict === is.verdict && was.rule === is.rule && was.milestone?.date === is.milestone?.date;
    return was === undefined || isSame ? [] : [{ before: was, after: is }];
  });
  return { before, after, ...times, parts: changesOf(before.reports, after.reports), verdicts };
}
