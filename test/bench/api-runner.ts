/**
 * The servers of the benchmark in a process of their own: the real one over a small city, and a bare Fastify with one
 * route that serves the same bytes. Prints their addresses; `ingest` on stdin starts taking in 20,000 messages a second.
 */
import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { Lane } from '../../ingest/pipeline.ts';
import { raw } from '../support/load.ts';
import { served, servedDeps } from '../support/served.ts';

const PER_SECOND = 20_000;
const PORTION = 500;
const TICK_MS = 20;

const deps = await servedDeps();
const server = await served(deps);
const path = process.argv[2] ?? '/';
const { rawPayload, headers } = await server.inject(path);
const type = String(headers['content-type']);
const bare = Fastify({ logger: false });
bare.get('/bare', (_request, reply) => reply.header('content-type', type).send(rawPayload));

const host = '127.0.0.1';
const [own, peer] = [await server.listen({ host, port: 0 }), await bare.listen({ host, port: 0 })];
process.stdout.write(`${JSON.stringify({ own: own + path, peer: `${peer}/bare`, bytes: rawPayload.length })}\n`);

process.stdin.setEncoding('utf8').on('data', (word: string) => {
  if (word.trim() === 'ingest') void ingest();
});
process.stdin.on('end', () => process.exit());

async function ingest(): Promise<void> {
  let admitted = 0;
  const lane = new Lane({ rules: deps.rules, measurements: deps.store, deadLetters: deps.store }, (_, tally) => {
    admitted += tally.admitted;
    return Promise.resolve();
  });
  const begun = Date.now();
  for (let i = 0; ;) {
    const due = ((Date.now() - begun) / 1000) * PER_SECOND;
    // In portions, as a consumer fetches them: requests are answered between two.
    for (; i < due; i += 1) {
      if (i % PORTION === 0) await immediately();
      await lane.add(raw('pon-ports', port(i), Date.now()));
    }
    process.stdout.write(`${JSON.stringify({ admitted, seconds: (Date.now() - begun) / 1000 })}\n`);
    await sleep(TICK_MS);
  }
}

function port(i: number): string {
  const [olt, slot] = [String(i % 5_000), `${String(i % 16)}/${String(Math.floor(i / 5_000))}`];
  return `{"id":"b-${String(i)}","carrier":"telecom","district":"310115","observed_at":"2025-11-15T08:00:00+08:00","olt":"B-${olt}","port":"0/${slot}","technology":"xgs-pon","area":"urban","status":"in_service"}`;
}
