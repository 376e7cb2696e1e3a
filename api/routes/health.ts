import { z } from 'zod';
import type { Routes } from '../deps.ts';
import { languageOf } from '../speech.ts';

const alive = z.object({ status: z.literal('ok') });
const readiness = z.object({
  status: z.enum(['ready', 'not_ready']),
  parts: z.array(z.object({ name: z.string(), ready: z.boolean(), reason: z.string().optional() })),
});

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
          summary: '能否应答；不能时说明原因 · requests can be answered; where not, why',
          operationId: 'readyz',
          response: { 200: readiness, 503: readiness },
        },
      },
      async (request, reply) => {
        const { parts } = await ask();
        const language = languageOf(request);
        const ready = parts.every((part) => part.ready);
        return reply
          .code(ready ? 200 : 503)
          .header('cache-control', 'no-store')
          .send({
            status: ready ? 'ready' : 'not_ready',
            parts: parts.map(({ reason, ...part }) => ({
              ...part,
              ...(reason === undefined ? {} : { reason: reason[language] }),
            })),
          });
      },
    );
    return Promise.resolve();
  };
