import { column } from '../tables/table.ts';
import { SCOPE_COLUMNS } from './values.ts';

/** Which target a row is about, and whom. */
export const TARGET_COLUMNS = [
  column('plan', 'text', ['规划代码', 'Plan']),
  column('plan_title', 'text', ['文件', 'Document']),
  column('target', 'text', ['目标代码', 'Target']),
  column('indicator', 'text', ['指标代码', 'Indicator']),
  column('indicator_name', 'text', ['指标', 'Indicator name']),
  ...SCOPE_COLUMNS,
] as const;
