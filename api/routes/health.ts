import { z } from 'zod';
import type { Routes } from '../deps.ts';
import type { Readiness } from '../ports.ts';
import { languageOf } from '../speech.ts';

const alive = z.object({ status: z.literal('ok') });
const readiness = z.object({
  status: z.enum(['ready', 'degraded', 'not_ready']),
  parts: z.array(z.object({ name: z.string(), ready: z.boolean(), reason: z.string().optional() })),
});

function statusOf(parts: Readiness['parts']): z.infer<typeof readiness>['status'] {
  if (parts.some(({ ready }) => !ready)) return 'not_ready';
  return parts.some(({ reason }) => reason !== undefined) ? 'degraded' : 'ready';
}

/** Whether the process lives, and whether it can be of use. */
export const healthRoutes: Routes =
  ({ readiness: ask }) =>
  (server) => {
    server.get(
      '/healthz',
      {
        config: { access: 'open' },
        schema: {
          tags: ['health'],
          summary: '进程存活 · the process lives',
          operationId: 'healthz',
          response: { 200: alive },
        },
      },
      () => ({ status: 'ok' as const }),
    );
    server.get(
      '/readyz',
      {
        config: { access: 'open' },
        schema: {
          tags: ['health'],
          summary: '能否应答；不能或有欠缺时说明原因 · requests can be answered; where not, or not all is done, why',
          operationId: 'readyz',
          response: { 200: readiness, 503: readiness },
        },
      },
      async (request, reply) => {
        const { parts } = await ask();
        const language = languageOf(request);
        const status = statusOf(parts);
        return reply
          .code(status === 'not_ready' ? 503 : 200)
          .header('cache-control', 'no-store')
          .send({
            status,
            parts: parts.map(({ reason, ...part }) => ({
              ...part,
              ...(reason === undefined ? {} : { reason: reason[language] }),
            })),
          });
      },
    );
    return Promise.resolve();
  };
