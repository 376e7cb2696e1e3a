import type { FastifyInstance } from 'fastify';
import type { ServerDeps } from '../../api/deps.ts';
import { buildServer } from '../../api/server.ts';
import { commitEvaluation } from '../../app/evaluating/commit-evaluation.ts';
import type { Settings } from '../../app/settings/config.ts';
import { openReadPorts } from '../../app/serving/read-ports.ts';
import { openSnapshots } from '../../app/serving/snapshot-port.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';
import { shippedCatalogue, shippedRules } from './catalogue.ts';
import { emptyStore, locationOf } from './embedded.ts';
import { someExporter } from './exporter.ts';
import { loadInto, raw } from './load.ts';
import { scratch } from './scratch.ts';
import { serverDeps } from './server-deps.ts';

export const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);

/** The day of the small store below, and a moment when all its reports were overdue. */
const AS_OF = '2025-12-31';
export const NOW = Date.parse('2026-02-15T00:00:00Z');

const NOTHING_SAMPLED = ['pon-ports', 'sites-5g', 'subscribers', 'coverage', 'programme-progress', 'statistics'];

/** Shanghai's last quarter of 2025 without samples, a few ports, and one message that is refused. */
export async function smallStore(): Promise<Awaited<ReturnType<typeof emptyStore>>> {
  const store = await emptyStore();
  const options = { city: '310000', from: '2025-10-01', to: AS_OF, scale: 0.001, seed: 7, streams: NOTHING_SAMPLED };
  const messages = [...simulate(options)].map(({ stream, line, receivedAt }) => raw(stream, line, receivedAt));
  await loadInto(store, rules, [...messages, raw('coverage', '{"id":"=1+1"}', NOW)]);
  return store;
}

/** Everything that the server works with, over a small store and its real evaluation. */
export async function servedDeps(): Promise<
  ServerDeps & {
    readonly evaluation: CommittedEvaluation;
    readonly store: Awaited<ReturnType<typeof emptyStore>>;
    readonly rules: typeof rules;
  }
> {
  const store = await smallStore();
  const profiles = ['shanghai'].flatMap((id) => catalogue.profiles.get(id) ?? []);
  const deps = { catalogue, profiles, asker: store, memory: store, definitions: 'shipped', now: () => NOW };
  const evaluate = (times: Parameters<typeof commitEvaluation>[1]): Promise<CommittedEvaluation> =>
    commitEvaluation(deps, { ...times, asOf: times.asOf ?? AS_OF }, 'mark');
  const evaluation = await evaluate({ asOf: undefined, knownAt: undefined });
  return {
    ...serverDeps({
      ...openReadPorts({ ...deps, fresh: store }),
      evaluations: { committed: () => evaluation, at: evaluate },
      snapshots: openSnapshots({ catalogue, store, now: () => NOW, settings: settingsOf(directory()) }),
      exporter: someExporter({ committed: () => evaluation }),
      now: () => NOW,
    }),
    ...{ evaluation, store, rules },
  };
}

export async function served(deps: ServerDeps): Promise<FastifyInstance> {
  const server = await buildServer(deps, { version: '1.2.3' });
  await server.ready();
  return server;
}

/** Of an embedded store whose data lie there. */
function settingsOf(data: string): Settings {
  return { values: { data }, origins: {}, kafka: {} };
}

function directory(): string {
  const location = locationOf();
  return location.kind === 'embedded' ? location.directory : scratch();
}
