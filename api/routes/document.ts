import type { Routes } from '../deps.ts';

/** The OpenAPI document itself. */
export const documentRoutes: Routes = () => (server) => {
  let document: Buffer | undefined;
  server.get('/openapi.json', { config: { access: 'open' }, schema: { hide: true } }, (_request, reply) => {
    document ??= Buffer.from(JSON.stringify(server.swagger()));
    return reply.header('content-type', 'application/json; charset=utf-8').send(document);
  });
  return Promise.resolve();
};
