import { decimal, instant, optional, text } from '../field.ts';
import { defineStream } from '../stream.ts';

export const statistics = defineStream({
  name: 'statistics',
  kind: 'stock',
  title: { zh: '统计数据报表', en: 'Statistics report' },
  example: { carrier: 'authority', statistic: 'resident_population', rows: [{ value: 5681512 }] },
  doc: 'Figures of the statistics registry, in the unit that the registry gives.',
  key: ['carrier', 'district', 'statistic'],
  subject: 'statistic',
  fields: {
    statistic: text({ doc: 'A statistic of the registry.', example: 'resident_population', max: 64, low: true }),
  },
  rows: {
    value: decimal({ doc: 'The figure, in the unit of the registry.', example: 5_681_512, zero: true }),
    item: optional(text({ doc: 'What the figure is about: a data centre, a link.', example: 'dc-01', max: 128 })),
    weight: optional({
      ...decimal({ doc: 'Weight for means; 1 where it is left out.', example: 1, zero: true }),
      fallback: 1,
    }),
    commissioned: optional(
      instant({ doc: 'When the item went into service: a moment or a day.', example: '2025-06-01', date: true }),
    ),
  },
});
