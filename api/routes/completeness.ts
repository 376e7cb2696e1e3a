import { z } from 'zod';
import { toCompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import type { ReportPeriod } from '../../indicators/trust/reporting.ts';
import { firstDayOf, lastDayOf, PERIOD } from '../../ingest/period.ts';
import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import { carrier, city, district, knownAt, state, stream } from '../lists/parameters.ts';
import { reportScope, scopeFilter, within } from '../lists/scope-filter.ts';
import type { ReportingReader } from '../ports.ts';
import { COMPLETENESS_COLUMNS, toCompletenessRows } from '../rows/completeness.ts';
import { namingOfCatalogue } from '../rows/naming.ts';

const period = {
  period: z
    .string()
    .max(20)
    .refine((text) => PERIOD.test(text), {
      params: { text: { zh: '写成 2025-12 或 2025-Q4', en: 'write it as 2025-12 or 2025-Q4' } },
    })
    .optional()
    .describe('月或季度，默认最近一个应报月。A month or quarter; default: the latest month whose reports were overdue'),
};

/** Who has reported what: a row for each report that a duty asks for. */
export const completeness = (reader: ReportingReader): AnyList =>
  list({
    path: '/v1/completeness',
    tag: 'figures',
    name: { zh: '报送情况', en: 'Completeness' },
    summary: { zh: '谁报送了什么', en: 'who has reported what' },
    access: 'read',
    forDistricts: true,
    columns: COMPLETENESS_COLUMNS,
    filters: { ...period, ...stream, ...city, ...district, ...carrier, ...state, ...knownAt },
    rows: async (question) => {
      const { query, evaluation, choices, knownAt: known } = question;
      const streams = choices.streams(query.stream);
      const isMeant = scopeFilter(question);
      const found =
        query.period === undefined
          ? evaluation.evaluations
          : await reader.read({ period: periodNamed(query.period), knownAt: known.moment });
      const naming = namingOfCatalogue(evaluation.catalogue);
      return found.flatMap(({ place: { profile }, completeness: { duties, period: asked } }) => {
        const document = toCompletenessDocument(profile, duties, { period: asked.name, knownAt: known.text });
        const isSimulated = evaluation.simulated.has(profile.id);
        return toCompletenessRows(document, { naming, isSimulated }).filter((row) => {
          const { district_code: code, carrier: by } = row;
          return (
            within(streams, String(row.stream)) &&
            (query.state?.some((one) => one === row.state) ?? true) &&
            isMeant(reportScope(profile.city, { district: String(code), carrier: String(by) }))
          );
        });
      });
    },
  });

function periodNamed(name: string): ReportPeriod {
  return { name, from: firstDayOf(name), to: lastDayOf(name) };
}
