/**
 * `npm run bench api`: verdicts of a city from the committed evaluation, beside a bare Fastify route that serves the same
 * bytes in the same process, in turns; then again while 20,000 messages a second are taken in there.
 */
import autocannon from 'autocannon';
import { startRunner } from './runner.ts';
import { print } from './measure.ts';

const PATH = '/v1/verdicts?city=310000';
const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 10;

interface Servers {
  readonly own: string;
  readonly peer: string;
  readonly bytes: number;
}

interface Ingested {
  readonly admitted: number;
  readonly seconds: number;
}

export async function run(): Promise<void> {
  const { first: servers, lines, input } = await startRunner<Servers>(new URL('api-runner.ts', import.meta.url), PATH);
  try {
    print(`${PATH}: ${servers.bytes.toLocaleString('en-US')} bytes, ${String(CONNECTIONS)} connections`);
    const rounds = [];
    for (let i = 0; i < ROUNDS; i += 1) rounds.push([await load(servers.own), await load(servers.peer)] as const);
    const ratios = rounds.map(([own, peer]) => own.requests.average / peer.requests.average).sort((a, b) => a - b);
    const last = rounds.at(-1);
    if (last !== undefined) {
      print(`gigacity: ${described(last[0])}`);
      print(`bare Fastify: ${described(last[1])}`);
    }
    print(
      `gigacity / bare Fastify: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')} (median ${(ratios[ROUNDS >> 1] ?? NaN).toFixed(2)})`,
    );

    let ingested: Ingested = { admitted: 0, seconds: 1 };
    lines.on('line', (line) => {
      ingested = JSON.parse(line) as Ingested;
    });
    input.write('ingest\n');
    const beside = await load(servers.own, { seconds: 3 * SECONDS, perSecond: 100 });
    const rate = Math.round(ingested.admitted / ingested.seconds).toLocaleString('en-US');
    print(`100 requests/s while ${rate} messages/s come in: ${described(beside)}`);
  } finally {
    input.end();
  }
}

function load(
  url: string,
  { seconds = SECONDS, perSecond }: { seconds?: number; perSecond?: number } = {},
): Promise<autocannon.Result> {
  const rate = perSecond === undefined ? {} : { overallRate: perSecond };
  return autocannon({ url, connections: CONNECTIONS, duration: seconds, ...rate });
}

function described({ requests, latency, non2xx, errors }: autocannon.Result): string {
  if (non2xx + errors > 0) throw new Error(`${String(non2xx + errors)} requests failed`);
  return `${Math.round(requests.average).toLocaleString('en-US')} requests/s, p50 ${String(latency.p50)} ms, p99 ${String(latency.p99)} ms`;
}
