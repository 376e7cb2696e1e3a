import { count, decimal, optional, word } from '../field.ts';
import { reason } from '../rejection.ts';
import { defineStream } from '../stream.ts';

export const subscribers = defineStream({
  name: 'subscribers',
  kind: 'stock',
  title: { zh: '用户数时点报表', en: 'Subscriber report' },
  example: {
    service: 'fixed',
    rows: [{ segment: 'household', area: 'urban', subscribed_mbps: 500, subscribers: 120000 }],
  },
  doc: "One carrier's subscribers of one service in one district.",
  key: ['carrier', 'district', 'service'],
  subject: 'service',
  fields: {
    service: word(['fixed', 'mobile'], { doc: '固定宽带 or 移动.' }),
  },
  rows: {
    segment: optional(word(['household', 'business'], { doc: '家庭 or 企业; may be left out for mobile.' })),
    area: word(['urban', 'rural'], { doc: '城市地区 or 农村地区.' }),
    subscribed_mbps: optional(
      decimal({ doc: 'Fixed: the download speed subscribed to, in Mbps.', example: 500, max: 1e6 }),
    ),
    generation: optional(word(['4g', '5g'], { doc: 'Mobile: generation of the terminal in use.' })),
    subscribers: count({ doc: 'Subscribers.', example: 120_000 }),
  },
  check: ({ service, rows }) =>
    rows.flatMap((row, i) => {
      const required = service === 'fixed' ? (['segment', 'subscribed_mbps'] as const) : (['generation'] as const);
      const foreign = service === 'fixed' ? 'generation' : 'subscribed_mbps';
      return [
        ...required
          .filter((name) => row[name] === undefined)
          .map((name) => reason('schema', `rows[${String(i)}].${name}`, `required where service is ${service}`)),
        ...(row[foreign] === undefined
          ? []
          : [reason('schema', `rows[${String(i)}].${foreign}`, `does not belong where service is ${service}`)]),
      ];
    }),
});
