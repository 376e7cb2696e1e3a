import { count, optional, period, text, word } from '../field.ts';
import { defineStream } from '../stream.ts';

export const programmeProgress = defineStream({
  name: 'programme-progress',
  kind: 'flow',
  title: { zh: '项目进度期间数', en: 'Programme progress' },
  example: {
    observed_at: '2021-03-31T23:59:59+08:00',
    programme: 'shanghai-2021-broadband-upgrade',
    period: '2021-03',
    completed: 5200,
  },
  doc: 'What one carrier completed of a programme in one district and one period.',
  key: ['carrier', 'district', 'programme', 'segment', 'period'],
  subject: 'programme',
  fields: {
    programme: text({
      doc: 'A programme of the plans.',
      example: 'shanghai-2021-broadband-upgrade',
      max: 64,
      low: true,
    }),
    period: period({ doc: 'A month (`2021-03`) or a quarter (`2021-Q1`).', example: '2021-03' }),
    segment: optional(word(['household', 'business'], { doc: '家庭 or 企业, where the programme tells them apart.' })),
    completed: count({ doc: 'Completed in the period, not in total.', example: 5200 }),
  },
});
