import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { readFacts, readSamples } from '../../store/read-samples.ts';
import { sampleTables } from '../../store/sample-tables.ts';
import { tableName } from '../../store/schema.ts';
import { sampleDays } from '../../indicators/evaluation.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { line, loadInto, raw } from '../support/load.ts';
import { embeddedClient, fillCity } from './fill.ts';
import { machine } from './measure.ts';

interface Bench {
  readonly store: ClickHouseStore;
  readonly client: ReturnType<typeof embeddedClient>;
}

const MILLIONS = [1, 5, 25];

const catalogue = shippedCatalogue();

const QUESTION = {
  stream: speedSamples,
  measures: [...sampleDays([...catalogue.indicators.values()], [], '2025-12-31').values()].flat(),
  windowDays: 90,
  asOf: '2025-12-31',
  zone: 'Asia/Shanghai',
  knownAt: null,
  districts: catalogue.registries.districts.map(({ code }) => code).sort(),
};

/**
 * How reading a year's samples grows with their number. Each size is asked for the catalogue's measures over 90 days:
 * with no bucket yet, with nothing changed, and after one sample arrived; beside them the facts
 * without buckets. Answers are not remembered.
 */
export async function run(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gigacity-bench-'));
  const store = await ClickHouseStore.open({ kind: 'embedded', directory }, STREAMS);
  const client = embeddedClient(directory);
  try {
    const rows: string[] = [];
    let first: readonly number[] | undefined;
    for (const millions of MILLIONS) {
      const times = await measureSize({ store, client }, millions * 1e6);
      first ??= times;
      const cells = times.map((ms, i) => `${ms.toFixed(0)} (×${(ms / (first?.[i] ?? ms)).toFixed(1)})`);
      rows.push(`| ${String(millions)} | ${cells.join(' | ')} |`);
    }
    process.stdout.write(page(rows));
  } finally {
    await client.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureSize({ store, client }: Bench, samples: number): Promise<readonly number[]> {
  for (const table of [tableName(speedSamples.name), ...sampleTables(speedSamples)])
    await client.command({ query: `TRUNCATE TABLE ${table}` });
  await fillCity(client, { ports: 1000, statesPerPort: 1, samples, months: 1 });
  const cold = await timed(() => readSamples(store, QUESTION));
  const again = await fastest(() => timed(() => readSamples(store, QUESTION)));
  const changed = await fastest(async () => {
    await addOne(store);
    return timed(() => readSamples(store, QUESTION));
  });
  const bucketed = JSON.stringify(await readSamples(store, QUESTION));
  let unaided = '';
  const facts = await timed(async () => {
    unaided = JSON.stringify(await readFacts(store, QUESTION));
  });
  if (unaided !== bucketed) throw new Error('buckets and facts differ');
  return [cold, again, changed, facts];
}

async function addOne(store: ClickHouseStore): Promise<void> {
  const message = { observed_at: '2025-12-30T12:00:00+08:00', service: 'fixed', download_mbps: 500 };
  await loadInto(store, shippedRules(catalogue), [raw('speed-samples', line(message))]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function fastest(measure: () => Promise<number>): Promise<number> {
  return Math.min(await measure(), await measure(), await measure());
}

function page(rows: readonly string[]): string {
  return [
    `Reading the samples of 90 days for every indicator, on ${machine()}; milliseconds (beside the smallest size).`,
    '',
    '| million samples a year | no bucket yet | nothing changed | one day changed | the facts themselves |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
