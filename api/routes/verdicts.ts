import { toVerdictDocument } from '../../indicators/documents/documents.ts';
import { list } from '../lists/list.ts';
import {
  asOf,
  carrier,
  city,
  derive,
  district,
  indicator,
  knownAt,
  level,
  plan,
  verdict,
} from '../lists/parameters.ts';
import { verdictsMeant } from '../lists/verdicts-meant.ts';
import { namingOfCatalogue } from '../rows/naming.ts';
import { toVerdictRow, VERDICT_COLUMNS } from '../rows/verdicts.ts';

/** Verdicts on the cells that documents print; where a level is asked for, on those that can be derived there too. */
export const verdicts = list({
  path: '/v1/verdicts',
  tag: 'figures',
  name: { zh: '结论', en: 'Verdicts' },
  summary: {
    zh: '目标结论与依据；给出 level 时含该层级的推导目标',
    en: 'verdicts on targets with their evidence; with a level, those that are derived there too',
  },
  access: 'read',
  forDistricts: true,
  columns: VERDICT_COLUMNS,
  filters: {
    ...{ ...plan, ...indicator, ...city, ...district, ...carrier, ...level, ...verdict, ...derive },
    ...asOf,
    ...knownAt,
  },
  rows: (question) => {
    const { query, evaluation, choices, knownAt: known } = question;
    // Refuses a level that a named indicator does not have.
    choices.indicators(query.indicator, query.level);
    const isMeant = verdictsMeant(question);
    const isApportionedMeant = verdictsMeant(question, { derive: true });
    const naming = namingOfCatalogue(evaluation.catalogue);
    return evaluation.evaluations.flatMap(({ place, verdicts: usual, apportioned }) => {
      const isSimulated = evaluation.simulated.has(place.profile.id);
      const own = [
        ...usual.filter(isMeant),
        ...(query.derive === 'true' ? apportioned.filter(isApportionedMeant) : []),
      ];
      return own
        .filter((one) => query.verdict?.includes(one.verdict) ?? true)
        .map((one) => toVerdictRow(toVerdictDocument(one, known.text), { naming, isSimulated }));
    });
  },
});
