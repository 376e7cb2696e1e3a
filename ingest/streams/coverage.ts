import { count, optional, word } from '../field.ts';
import { reason } from '../rejection.ts';
import { defineStream } from '../stream.ts';

export const coverage = defineStream({
  name: 'coverage',
  kind: 'stock',
  title: { zh: '覆盖率时点报表', en: 'Coverage report' },
  example: { subject: 'household_gigabit', rows: [{ area: 'urban', covered: 9800, total: 10000 }] },
  doc: 'How many homes or key places of one district are covered. More covered than there are is stored as sent and flagged later.',
  key: ['carrier', 'district', 'subject'],
  subject: 'subject',
  fields: {
    subject: word(['household_gigabit', 'key_place_5g'], { doc: '家庭千兆光纤 or 重点场所5G.' }),
  },
  rows: {
    category: optional(
      word(['hospital', 'university', 'tourism', 'railway_station', 'airport', 'road'], {
        doc: 'Key places: 三级以上公办医院, 重点高校, 文化旅游重点区域, 火车站, 干线机场, 重点道路.',
      }),
    ),
    area: optional(word(['urban', 'rural'], { doc: '城市地区 or 农村地区; may be left out for key places.' })),
    covered: count({ doc: 'Covered homes or places.', example: 9_800 }),
    total: count({ doc: 'All homes or places.', example: 10_000 }),
  },
  check: ({ subject, rows }) =>
    rows.flatMap((row, i) => {
      const required = subject === 'household_gigabit' ? 'area' : 'category';
      return row[required] === undefined
        ? [reason('schema', `rows[${String(i)}].${required}`, `required where subject is ${subject}`)]
        : [];
    }),
});
