import type { CompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import type { RowOf, Table } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import { STATE_WORDS } from '../words.ts';
import type { Naming } from './naming.ts';
import { wordOf } from './naming.ts';

export const COMPLETENESS_COLUMNS = [
  column('profile', 'text', ['城市档案', 'Profile']),
  column('stream', 'text', ['数据流', 'Stream']),
  column('subject', 'text', ['内容', 'Subject']),
  column('every', 'text', ['频次', 'Every']),
  column('period', 'text', ['报告期', 'Period']),
  column('due', 'date', ['截止日', 'Due']),
  column('carrier', 'text', ['运营商代码', 'Carrier']),
  column('carrier_name', 'text', ['运营商', 'Carrier name']),
  column('district_code', 'text', ['区划代码', 'District code']),
  column('district', 'text', ['区', 'District']),
  column('state', 'text', ['状态代码', 'State']),
  column('state_name', 'text', ['状态', 'State (Chinese)']),
  column('first_received_at', 'moment', ['首次收到', 'First received']),
  column('latest_received_at', 'moment', ['最近收到', 'Latest received']),
  column('revision', 'number', ['修订号', 'Revision']),
  column('why', 'text', ['缺报原因', 'Why it is lacking']),
  column('last', 'date', ['最近报送', 'Last report']),
  column('known_at', 'moment', ['所知时点', 'Known at']),
  column('simulated', 'boolean', ['演示数据', 'Simulated']),
] as const;

export type CompletenessRow = RowOf<typeof COMPLETENESS_COLUMNS>;

/** A row for each report that a duty asks for. */
export function toCompletenessRows(
  { profile, known_at, duties }: CompletenessDocument,
  { naming, isSimulated }: { readonly naming: Naming; readonly isSimulated: boolean },
): readonly CompletenessRow[] {
  return duties.flatMap(({ stream, subject, every, period, due, reports }) =>
    reports.map((report) => ({
      ...{ profile, stream, subject, every, period, due },
      carrier: report.carrier,
      carrier_name: naming.carrier(report.carrier),
      district_code: report.district,
      district: naming.district(report.district),
      state: report.state,
      state_name: wordOf(STATE_WORDS, report.state),
      first_received_at: report.first_received_at ?? null,
      latest_received_at: report.latest_received_at ?? null,
      revision: report.revision ?? null,
      why: report.why ?? null,
      last: report.last ?? null,
      known_at,
      simulated: isSimulated,
    })),
  );
}

export function completenessTable(rows: readonly CompletenessRow[]): Table {
  return { name: { zh: '报送情况', en: 'Completeness' }, columns: COMPLETENESS_COLUMNS, rows };
}
