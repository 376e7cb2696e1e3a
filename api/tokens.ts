import { createHash, timingSafeEqual } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { ApiKey } from './keys.ts';

/** A key as its bearer shows it: `gck_ID_SECRET`. */
export interface Token {
  readonly id: string;
  readonly secret: string;
}

const TOKEN = /^gck_(?<id>[0-9a-z]{4,32})_(?<secret>[0-9a-f]{64})$/;

/** Undefined where the text is no token. */
export function fromToken(text: string): Token | undefined {
  const { id, secret } = TOKEN.exec(text)?.groups ?? {};
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export function toToken({ id, secret }: Token): string {
  return `gck_${id}_${secret}`;
}

/** Secrets are random to 256 bits, so a plain hash cannot be searched. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export type Standing =
  | { readonly kind: 'valid'; readonly key: ApiKey }
  /** No such key, or another secret: which of the two is nobody's business. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired'; readonly key: ApiKey }
  | { readonly kind: 'revoked'; readonly key: ApiKey };

/** Takes the same time whether the id exists or not; `now` in epoch milliseconds. */
export function standingOf({ secret }: Token, key: ApiKey | undefined, now: number): Standing {
  const shown = Buffer.from(hashOf(secret), 'hex');
  const isSame = timingSafeEqual(shown, Buffer.from(key?.sha256 ?? NOBODY, 'hex'));
  if (key === undefined || !isSame) return { kind: 'unknown' };
  if (key.revokedAt !== undefined) return { kind: 'revoked', key };
  if (key.expires !== undefined && today(now) > key.expires) return { kind: 'expired', key };
  return { kind: 'valid', key };
}

const NOBODY = '00'.repeat(32);
const ZONE = 'Asia/Shanghai';

function today(now: number): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}
