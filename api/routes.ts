import type { Routes } from './deps.ts';
import { challengeRoutes } from './routes/challenges.ts';
import { documentRoutes } from './routes/document.ts';
import { healthRoutes } from './routes/health.ts';
import { measurementRoutes } from './routes/measurements.ts';
import { pageRoutes } from './routes/page.ts';
import { readRoutes } from './routes/read.ts';

/** Every route of the server, in the order of the documentation. */
export const ROUTES: readonly Routes[] = [
  healthRoutes,
  pageRoutes,
  readRoutes,
  challengeRoutes,
  measurementRoutes,
  documentRoutes,
];
