import { instant, optional, period, text, word } from '../field.ts';
import { defineStream } from '../stream.ts';

export const taskCompletions = defineStream({
  name: 'task-completions',
  kind: 'inventory',
  title: { zh: '工作任务完成记录', en: 'Completions of tasks' },
  example: {
    carrier: 'authority',
    district: '500103',
    observed_at: '2023-10-20T17:00:00+08:00',
    plan: 'yuzhong-2023-gigabit-city',
    task: '17',
    completed_at: '2023-10-18',
    evidence: '区政府门户网站“双千兆”专栏上线，累计发布稿件12篇',
    by: '区委宣传部',
  },
  doc: 'The record that a task of a plan (工作任务清单) is completed; a task that recurs has one for each month or quarter.',
  key: ['plan', 'task', 'period'],
  subject: 'plan',
  effective: 'completed_at',
  fields: {
    plan: text({ doc: 'The id of a plan.', example: 'yuzhong-2023-gigabit-city', max: 64, low: true }),
    task: text({ doc: 'The id of one of its tasks.', example: '17', max: 64, low: true }),
    period: optional(
      period({ doc: 'A month (`2021-03`) or a quarter (`2021-Q1`), where the task recurs.', example: '2021-Q1' }),
    ),
    completed_at: instant({ doc: 'When it was completed: a moment or a day.', example: '2023-10-18', date: true }),
    evidence: text({
      doc: 'What shows that it is: a document, a link, a count.',
      example: '区政府门户网站“双千兆”专栏上线',
      max: 2_000,
    }),
    by: text({ doc: 'The unit that answers for the record.', example: '区委宣传部', max: 128 }),
    status: optional(
      word(['completed', 'withdrawn'], {
        doc: 'withdrawn, in a higher revision, takes a record back: the task counts as not completed. Without it: completed.',
      }),
    ),
  },
});
