import { toTaskDocument } from '../../indicators/documents/task-document.ts';
import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import { asOf, city, knownAt, plan, verdict } from '../lists/parameters.ts';
import { within } from '../lists/scope-filter.ts';
import type { TaskReader } from '../ports.ts';
import { namingOfCatalogue } from '../rows/naming.ts';
import { TASK_COLUMNS, toTaskRow } from '../rows/tasks.ts';

/** Tasks of the plans' lists (工作任务清单): no figures of any district. */
export const tasks = (reader: TaskReader): AnyList =>
  list({
    path: '/v1/tasks',
    tag: 'figures',
    name: { zh: '工作任务', en: 'Tasks' },
    summary: { zh: '文件所列工作任务的完成情况', en: 'tasks that the plans list, with what is known of them' },
    access: 'read',
    columns: TASK_COLUMNS,
    filters: { ...plan, ...city, ...verdict, ...asOf, ...knownAt },
    rows: async ({ query, evaluation, choices, knownAt: known }) => {
      const plans = choices.plans(query.plan);
      const cities = choices.cities(query.city);
      const days = new Map(evaluation.evaluations.map(({ place, asOf: day }) => [place.profile.id, day]));
      const naming = namingOfCatalogue(evaluation.catalogue);
      const found = await reader.read({ days, knownAt: known.moment });
      return found
        .filter(({ place }) => within(cities, place.profile.city))
        .flatMap(({ place, tasks: own }) => {
          const isSimulated = evaluation.simulated.has(place.profile.id);
          return own
            .filter((one) => within(plans, one.plan.id) && (query.verdict?.includes(one.verdict) ?? true))
            .map((one) => toTaskRow(toTaskDocument(one, known.text), { naming, isSimulated }));
        });
    },
  });
