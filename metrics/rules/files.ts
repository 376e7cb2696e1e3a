import type { Catalogue } from '../../indicators/catalogue.ts';
import { pipelineRules } from './pipeline-rules.ts';
import { planRules } from './plan-rules.ts';
import { REPORT_RULES } from './report-rules.ts';
import type { RuleOptions } from './rule.ts';
import { toRulesFile } from './rule.ts';
import { VERDICT_RULES } from './verdict-rules.ts';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Where the runbooks of the repository lie. */
export const RUNBOOKS = 'docs/runbooks';

/** Every file of rules: one for all plans, one for each, one for reports and one for the program. */
export function rulesFiles(
  { indicators, plans }: Pick<Catalogue, 'indicators' | 'plans'>,
  options: RuleOptions = { runbooks: RUNBOOKS },
): readonly NamedText[] {
  return [
    { name: 'verdicts.yml', text: toRulesFile([VERDICT_RULES], options) },
    ...[...plans.values()].map((plan) => ({
      name: `plan-${plan.id}.yml`,
      text: toRulesFile([planRules(plan, { indicators })], options),
    })),
    { name: 'reports.yml', text: toRulesFile([REPORT_RULES], options) },
    { name: 'pipeline.yml', text: toRulesFile([pipelineRules([...plans.keys()])], options) },
  ];
}
