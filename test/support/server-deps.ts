import type { ServerDeps } from '../../api/deps.ts';

/** What a server works with where nothing is there yet; a test replaces what it is about. */
export function serverDeps(own: Partial<ServerDeps> = {}): ServerDeps {
  const refuse = (): Promise<never> => Promise.reject(new Error('nothing is there'));
  const nothing = { read: refuse };
  return {
    evaluations: { committed: () => undefined, at: refuse },
    readiness: () => Promise.resolve({ parts: [] }),
    ...{ reporting: nothing, series: nothing, tasks: nothing, deadLetters: nothing },
    snapshots: { list: refuse, find: refuse, make: refuse, keys: refuse },
    now: () => 0,
    ...own,
  };
}
