import { toValueDocument } from '../../indicators/documents/documents.ts';
import { list } from '../lists/list.ts';
import { asOf, carrier, city, district, indicator, knownAt, level } from '../lists/parameters.ts';
import { scopeFilter, within } from '../lists/scope-filter.ts';
import { namingOfCatalogue } from '../rows/naming.ts';
import { toValueRow, VALUE_COLUMNS } from '../rows/values.ts';

/** Values of one day, at every level where none is asked for. */
export const values = list({
  path: '/v1/values',
  tag: 'figures',
  name: { zh: '指标值', en: 'Values' },
  summary: { zh: '指标值及其分子分母', en: 'values of indicators with their parts' },
  access: 'read',
  forDistricts: true,
  columns: VALUE_COLUMNS,
  filters: { ...indicator, ...city, ...district, ...carrier, ...level, ...asOf, ...knownAt },
  rows: (question) => {
    const { query, evaluation, choices, knownAt: known } = question;
    const indicators = choices.indicators(query.indicator, query.level);
    const isMeant = scopeFilter(question);
    const naming = namingOfCatalogue(evaluation.catalogue);
    return evaluation.evaluations.flatMap(({ place, values: own }) => {
      const isSimulated = evaluation.simulated.has(place.profile.id);
      return own
        .filter((value) => within(indicators, value.indicator.id) && isMeant(value.scope))
        .map((value) => toValueRow(toValueDocument(value, known.text), { naming, isSimulated }));
    });
  },
});
