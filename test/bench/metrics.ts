/**
 * `npm run bench metrics`: what a scrape of the demo's series takes, beside a bare Fastify route that serves the same
 * bytes in the same process, in turns; then requests for verdicts while it is scraped every second and while it is not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { startRunner } from './runner.ts';
import { print } from './measure.ts';

const SCRAPES = 40;
const SECONDS = 8;

interface Servers {
  readonly own: string;
  readonly peer: string;
  readonly series: number;
  readonly bytes: number;
}

export async function run(): Promise<void> {
  const { first, input } = await startRunner<Servers>(new URL('metrics-runner.ts', import.meta.url));
  const { own, peer, series, bytes } = first;
  try {
    print(`${series.toLocaleString('en-US')} series, ${bytes.toLocaleString('en-US')} bytes`);
    for (const encoding of ['identity', 'gzip']) {
      const scrapes: [number, number][] = [];
      for (let i = 0; i < SCRAPES; i += 1)
        scrapes.push([await scrape(`${own}/metrics`, encoding), await scrape(peer, 'identity')]);
      const [mine, bare] = [median(scrapes.map(([ms]) => ms)), median(scrapes.map(([, ms]) => ms))];
      print(
        `scrape (${encoding}): median ${mine.toFixed(1)} ms, bare route ${bare.toFixed(1)} ms, ratio ${(mine / bare).toFixed(2)}`,
      );
    }
    const stop = new AbortController();
    print(`requests beside nothing: ${await beside(own)}`);
    const scraping = scrapeEverySecond(`${own}/metrics`, stop.signal);
    print(`requests beside a scrape every second: ${await beside(own)}`);
    stop.abort();
    await scraping;
  } finally {
    input.end();
  }
}

async function scrape(url: string, encoding: string): Promise<number> {
  const begun = performance.now();
  const response = await fetch(url, { headers: { 'accept-encoding': encoding } });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
  return performance.now() - begun;
}

async function scrapeEverySecond(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await scrape(url, 'gzip');
    await sleep(1000, undefined, { signal }).catch(() => undefined);
  }
}

async function beside(own: string): Promise<string> {
  const url = `${own}/v1/verdicts?city=310000&limit=100`;
  const { latency, non2xx, errors } = await autocannon({ url, connections: 4, duration: SECONDS, overallRate: 200 });
  if (non2xx + errors > 0) throw new Error(`${String(non2xx + errors)} requests failed`);
  return `p50 ${String(latency.p50)} ms, p99 ${String(latency.p99)} ms`;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
}
