import type { Routes } from '../deps.ts';

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
          operationId: 'metrics',
          summary:
            '数值、结论与接收状态，供 Prometheus 抓取 · figures, verdicts and the state of the pipeline for Prometheus; OpenMetrics by Accept',
          produces: ['text/plain', 'application/openmetrics-text'],
        },
      },
      async (request, reply) => {
        const gzipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
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
