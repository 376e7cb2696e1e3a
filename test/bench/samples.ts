import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { readFacts, readSamples } from '../../store/read-samples.ts';
import { sampleTables } from '../../store/sample-tables.ts';
import { tableName } from '../../store/schema.ts';
import { sampleDays } from '../../indicators/evaluation.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { line, loadInto, raw } from '../support/load.ts';
import { evaluator } from './evaluate.ts';
import { embeddedClient, fillCity } from './fill.ts';
import { machine } from './measure.ts';
import { scratch } from '../support/scratch.ts';

type Client = ReturnType<typeof embeddedClient>;

const MILLIONS = [1, 5, 25];
const REPORT = fileURLToPath(new URL('../../docs/benchmarks-samples.md', import.meta.url));

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

const QUESTIONS = ['no bucket yet', 'nothing changed', 'one day changed', 'the facts themselves'];
const EVALUATIONS = ['cold', 'nothing changed', 'one day changed'];

/**
 * How reading a year's samples grows with their number. Each size is asked for the catalogue's measures over 90 days:
 * with no bucket yet, with nothing changed, and after one sample arrived; beside them the facts
 * without buckets. Answers are not remembered. Then the whole catalogue with verdicts is evaluated as by a server.
 */
export async function run(): Promise<void> {
  const directory = scratch();
  const store = await ClickHouseStore.open({ kind: 'embedded', directory }, STREAMS);
  const client = embeddedClient(directory);
  try {
    const reading: (readonly Spent[])[] = [];
    const evaluating: (readonly Spent[])[] = [];
    for (const millions of MILLIONS) {
      await fill(client, millions * 1e6);
      evaluating.push(await measureEvaluation(store));
      await fill(client, millions * 1e6);
      reading.push(await measureReading(store));
    }
    const text = [
      '# Samples: how reading grows with their number',
      '',
      `Measured by \`npm run bench samples\` on ${machine()}; milliseconds that passed / milliseconds of processor time (beside that of the smallest size). Of three tries the least, but for what is cold.`,
      '',
      ...page('Reading the samples of 90 days for every indicator', QUESTIONS, reading),
      ...page('Every value, verdict, forecast and duty of Shanghai', EVALUATIONS, evaluating),
    ].join('\n');
    process.stdout.write(text);
    writeFileSync(REPORT, text);
  } finally {
    await client.close();
    await store.close();
  }
}

async function fill(client: Client, samples: number): Promise<void> {
  for (const stream of STREAMS)
    for (const table of [tableName(stream.name), ...(stream.kind === 'sample' ? sampleTables(stream) : [])])
      await client.command({ query: `TRUNCATE TABLE ${table}` });
  await fillCity(client, { ports: 1000, statesPerPort: 1, samples, months: 24 });
}

/** Milliseconds; a machine that is busy with other work lets more of them pass, but hardly spends more on this. */
interface Spent {
  readonly passed: number;
  readonly processor: number;
}

async function measureEvaluation(store: ClickHouseStore): Promise<readonly Spent[]> {
  const evaluate = evaluator(store);
  const once = (): Promise<Spent> => timed(evaluate);
  const cold = await once();
  const again = await least(once);
  const changed = await least(async () => {
    await addOne(store);
    return once();
  });
  return [cold, again, changed];
}

async function measureReading(store: ClickHouseStore): Promise<readonly Spent[]> {
  const cold = await timed(() => readSamples(store, QUESTION));
  const again = await least(() => timed(() => readSamples(store, QUESTION)));
  const changed = await least(async () => {
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

async function timed(work: () => Promise<unknown>): Promise<Spent> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { passed: performance.now() - start, processor: (user + system) / 1000 };
}

async function least(measure: () => Promise<Spent>): Promise<Spent> {
  const tries = [await measure(), await measure(), await measure()];
  return {
    passed: Math.min(...tries.map(({ passed }) => passed)),
    processor: Math.min(...tries.map(({ processor }) => processor)),
  };
}

function page(what: string, questions: readonly string[], sizes: readonly (readonly Spent[])[]): readonly string[] {
  const [first] = sizes;
  return [
    `## ${what}`,
    '',
    `| million samples a year | ${questions.join(' | ')} |`,
    `| --- |${questions.map(() => ' --- |').join('')}`,
    ...sizes.map((times, size) => {
      const cells = times.map(({ passed, processor }, i) => {
        const ratio = processor / (first?.[i]?.processor ?? processor);
        return `${passed.toFixed(0)} / ${processor.toFixed(0)} (×${ratio.toFixed(1)})`;
      });
      return `| ${String(MILLIONS[size] ?? '')} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
}
