import type { ProblemCode } from './problems.ts';

/** Who may use a route: anybody, or the bearer of a key with this role; each role may do what those before it may. */
export const ROLES = ['read', 'regulator', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** `upload`: a key that is bound to one carrier. */
export type Access = 'open' | Role | 'upload';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says who may use it; the server refuses to start with one that does not. */
    access?: Access;
    /** Problems that it may answer with, beside those of every route. */
    problems?: readonly ProblemCode[];
    /**
     * Keys of one district may use it too, because it leaves out what is not theirs (`visibleTo`) or tells nothing of
     * any district. Without it such a key is refused.
     */
    forDistricts?: boolean;
  }
}
