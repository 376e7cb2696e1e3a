import { z } from 'zod';
import { alertGroup } from '../../metrics/notify/payload.ts';
import type { Routes } from '../deps.ts';
import { Problem } from '../problems.ts';

const delivered = z.object({ outcome: z.enum(['sent', 'unconfigured']), channel: z.string().optional() });

/** What Alertmanager posts is handed on to a robot of the city's own messenger. */
export const hookRoutes: Routes =
  ({ hooks }) =>
  (server) => {
    server.post(
      '/hooks/alertmanager/:channel',
      {
        config: { access: 'notify', problems: ['unprocessable', 'bad_gateway'] },
        schema: {
          tags: ['alerts'],
          summary: '把 Alertmanager 的一组告警转给群机器人 · hands a group of alerts of Alertmanager on to a robot',
          operationId: 'alertmanagerHook',
          params: z.object({ channel: z.string().min(1).max(64) }),
          body: alertGroup,
          response: { 200: delivered },
        },
      },
      async (request) => {
        const { channel } = request.params;
        const delivery = await hooks.deliver(channel, request.body);
        switch (delivery.kind) {
          case 'sent':
            return { outcome: delivery.kind, channel: delivery.channel };
          case 'unconfigured':
            return { outcome: delivery.kind };
          case 'unknown':
            throw new Problem(
              'not_found',
              { zh: `没有通道 ${channel}`, en: `there is no channel ${channel}` },
              { hint: channelsHint(delivery.known) },
            );
          case 'busy':
            throw new Problem(
              'busy',
              { zh: `通道 ${channel} 已到每分钟的上限`, en: `the channel ${channel} takes no more this minute` },
              { retryAfterSeconds: delivery.retryAfterSeconds },
            );
          case 'refused':
            // Alertmanager tries again after 5xx, and gives up after 4xx.
            throw new Problem(delivery.again ? 'bad_gateway' : 'unprocessable', {
              zh: `机器人未接收：${delivery.code} ${delivery.message}`,
              en: `the robot did not take it: ${delivery.code} ${delivery.message}`,
            });
          default:
            return delivery satisfies never;
        }
      },
    );
    return Promise.resolve();
  };

function channelsHint(known: readonly string[]): { readonly zh: string; readonly en: string } {
  return known.length === 0
    ? { zh: '没有设置通道：GIGACITY_CHANNELS_FILE', en: 'no channels are set up: GIGACITY_CHANNELS_FILE' }
    : { zh: `有：${known.join('、')}`, en: `there are: ${known.join(', ')}` };
}
