import { list } from '../lists/list.ts';
import { carrier, city, district, indicator, level, plan } from '../lists/parameters.ts';
import { verdictsMeant } from '../lists/verdicts-meant.ts';
import { MILESTONE_COLUMNS, toMilestoneRows } from '../rows/milestones.ts';
import { namingOfCatalogue } from '../rows/naming.ts';

/** The way that targets go: what must hold by when. Which targets are meant is said as for verdicts. */
export const milestones = list({
  path: '/v1/milestones',
  tag: 'figures',
  name: { zh: '阶段目标', en: 'Milestones' },
  summary: {
    zh: '目标路径：各节点与到期日应达到的累计值',
    en: 'the way to each target: what must hold by each milestone and by the due date',
  },
  access: 'read',
  forDistricts: true,
  columns: MILESTONE_COLUMNS,
  filters: { ...plan, ...indicator, ...city, ...district, ...carrier, ...level },
  rows: (question) => {
    const { evaluations, catalogue } = question.evaluation;
    const isMeant = verdictsMeant(question);
    const naming = namingOfCatalogue(catalogue);
    return evaluations.flatMap(({ verdicts }) =>
      verdicts.filter(isMeant).flatMap((verdict) => toMilestoneRows(verdict, naming)),
    );
  },
});
