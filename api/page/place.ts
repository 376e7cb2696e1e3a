import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Challenge } from '../../indicators/challenge.ts';
import type { Evaluation } from '../../indicators/evaluation.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { Completeness } from '../../indicators/trust/reporting.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Markup } from './html.ts';
import { both, html } from './html.ts';
import { attention } from './attention.ts';
import { openDisputes } from './challenges.ts';
import { counts } from './marks.ts';
import { matrix } from './matrix.ts';
import { planTables } from './plan-tables.ts';
import { reporting } from './reporting.ts';
import { tiles } from './tiles.ts';

export interface PlaceView {
  readonly evaluation: Evaluation;
  /** Of the month that the page is about. */
  readonly completeness: Completeness;
  readonly isSimulated: boolean;
  /** Those of the place that are open. */
  readonly challenges: readonly Challenge[];
}

/** One place: its verdicts by district, the tables of its plans, who has not reported. */
export function placeSection(
  catalogue: Catalogue,
  { evaluation, completeness, isSimulated, challenges }: PlaceView,
): Markup {
  const { place, asOf, verdicts } = evaluation;
  const { profile } = place;
  const printed = verdicts.filter(({ derived }) => !derived);
  const hasDistricts = profile.district === undefined && profile.districts.length > 1;
  const files = ['csv', 'xlsx'].map(
    (format) => html` <a href="/v1/verdicts?city=${profile.city}&amp;format=${format}">${format.toUpperCase()}</a>`,
  );
  return html`<section class="place" id="${profile.id}">
    <h2>
      ${both(profile.name)}${isSimulated ? html` <span class="demo">演示数据 <span lang="en">demo</span></span>` : null}
    </h2>
    <p class="times">
      ${both({ zh: '截至', en: 'as of' })} <time datetime="${asOf}">${asOf}</time> · ${printed.length}
      ${both({ zh: '个目标', en: 'targets' })} ·${files}
    </p>
    ${counts(printed)} ${attention(catalogue, profile, printed)}
    ${
      hasDistricts
        ? html`<h3>${both({ zh: '各区一览', en: 'districts at a glance' })}</h3>
            <div class="glance">${tiles(catalogue, profile, verdicts)}${matrix(catalogue, profile, verdicts)}</div>`
        : null
    }
    ${[...byPlan(printed)].map(([plan, own]) => planTables(catalogue, profile, { plan, verdicts: own }))}
    <h3>${both({ zh: '报送情况', en: 'who has reported' })}</h3>
    ${reporting(catalogue, completeness)} ${openDisputes(catalogue, profile, challenges)}
  </section>`;
}

function byPlan(verdicts: readonly Verdict[]): ReadonlyMap<Plan, readonly Verdict[]> {
  const plans = new Map<Plan, Verdict[]>();
  for (const one of verdicts) plans.set(one.plan, [...(plans.get(one.plan) ?? []), one]);
  return plans;
}
