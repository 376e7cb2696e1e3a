import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How long a body may take to arrive; 30 seconds where nothing is said. */
    bodyMs?: number;
  }
}

const BODY_MS = 30_000;

/** A body that comes too slowly is given up with a problem; whoever is answered before its end is hung up
 * on. `mostMs` shortens every patience. */
export function limitBodies(server: FastifyInstance, mostMs = Infinity): void {
  server.addHook('preParsing', (request, reply, payload, done) => {
    if (!hasBody(request)) {
      done(null, payload);
      return;
    }
    // Destroying the request itself would take away the connection that the answer needs.
    const body = new PassThrough();
    const timer = setTimeout(
      () => {
        body.destroy(new Problem('timeout', { zh: '请求内容来得太慢', en: 'the body came too slowly' }));
      },
      Math.min(mostMs, request.routeOptions.config.bodyMs ?? BODY_MS),
    );
    const stop = (): void => {
      clearTimeout(timer);
    };
    body.once('close', stop);
    reply.raw.once('close', stop);
    // Whoever reads the body is told; where nobody does, an error without a listener would end the process.
    body.on('error', () => undefined);
    payload.once('error', (error: Error) => body.destroy(error));
    payload.once('close', () => {
      if (!request.raw.complete) body.destroy(new Problem('bad_request', CUT_OFF));
    });
    payload.pipe(body);
    done(null, body);
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    if (hasBody(request) && !request.raw.complete) reply.header('connection', 'close');
    done(null, payload);
  });
}

const CUT_OFF = { zh: '请求内容中断', en: 'the body broke off' };

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
