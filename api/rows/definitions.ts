import type { Indicator } from '../../indicators/indicator.ts';
import { remarkIn } from '../../indicators/indicator.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';

export const INDICATOR_COLUMNS = [
  column('indicator', 'text', ['指标代码', 'Indicator']),
  column('indicator_name', 'text', ['指标', 'Indicator name']),
  column('indicator_name_en', 'text', ['英文名', 'English name']),
  column('unit', 'text', ['单位', 'Unit']),
  column('levels', 'text', ['层级', 'Levels']),
  column('formula', 'text', ['公式类型', 'Kind of formula']),
  column('authority', 'text', ['制定者', 'Authority']),
  column('plan', 'text', ['规划代码', 'Plan']),
  column('clause', 'text', ['条款', 'Clause']),
  column('text', 'text', ['原文', 'Words of the document']),
  column('notes', 'text', ['说明', 'Notes']),
  column('notes_en', 'text', ['英文说明', 'Notes in English']),
  column('version', 'text', ['版本', 'Version']),
  column('sha256', 'text', ['内容哈希', 'Content hash']),
] as const;

export type IndicatorRow = RowOf<typeof INDICATOR_COLUMNS>;

/** @param sha256 of the definition's content. */
export function toIndicatorRow(indicator: Indicator, sha256: string | null): IndicatorRow {
  const { document } = indicator;
  return {
    indicator: indicator.id,
    indicator_name: indicator.name.zh,
    indicator_name_en: indicator.name.en,
    unit: indicator.unit,
    levels: indicator.levels.join(' '),
    formula: indicator.formula.kind,
    authority: indicator.authority,
    plan: document.plan,
    clause: document.clause,
    text: document.text,
    notes: indicator.notes === undefined ? null : remarkIn(indicator.notes, 'zh'),
    notes_en: indicator.notes === undefined ? null : remarkIn(indicator.notes, 'en'),
    version: String(indicator.version),
    sha256,
  };
}

export const PLAN_COLUMNS = [
  column('plan', 'text', ['规划代码', 'Plan']),
  column('plan_title', 'text', ['文件', 'Document']),
  column('plan_title_en', 'text', ['英文标题', 'English title']),
  column('issuers', 'text', ['发文机关', 'Issuers']),
  column('document_number', 'text', ['文号', 'Document number']),
  column('date', 'date', ['日期', 'Date']),
  column('jurisdiction', 'text', ['适用区划', 'Jurisdiction']),
  column('targets', 'number', ['目标数', 'Targets']),
  column('tasks', 'number', ['任务数', 'Tasks']),
  column('notes', 'text', ['说明', 'Notes']),
  column('version', 'text', ['版本', 'Version']),
  column('sha256', 'text', ['内容哈希', 'Content hash']),
] as const;

export type PlanRow = RowOf<typeof PLAN_COLUMNS>;

/** @param sha256 of the plan's content. */
export function toPlanRow(plan: Plan, sha256: string | null): PlanRow {
  return {
    plan: plan.id,
    plan_title: plan.title.zh,
    plan_title_en: plan.title.en,
    issuers: plan.issuers.join('、'),
    document_number: plan.number,
    date: plan.date,
    jurisdiction: plan.jurisdiction,
    targets: plan.targets.length,
    tasks: plan.tasks.length,
    notes: plan.notes ?? null,
    version: String(plan.version),
    sha256,
  };
}
