import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Indicator, Level } from '../../indicators/indicator.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { Profile } from '../../indicators/profile.ts';
import { plansOf } from '../../indicators/profile.ts';
import { ownScope } from '../../indicators/scope.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Failure } from '../../store/failures.ts';
import type { Definitions } from '../opening/definitions.ts';
import type { EvaluateDeps } from '../evaluating/evaluate.ts';
import { evaluateVerdicts } from '../evaluating/evaluate.ts';
import { failedItems } from './failed-items.ts';
import { wrong } from '../terminal/failure.ts';
import type { KnownAt } from '../terminal/request.ts';
import { asOfDay } from '../terminal/request.ts';
import { suggestion } from '../terminal/suggest.ts';

/** One place's verdicts at a day. */
export interface Scorecard {
  readonly profile: Profile;
  readonly asOf: string;
  readonly verdicts: readonly Verdict[];
  /** Items of a programme that were examined and do not count, by indicator. */
  readonly failures: ReadonlyMap<Indicator, readonly Failure[]>;
}

export interface ScorecardRequest {
  readonly plan: string | undefined;
  /** As typed; today where it was not. */
  readonly asOf: string | undefined;
  readonly known: KnownAt;
  readonly level: Level | undefined;
  /** Cells that no document prints too. */
  readonly derive: boolean;
  readonly now: number;
}

/** The verdicts of every place whose plans include the one asked for. */
export async function scorecardsOf(
  deps: EvaluateDeps,
  profiles: readonly Profile[],
  { plan, asOf, known, level, derive, now }: ScorecardRequest,
): Promise<readonly Scorecard[]> {
  const cards: Scorecard[] = [];
  for (const profile of profiles) {
    const plans = chosenPlans(deps.catalogue, profile, plan);
    if (plans.length === 0) continue;
    const day = asOfDay(asOf, { zone: profile.zone, now });
    const request = { asOf: day, knownAt: known.moment, plans, level, derive };
    const verdicts = await evaluateVerdicts(deps, profile, request);
    const failures = new Map<Indicator, readonly Failure[]>();
    for (const indicator of new Set(verdicts.map(({ value }) => value.indicator))) {
      const scope = ownScope(profile);
      const own = await failedItems(deps, profile, { indicator, scope, asOf: day, knownAt: known.moment });
      if (own.length > 0) failures.set(indicator, own);
    }
    cards.push({ profile, asOf: day, verdicts, failures });
  }
  return cards;
}

/** The plans that a place follows, or of them the one asked for. */
export function chosenPlans({ plans }: Catalogue, profile: Profile, asked: string | undefined): readonly Plan[] {
  return plansOf(profile, plans).filter(({ id }) => asked === undefined || id === asked);
}

/** Throws a Failure for a plan that is unknown, or that no chosen place applies. */
export function checkPlan({ catalogue, profiles }: Definitions, id: string | undefined): Plan | undefined {
  if (id === undefined) return undefined;
  const plan = catalogue.plans.get(id);
  if (plan === undefined)
    throw wrong({ zh: `没有文件“${id}”`, en: `there is no plan "${id}"` }, suggestion(id, [...catalogue.plans.keys()]));
  if (!profiles.some(({ plans }) => plans.includes(id)))
    throw wrong(
      { zh: `所选城市档案都不适用文件“${id}”`, en: `no chosen profile applies the plan "${id}"` },
      { zh: '换一个 --profile', en: 'choose another --profile' },
    );
  return plan;
}
