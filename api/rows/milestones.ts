import { fromText, toNumber } from '../../indicators/rational.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import type { Naming } from './naming.ts';
import { flatScope } from './naming.ts';
import { TARGET_COLUMNS } from './target-columns.ts';

export const MILESTONE_COLUMNS = [
  ...TARGET_COLUMNS,
  column('date', 'date', ['截止', 'By the end of']),
  column('value', 'figure', ['应达到（累计）', 'Value asked for, cumulative']),
  column('unit', 'text', ['单位', 'Unit']),
  column('is_due', 'boolean', ['到期', 'Due date']),
  column('derived', 'boolean', ['推导目标', 'Derived']),
] as const;

export type MilestoneRow = RowOf<typeof MILESTONE_COLUMNS>;

/** The way to a target: its milestones and, where none falls on it, the due date. A standing criterion has none. */
export function toMilestoneRows({ plan, target, scope, derived, value }: Verdict, naming: Naming): MilestoneRow[] {
  const { id, indicator, due, milestones } = target;
  const atEnd = due !== null && target.value !== null && !milestones.some(({ date }) => date === due);
  return [...milestones, ...(atEnd ? [{ date: due, value: target.value }] : [])].map((one) => ({
    plan: plan.id,
    plan_title: naming.plan(plan.id),
    target: id,
    indicator,
    indicator_name: naming.indicator(indicator),
    ...flatScope(scope, naming),
    date: one.date,
    value: toNumber(fromText(one.value)),
    unit: value.indicator.unit,
    is_due: one.date === due,
    derived,
  }));
}
