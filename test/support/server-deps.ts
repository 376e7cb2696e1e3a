import type { ServerDeps } from '../../api/deps.ts';
import { someExporter } from './exporter.ts';

/** A server's world in which nothing was evaluated yet and nobody needs a key, but for what a test is about. */
export function serverDeps(own: Partial<ServerDeps> = {}): ServerDeps {
  const nothing = { read: () => unexpected('read') };
  return {
    evaluations: { committed: () => undefined, at: () => unexpected('at') },
    readiness: () => Promise.resolve({ parts: [] }),
    ...{ reporting: nothing, series: nothing, tasks: nothing, deadLetters: nothing },
    snapshots: {
      ...{ list: () => Promise.resolve([]), find: () => Promise.resolve(undefined) },
      ...{ make: () => unexpected('make'), keys: () => Promise.resolve({ uses: [], current: undefined }) },
    },
    exporter: someExporter(),
    hooks: { deliver: () => Promise.resolve({ kind: 'unknown', known: [] }) },
    keys: undefined,
    audit: { record: () => undefined },
    challenges: { list: () => Promise.resolve([]), open: () => unexpected('open'), answer: () => unexpected('answer') },
    uploads: { fault: () => undefined, receive: () => unexpected('receive') },
    now: () => Date.parse('2026-01-05T09:00:00+08:00'),
    ...own,
  };
}

function unexpected(what: string): Promise<never> {
  return Promise.reject(new Error(`nobody expected ${what}`));
}
