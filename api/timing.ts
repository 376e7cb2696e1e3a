import type { FastifyInstance } from 'fastify';

/** Takes how long an answer took, in seconds, by `method`, `route` and `status`. */
export interface Durations {
  observe(labels: Readonly<Record<'method' | 'route' | 'status', string>>, seconds: number): void;
}

/** Times every request; what no route answers counts as one route, or made-up addresses would each be a series. */
export function timeRequests(server: FastifyInstance, durations: Durations): void {
  server.addHook('onResponse', (request, reply, done) => {
    durations.observe(
      {
        method: request.routeOptions.url === undefined ? 'any' : request.method,
        route: request.routeOptions.url ?? 'none',
        status: String(reply.statusCode),
      },
      reply.elapsedTime / 1000,
    );
    done();
  });
}
