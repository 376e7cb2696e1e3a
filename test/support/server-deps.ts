import type { ServerDeps } from '../../api/deps.ts';
import { someExporter } from './exporter.ts';

/** What a server works with where nothing is there yet; a test replaces what it is about. */
export function serverDeps(own: Partial<ServerDeps> = {}): ServerDeps {
  const nothing = { read: () => Promise.reject(new Error('nothing is there')) };
  return {
    evaluations: { committed: () => undefined, at: () => Promise.reject(new Error('nothing is there')) },
    readiness: () => Promise.resolve({ parts: [] }),
    ...{ reporting: nothing, series: nothing, tasks: nothing, deadLetters: nothing },
    exporter: someExporter(),
    hooks: { deliver: () => Promise.resolve({ kind: 'unknown', known: [] }) },
    now: () => 0,
    ...own,
  };
}
