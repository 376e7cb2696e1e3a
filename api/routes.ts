import type { Routes } from './deps.ts';
import { challengeRoutes } from './routes/challenges.ts';
import { documentRoutes } from './routes/document.ts';
import { healthRoutes } from './routes/health.ts';
import { measurementRoutes } from './routes/measurements.ts';
import { readRoutes } from './routes/read.ts';
import { signingKeyRoutes } from './routes/signing-keys.ts';
import { snapshotMakeRoutes } from './routes/snapshot-make.ts';
import { snapshotRoutes } from './routes/snapshots.ts';

/** Every route of the server, in the order of the documentation. */
export const ROUTES: readonly Routes[] = [
  healthRoutes,
  readRoutes,
  challengeRoutes,
  measurementRoutes,
  snapshotMakeRoutes,
  snapshotRoutes,
  signingKeyRoutes,
  documentRoutes,
];
