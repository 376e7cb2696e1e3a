import type { ChallengeDocument } from '../../indicators/challenge.ts';
import { CHALLENGE_STATES } from '../../indicators/challenge.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import type { Naming } from './naming.ts';
import { flatScope } from './naming.ts';

export const CHALLENGE_COLUMNS = [
  column('id', 'text', ['编号', 'Id']),
  { ...column('state', 'text', ['状态', 'State']), words: CHALLENGE_STATES },
  column('indicator', 'text', ['指标代码', 'Indicator']),
  column('indicator_name', 'text', ['指标', 'Indicator name']),
  column('level', 'text', ['层级', 'Level']),
  column('city', 'text', ['城市代码', 'City']),
  column('district_code', 'text', ['区划代码', 'District code']),
  column('district', 'text', ['区县', 'District']),
  column('carrier', 'text', ['运营商代码', 'Carrier']),
  column('carrier_name', 'text', ['运营商', 'Carrier name']),
  column('as_of', 'date', ['业务时点', 'As of']),
  column('value', 'text', ['当时数值', 'Value then']),
  column('reason', 'text', ['理由', 'Reason']),
  column('opened_at', 'moment', ['提出时刻', 'Opened']),
  column('opened_by', 'text', ['提出者', 'Opened by']),
  column('closed_at', 'moment', ['关闭时刻', 'Closed']),
  column('closed_by', 'text', ['关闭者', 'Closed by']),
  column('answer', 'text', ['答复', 'Answer']),
  column('corrected_value', 'text', ['更正后数值', 'Corrected value']),
] as const;

export type ChallengeRow = RowOf<typeof CHALLENGE_COLUMNS>;

export function toChallengeRow(document: ChallengeDocument, naming: Naming): ChallengeRow {
  const { scope, closed_at = null, closed_by = null, answer = null, corrected_value = null, ...rest } = document;
  const closing = { closed_at, closed_by, answer, corrected_value };
  return { ...rest, ...flatScope(scope, naming), indicator_name: naming.indicator(document.indicator), ...closing };
}
