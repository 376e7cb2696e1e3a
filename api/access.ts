import type { ProblemCode } from './problems.ts';

/** Who may use a route: anybody, or the bearer of a key with this role; each role may do what those before it may. */
export const ROLES = ['read', 'regulator', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** What a key may be made for alone, beside operators: measurements of one carrier, or alerts to hand on. */
export const TASKS = ['upload', 'notify'] as const;
export type Task = (typeof TASKS)[number];

export type Access = 'open' | Role | Task;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says who may use it; the server refuses to start with one that does not. */
    access?: Access;
    /** Problems that it may answer with, beside those of every route, of those with keys and of those with bodies. */
    problems?: readonly ProblemCode[];
    /**
     * Keys of one district may use it too, because it leaves out what is not theirs (`visibleTo`) or tells nothing of
     * any district. Without it such a key is refused.
     */
    forDistricts?: boolean;
  }
}
