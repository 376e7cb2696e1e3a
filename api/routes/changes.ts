import { addDays, startOfMonth } from '../../indicators/calendar.ts';
import type { Evaluation } from '../../indicators/evaluation.ts';
import { scopeKey } from '../../indicators/scope.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import { asOf, carrier, city, day, district, indicator, knownAt, level, plan } from '../lists/parameters.ts';
import { verdictsMeant } from '../lists/verdicts-meant.ts';
import type { Evaluations } from '../ports.ts';
import { CHANGE_COLUMNS, toChangeRow } from '../rows/changes.ts';
import { namingOfCatalogue } from '../rows/naming.ts';

const since = {
  since: day
    .optional()
    .describe('起点日，默认业务时点的上月末。The day to compare with; default: the end of the month before'),
};

/** Verdicts that differ from those of an earlier day, both by what is known at one moment. */
export const changes = (evaluations: Evaluations): AnyList =>
  list({
    path: '/v1/changes',
    tag: 'figures',
    name: { zh: '结论变化', en: 'Changes' },
    summary: { zh: '较上月末（或 since）变化的结论', en: 'verdicts that differ from those of an earlier day' },
    access: 'read',
    forDistricts: true,
    columns: CHANGE_COLUMNS,
    filters: {
      ...{ ...plan, ...indicator, ...city, ...district, ...carrier, ...level },
      ...{ ...since, ...asOf, ...knownAt },
    },
    rows: async (question) => {
      const { query, evaluation, knownAt: known } = question;
      const isMeant = verdictsMeant(question);
      const naming = namingOfCatalogue(evaluation.catalogue);
      const times =
        known.text === null || known.moment === null ? undefined : { text: known.text, moment: known.moment };
      const rows = [];
      for (const after of evaluation.evaluations) {
        const meant = after.verdicts.filter(isMeant);
        if (meant.length === 0) continue;
        const before = await evaluations.at({ asOf: query.since ?? lastMonthEnd(after.asOf), knownAt: times });
        const { id } = after.place.profile;
        const earlier = verdictsByCell(before.evaluations.find(({ place }) => place.profile.id === id));
        const context = { naming, isSimulated: evaluation.simulated.has(id), knownAt: known.text };
        for (const verdict of meant) {
          const then = earlier.get(cellKey(verdict));
          if (then !== undefined && then.verdict !== verdict.verdict)
            rows.push(toChangeRow({ before: then, after: verdict }, context));
        }
      }
      return rows;
    },
  });

function lastMonthEnd(asOfDay: string): string {
  return addDays(startOfMonth(asOfDay), -1);
}

function verdictsByCell(evaluation: Evaluation | undefined): ReadonlyMap<string, Verdict> {
  return new Map((evaluation?.verdicts ?? []).map((verdict) => [cellKey(verdict), verdict]));
}

function cellKey({ plan: { id }, target, scope }: Verdict): string {
  return `${id} ${target.id} ${scopeKey(scope)}`;
}
