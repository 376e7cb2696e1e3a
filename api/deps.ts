import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Exporter } from '../metrics/exporter.ts';
import type { Audit } from './audit.ts';
import type { Keys } from './auth.ts';
import type { Challenges } from './challenges.ts';
import type { Evaluations, Hooks, Readiness, ReadPorts, Snapshots } from './ports.ts';
import type { Uploads } from './uploads.ts';

/** What the server works with; `app/` opens it all. */
export interface ServerDeps extends ReadPorts {
  readonly evaluations: Evaluations;
  readonly readiness: () => Promise<Readiness>;
  readonly snapshots: Snapshots;
  /** Undefined: whoever reaches the server is its operator, so only this machine may reach it. */
  readonly keys: Keys | undefined;
  readonly audit: Audit;
  readonly challenges: Challenges;
  readonly uploads: Uploads;
  readonly exporter: Exporter;
  readonly hooks: Hooks;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A file's routes, given what they work with. */
export type Routes = (deps: ServerDeps) => FastifyPluginAsyncZod;
