import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problems.ts';

/** Requests a minute. */
export interface RateLimits {
  readonly perKey: number;
  /** Of callers without a valid key. */
  readonly perAddress: number;
}

export const RATE_LIMITS: RateLimits = { perKey: 600, perAddress: 120 };

/** Counts by key, and whoever shows none by address; every answer tells how much is left (RateLimit headers). */
export async function limitRates(server: FastifyInstance, { perKey, perAddress }: RateLimits): Promise<void> {
  await server.register(rateLimit, {
    enableDraftSpec: true,
    timeWindow: 60_000,
    max: ({ apiKey }) => (apiKey === null ? perAddress : perKey),
    keyGenerator: ({ apiKey, ip }) => (apiKey === null ? `address ${ip}` : `key ${apiKey.id}`),
    errorResponseBuilder: (_request, { max, ttl }) =>
      new Problem(
        'too_many_requests',
        { zh: `每分钟最多 ${String(max)} 次`, en: `at most ${String(max)} requests a minute` },
        { retryAfterSeconds: Math.ceil(ttl / 1000) },
      ),
  });
}
