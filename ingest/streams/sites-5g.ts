import { count, optional, word, words } from '../field.ts';
import { defineStream } from '../stream.ts';

export const sites5g = defineStream({
  name: 'sites-5g',
  kind: 'stock',
  title: { zh: '5G基站时点报表', en: '5G station report' },
  example: {
    rows: [
      { placement: 'outdoor', generation: '5g', stations: 1250, shared_with: ['unicom'] },
      { placement: 'indoor', generation: '5g-a', stations: 310 },
    ],
  },
  doc: "One carrier's 5G stations in one district. A shared station (共建共享) is reported by the leading builder alone.",
  key: ['carrier', 'district'],
  fields: {},
  rows: {
    placement: word(['outdoor', 'indoor'], { doc: '室外 or 室内.' }),
    generation: word(['5g', '5g-a'], { doc: '5G or 5G-A.' }),
    stations: count({ doc: 'Stations in service.', example: 1250 }),
    shared_with: optional(words({ doc: 'Codes of the carriers that share these stations.', example: ['unicom'] })),
  },
});
