import type { FastifyInstance } from 'fastify';
import { commitEvaluation } from '../../app/evaluating/commit-evaluation.ts';
import { loadDemo } from '../../app/ingestion/demo.ts';
import { openReadPorts } from '../../app/serving/read-ports.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { shippedCatalogue, shippedRules } from './catalogue.ts';
import { emptyStore } from './embedded.ts';
import { served } from './served.ts';
import { serverDeps } from './server-deps.ts';

export interface DemoServer {
  readonly server: FastifyInstance;
  /** The demo's own days. */
  readonly now: CommittedEvaluation;
  /** The same figures at an earlier day. */
  readonly earlier: CommittedEvaluation;
}

/** The server over the whole demo. */
export async function demoServer({ moment, earlierDay }: { moment: number; earlierDay: string }): Promise<DemoServer> {
  const catalogue = shippedCatalogue();
  const store = await emptyStore();
  await loadDemo({ store, rules: shippedRules(catalogue), loaded: new Set() }, () => undefined);
  const profiles = [...catalogue.profiles.values()];
  const deps = { catalogue, profiles, asker: store, memory: store, definitions: 'shipped', now: () => moment };
  const known = new Map<string | undefined, Promise<CommittedEvaluation>>();
  const at = (asOf: string | undefined): Promise<CommittedEvaluation> => {
    const found = known.get(asOf) ?? commitEvaluation(deps, { asOf, knownAt: undefined }, 'mark');
    known.set(asOf, found);
    return found;
  };
  const now = await at(undefined);
  const evaluations = { committed: () => now, at: ({ asOf }: { asOf: string | undefined }) => at(asOf) };
  const server = await served(serverDeps({ ...openReadPorts({ ...deps, fresh: store }), evaluations, now: deps.now }));
  return { server, now, earlier: await at(earlierDay) };
}
