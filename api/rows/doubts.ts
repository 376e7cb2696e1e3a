import type { DoubtDocument } from '../../indicators/documents/quality-document.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import { DOUBT_WORDS } from '../words.ts';
import type { Naming } from './naming.ts';
import { wordOf } from './naming.ts';

export const DOUBT_COLUMNS = [
  column('profile', 'text', ['城市档案', 'Profile']),
  column('kind', 'text', ['存疑代码', 'Kind']),
  column('kind_name', 'text', ['存疑原因', 'Kind (Chinese)']),
  column('rule', 'text', ['规则', 'Rule']),
  column('stream', 'text', ['数据流', 'Stream']),
  column('subject', 'text', ['内容', 'Subject']),
  column('carrier', 'text', ['运营商代码', 'Carrier']),
  column('carrier_name', 'text', ['运营商', 'Carrier name']),
  column('district_code', 'text', ['区划代码', 'District code']),
  column('district', 'text', ['区', 'District']),
  column('observed_on', 'date', ['数据日期', 'Observed on']),
  column('figure', 'number', ['数值', 'Figure']),
  column('against', 'number', ['参照值', 'Held against']),
  column('reason', 'text', ['说明', 'Reason']),
  column('details', 'text', ['细节', 'Details']),
  column('simulated', 'boolean', ['演示数据', 'Simulated']),
] as const;

export type DoubtRow = RowOf<typeof DOUBT_COLUMNS>;

/** A row for each report that is doubted; where several are held against one another, one for each. */
export function toDoubtRows(
  { profile, kind, rule, about, observed_on, figure, against, reason, details }: DoubtDocument,
  { naming, isSimulated }: { readonly naming: Naming; readonly isSimulated: boolean },
): readonly DoubtRow[] {
  return about.map(({ stream, subject = null, carrier = null, district = null }) => ({
    profile,
    kind,
    kind_name: wordOf(DOUBT_WORDS, kind),
    rule,
    stream,
    subject,
    carrier,
    carrier_name: carrier === null ? null : naming.carrier(carrier),
    district_code: district,
    district: district === null ? null : naming.district(district),
    ...{ observed_on, figure, against, reason },
    details: details.join('; '),
    simulated: isSimulated,
  }));
}
