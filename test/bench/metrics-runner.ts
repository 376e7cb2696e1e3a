/**
 * The servers of the benchmark in a process of their own: the real one over the demo, and a bare Fastify with one route
 * that serves the same bytes. Prints their addresses.
 */
import Fastify from 'fastify';
import { commitEvaluation } from '../../app/evaluating/commit-evaluation.ts';
import { loadDemo } from '../../app/ingestion/demo.ts';
import { openReadPorts } from '../../app/serving/read-ports.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { someExporter } from '../support/exporter.ts';
import { served } from '../support/served.ts';
import { serverDeps } from '../support/server-deps.ts';

const catalogue = shippedCatalogue();
const store = await emptyStore();
await loadDemo({ store, rules: shippedRules(catalogue), loaded: new Set() }, () => undefined);
const profiles = [...catalogue.profiles.values()];
const deps = { catalogue, profiles, asker: store, memory: store, definitions: 'shipped', now: Date.now };
const evaluation = await commitEvaluation(deps, { asOf: undefined, knownAt: undefined }, 'mark');
const committed = (): typeof evaluation => evaluation;
const exporter = someExporter({ committed });
await exporter.rendered();
const server = await served(
  serverDeps({
    ...openReadPorts({ ...deps, fresh: store }),
    evaluations: { committed, at: () => Promise.resolve(evaluation) },
    exporter,
  }),
);
const { rawPayload, body, headers } = await server.inject('/metrics');
const bare = Fastify({ logger: false });
const type = String(headers['content-type']);
bare.get('/bare', (_request, reply) => reply.header('content-type', type).send(rawPayload));

const host = '127.0.0.1';
const [own, peer] = [await server.listen({ host, port: 0 }), await bare.listen({ host, port: 0 })];
const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
process.stdout.write(`${JSON.stringify({ own, peer: `${peer}/bare`, series, bytes: rawPayload.length })}\n`);
process.stdin.resume().on('end', () => process.exit());
