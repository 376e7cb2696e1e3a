import type { FastifyRequest } from 'fastify';
import type { Language } from './text.ts';

/** By `Accept-Language`; English where it asks for neither. */
export function languageOf(request: FastifyRequest): Language {
  const asked = request.headers['accept-language'];
  if (asked === undefined) return 'en';
  const [first] = request
    .languages()
    .map((tag) => tag.toLowerCase().split('-')[0])
    .filter((tag) => tag === 'zh' || tag === 'en');
  return first === 'zh' ? 'zh' : 'en';
}
