import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Rendered } from './rendered.ts';

/** Sends rendered bytes, compressed where that is wanted; 304 where the caller has them already. */
export async function sendRendered(
  request: FastifyRequest,
  reply: FastifyReply,
  rendered: Rendered,
): Promise<FastifyReply> {
  const zipped = rendered.isCompressible && takesGzip(request);
  const etag = zipped ? rendered.gzipEtag : rendered.etag;
  reply.headers(COMMON).header('etag', etag);
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  reply.headers(rendered.headers);
  if (!zipped) return reply.send(rendered.body);
  return reply.header('content-encoding', 'gzip').send(await rendered.gzipped());
}

const COMMON = {
  // Kept, but never shown without asking whether it still holds.
  'cache-control': 'private, no-cache',
  vary: 'Accept, Accept-Encoding, Accept-Language, Authorization',
};

export function takesGzip(request: FastifyRequest): boolean {
  const asked = request.headers['accept-encoding'];
  return asked !== undefined && request.encoding(['gzip', 'identity']) === 'gzip';
}

/** `If-None-Match` compares weakly (RFC 9110 § 13.1.2). */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
