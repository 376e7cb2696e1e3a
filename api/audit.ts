import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditEntry } from '../store/audit.ts';
import type { Access } from './access.ts';
import { pathOf } from './path.ts';

/** Takes entries at once and keeps them in its own time. */
export interface Audit {
  record(entry: AuditEntry): void;
}

export interface AuditDeps {
  readonly audit: Audit;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * After every answer: who asked for what, and what came of it. Requests with a key are recorded, and without one those
 * that only this machine's operator may make. Whoever shows no valid key is in the log alone, which cannot fill the store.
 */
export function auditRequests(server: FastifyInstance, { audit, now }: AuditDeps): void {
  server.addHook('onResponse', (request, reply, done) => {
    if (REFUSED.has(reply.statusCode))
      request.log.warn(
        { status: reply.statusCode, key: request.apiKey?.id, address: request.ip, path: pathOf(request) },
        'refused',
      );
    if (isRecorded(request)) audit.record(entryOf(request, reply, now()));
    done();
  });
}

const REFUSED = new Set([401, 403, 408, 413, 414, 415, 429, 431]);
/** What a caller without a key is recorded for. */
const TRUSTED = new Set<Access>(['regulator', 'operator', 'upload', 'notify']);

function isRecorded({ apiKey, refusal, routeOptions }: FastifyRequest): boolean {
  return apiKey !== null || (refusal === null && TRUSTED.has(routeOptions.config.access ?? 'open'));
}

function entryOf(request: FastifyRequest, reply: FastifyReply, at: number): AuditEntry {
  const { apiKey, id, ip, method, url } = request;
  const path = pathOf(request);
  const header = (name: string): string => {
    const value = reply.getHeader(name);
    return value === undefined ? '' : String(value);
  };
  return {
    at,
    request: id,
    key: apiKey?.id ?? '',
    role: apiKey?.role ?? 'operator',
    method,
    path,
    query: url.slice(path.length + 1),
    status: reply.statusCode,
    etag: header('etag'),
    bytes: Number(header('content-length')) || 0,
    address: ip,
  };
}
