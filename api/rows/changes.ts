import { toVerdictDocument } from '../../indicators/documents/documents.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import { VERDICT_WORDS } from '../words.ts';
import type { Naming } from './naming.ts';
import { flatScope, wordOf } from './naming.ts';
import { TARGET_COLUMNS } from './target-columns.ts';

export const CHANGE_COLUMNS = [
  ...TARGET_COLUMNS,
  column('since', 'date', ['起点', 'Since']),
  column('as_of', 'date', ['业务时点', 'As of']),
  column('known_at', 'moment', ['所知时点', 'Known at']),
  column('verdict_before', 'text', ['原结论代码', 'Verdict before']),
  column('verdict_before_name', 'text', ['原结论', 'Verdict before (Chinese)']),
  column('verdict', 'text', ['结论代码', 'Verdict']),
  column('verdict_name', 'text', ['结论', 'Verdict (Chinese)']),
  column('value_before', 'figure', ['原指标值', 'Value before']),
  column('value', 'figure', ['指标值', 'Value']),
  column('target_value', 'figure', ['目标值', 'Target value']),
  column('unit', 'text', ['单位', 'Unit']),
  column('derived', 'boolean', ['推导目标', 'Derived']),
  column('simulated', 'boolean', ['演示数据', 'Simulated']),
] as const;

export type ChangeRow = RowOf<typeof CHANGE_COLUMNS>;

/** One target that was judged otherwise at an earlier day. */
export function toChangeRow(
  { before, after }: { readonly before: Verdict; readonly after: Verdict },
  { naming, isSimulated, knownAt }: { naming: Naming; isSimulated: boolean; knownAt: string | null },
): ChangeRow {
  const then = toVerdictDocument(before, knownAt);
  const now = toVerdictDocument(after, knownAt);
  return {
    plan: now.plan,
    plan_title: naming.plan(now.plan),
    target: now.target,
    indicator: now.indicator,
    indicator_name: naming.indicator(now.indicator),
    ...flatScope(now.scope, naming),
    since: then.as_of,
    as_of: now.as_of,
    known_at: now.known_at,
    verdict_before: then.verdict,
    verdict_before_name: wordOf(VERDICT_WORDS, then.verdict),
    verdict: now.verdict,
    verdict_name: wordOf(VERDICT_WORDS, now.verdict),
    value_before: then.value.value,
    value: now.value.value,
    target_value: now.target_value,
    unit: now.value.unit,
    derived: now.derived,
    simulated: isSimulated,
  };
}
