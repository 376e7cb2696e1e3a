import type { Routes } from './deps.ts';
import { documentRoutes } from './routes/document.ts';
import { healthRoutes } from './routes/health.ts';
import { hookRoutes } from './routes/hooks.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { readRoutes } from './routes/read.ts';

/** Every route of the server, in the order of the documentation. */
export const ROUTES: readonly Routes[] = [healthRoutes, metricsRoutes, readRoutes, hookRoutes, documentRoutes];
