import { z } from 'zod';

const texts = z.record(z.string(), z.string());

/** What Alertmanager posts to a webhook (its version 4): the alerts of one group. */
export const alertGroup = z.looseObject({
  status: z.enum(['firing', 'resolved']),
  receiver: z.string().default(''),
  groupLabels: texts.default({}),
  commonLabels: texts.default({}),
  externalURL: z.string().default(''),
  truncatedAlerts: z.int().min(0).default(0),
  alerts: z
    .array(
      z.looseObject({
        status: z.enum(['firing', 'resolved']),
        labels: texts,
        annotations: texts.default({}),
        startsAt: z.string(),
      }),
    )
    .min(1),
});

export type AlertGroup = z.output<typeof alertGroup>;
export type GroupedAlert = AlertGroup['alerts'][number];
