import type { Level } from '../../indicators/indicator.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Question } from './list.ts';
import type { ScopeQuery } from './scope-filter.ts';
import { scopeFilter, within } from './scope-filter.ts';

/** The filters that say which targets are meant. */
export interface VerdictQuery extends ScopeQuery {
  readonly plan?: readonly string[] | undefined;
  readonly indicator?: readonly string[] | undefined;
  readonly level?: readonly Level[] | undefined;
}

/**
 * Whether a verdict is asked for: without a level those on cells that documents print, with one those that are derived
 * there too, and with `derive` any. Throws a Problem for values of filters that do not exist.
 */
export function verdictsMeant(
  question: Question<VerdictQuery>,
  { derive = false }: { readonly derive?: boolean } = {},
): (one: Verdict) => boolean {
  const { query, choices } = question;
  const plans = choices.plans(query.plan);
  const indicators = choices.indicators(query.indicator);
  const isMeant = scopeFilter(question);
  return ({ plan, target, scope, derived }) =>
    (derive || query.level !== undefined || !derived) &&
    within(plans, plan.id) &&
    within(indicators, target.indicator) &&
    isMeant(scope);
}
