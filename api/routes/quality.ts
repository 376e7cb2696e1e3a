import { toDoubtDocument } from '../../indicators/documents/quality-document.ts';
import { list } from '../lists/list.ts';
import { asOf, carrier, city, district, knownAt, stream } from '../lists/parameters.ts';
import { reportScope, scopeFilter, within } from '../lists/scope-filter.ts';
import { DOUBT_COLUMNS, toDoubtRows } from '../rows/doubts.ts';
import { namingOfCatalogue } from '../rows/naming.ts';

/** Accepted figures that something speaks against. */
export const quality = list({
  path: '/v1/quality',
  tag: 'figures',
  name: { zh: '存疑数据', en: 'Quality' },
  summary: { zh: '已接收但存疑的数据', en: 'accepted figures that something speaks against' },
  access: 'read',
  forDistricts: true,
  columns: DOUBT_COLUMNS,
  filters: { ...stream, ...city, ...district, ...carrier, ...asOf, ...knownAt },
  rows: (question) => {
    const { query, evaluation, choices } = question;
    const streams = choices.streams(query.stream);
    const isMeant = scopeFilter(question);
    const naming = namingOfCatalogue(evaluation.catalogue);
    return evaluation.evaluations.flatMap(({ place: { profile }, doubts }) => {
      const isSimulated = evaluation.simulated.has(profile.id);
      return doubts.flatMap((doubt) => {
        const about = doubt.about.filter(
          (one) => within(streams, one.stream) && isMeant(reportScope(profile.city, one)),
        );
        return toDoubtRows(toDoubtDocument(profile.id, { ...doubt, about }), { naming, isSimulated });
      });
    });
  },
});
