import type { Routes } from '../deps.ts';
import { takesGzip } from '../lists/send.ts';

/** The page that Prometheus scrapes. */
export const metricsRoutes: Routes =
  ({ exporter }) =>
  (server) => {
    server.get(
      '/metrics',
      {
        config: { access: 'read' },
        schema: {
          tags: ['health'],
          summary:
            '供 Prometheus 抓取的数值、结论与运行状态 · figures, verdicts and the state of the program for Prometheus',
          operationId: 'metrics',
          produces: ['text/plain', 'application/openmetrics-text'],
        },
      },
      async (request, reply) => {
        const gzipped = takesGzip(request);
        const { contentType, body } = await exporter.page({ accept: request.headers.accept, gzipped });
        return reply
          .header('content-type', contentType)
          .header('vary', 'accept, accept-encoding')
          .header('cache-control', 'no-store')
          .headers(gzipped ? { 'content-encoding': 'gzip' } : {})
          .send(body);
      },
    );
    return Promise.resolve();
  };
