import { findStream } from '../../ingest/streams.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Scope } from '../../indicators/scope.ts';
import { covers, placeOf } from '../../indicators/scope.ts';
import type { FailedCondition, Failure } from '../../store/failures.ts';
import { readFailures } from '../../store/failures.ts';
import type { EvaluateDeps, Times } from '../evaluating/evaluate.ts';
import type { Language } from '../terminal/language.ts';

/**
 * The items of a programme that were examined and do not count, because they fail a condition of their acceptance.
 * Empty for an indicator that counts nothing that is accepted.
 */
export async function failedItems(
  { asker, catalogue }: Pick<EvaluateDeps, 'asker' | 'catalogue'>,
  profile: Profile,
  { indicator, scope, asOf, knownAt }: Times & { indicator: Indicator; scope: Scope },
): Promise<readonly Failure[]> {
  const { formula } = indicator;
  if (formula.kind !== 'plain' || formula.of.kind !== 'count') return [];
  const stream = findStream(formula.of.stream);
  // Only what is accepted can fail: a port of an older technology has failed nothing.
  if (stream?.effective === undefined) return [];
  const districts = [...placeOf(profile, catalogue.registries).codes].sort();
  const { where } = formula.of;
  const found = await readFailures(asker, { stream, where, asOf, zone: profile.zone, knownAt, districts });
  return found.filter((one) => covers(scope, one));
}

/** `positions_passed 89 < 0.9 × 100`. */
export function failureText({ field, value, condition, of }: FailedCondition, language: Language): string {
  switch (condition.kind) {
    case 'at_least': {
      const factor = condition.of === undefined || condition.bound === '1' ? '' : `${condition.bound} × `;
      const bound = condition.of === undefined ? condition.bound : `${factor}${of ?? ''} (${condition.of})`;
      return `${field} ${value} < ${bound}`;
    }
    case 'at_most':
      return `${field} ${value} > ${condition.bound}`;
    case 'one_of':
      return `${field} ${value} ≠ ${condition.words.join(language === 'zh' ? '、' : ', ')}`;
    case 'from':
      return `${field} ${value} < ${condition.day}`;
    default:
      return condition satisfies never;
  }
}
