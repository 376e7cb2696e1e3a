import { ROLES, TASKS } from './access.ts';

/** What a key may do; `upload` may bring its carrier's measurements and `notify` alerts, and neither anything else. */
export const KEY_ROLES = [...ROLES, ...TASKS] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/** A key as it is kept: the secret itself is nowhere. */
export interface ApiKey {
  readonly id: string;
  /** Whose it is, for people. */
  readonly name?: string;
  readonly role: KeyRole;
  /** Set where the key is one district's: GB/T 2260, with the code of its city. */
  readonly district?: { readonly code: string; readonly city: string };
  /** Of an upload key: the one carrier whose measurements it may bring. */
  readonly carrier?: string;
  /** SHA-256 of the secret, in hexadecimal. */
  readonly sha256: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** The last day on which it is valid, in China. */
  readonly expires?: string;
  readonly revokedAt?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that was shown; null where none is needed. */
    apiKey: ApiKey | null;
  }
}
