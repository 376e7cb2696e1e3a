import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Exporter } from '../metrics/exporter.ts';
import type { Evaluations, Hooks, Readiness, ReadPorts } from './ports.ts';

/** What the server works with; `app/` opens it all. */
export interface ServerDeps extends ReadPorts {
  readonly evaluations: Evaluations;
  readonly readiness: () => Promise<Readiness>;
  readonly exporter: Exporter;
  readonly hooks: Hooks;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A file's routes, given what they work with. */
export type Routes = (deps: ServerDeps) => FastifyPluginAsyncZod;
