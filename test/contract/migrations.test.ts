import { expect, test } from 'vitest';
import { evaluatePlace } from '../../app/evaluating/evaluate-place.ts';
import { evaluateTasks } from '../../app/evaluating/tasks.ts';
import { toCompletenessDocument } from '../../indicators/documents/completeness-document.ts';
import { toValueDocument, toVerdictDocument } from '../../indicators/documents/documents.ts';
import { SHANGHAI_2025 } from '../../ingest/simulation/demo.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';
import type { RawMessage } from '../../ingest/measurement.ts';
import type { Stream } from '../../ingest/stream.ts';
import { speedSamples } from '../../ingest/streams/speed-samples.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { factWriter } from '../../store/fact.ts';
import { MIGRATIONS_TABLE, migrations } from '../../store/migrations.ts';
import { countArrivals, sampleTables } from '../../store/sample-tables.ts';
import { messageColumns, quoted, RECEIPT_COLUMNS, tableName } from '../../store/schema.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { statements } from '../support/embedded.ts';
import { SHANGHAI } from '../support/judged.ts';
import { line, loadInto, raw, RememberingWriter } from '../support/load.ts';
import { scratch } from '../support/scratch.ts';

const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);
const PLAN = 'yuzhong-2023-gigabit-city';

/** The streams as they were before a completion could say that it is withdrawn. */
const former: readonly Stream[] = STREAMS.map((stream) => {
  const fields = Object.entries(stream.fields).filter(
    ([name]) => stream.name !== 'task-completions' || name !== 'status',
  );
  return { ...stream, fields: Object.fromEntries(fields) };
});

function completion(of: object = {}): RawMessage {
  const message = { carrier: 'authority', district: '500103', observed_at: '2023-10-20T17:00:00+08:00', plan: PLAN };
  const record = { task: '17', completed_at: '2023-10-18', evidence: 'a page', by: 'an office' };
  return raw('task-completions', line({ id: 'completion', ...message, ...record, ...of }));
}

const feed: readonly RawMessage[] = [
  ...[...simulate({ ...SHANGHAI_2025.options, from: '2025-01-01', to: '2025-03-31', scale: 0.0005 })].map((one) =>
    raw(one.stream, one.line, one.receivedAt),
  ),
  completion(),
];

/** A store as the sixth migration left it, with rows that were written and days that were searched then. */
async function formerStore(directory: string): Promise<void> {
  const applied = migrations(former).filter(({ number }) => number <= 6);
  const written = new RememberingWriter();
  await loadInto(written, rules, feed);
  const inserts = former.flatMap((stream) => {
    const own = written.measurements.filter((one) => one.stream.name === stream.name);
    const columns = [...messageColumns(stream), ...RECEIPT_COLUMNS].map(({ name }) => quoted(name)).join(', ');
    const rows = own.map(factWriter(stream)).join('\n');
    return own.length === 0
      ? []
      : [`INSERT INTO ${tableName(stream.name)} (${columns}) FORMAT JSONCompactEachRow\n${rows}`];
  });
  await statements({ kind: 'embedded', directory }, [
    MIGRATIONS_TABLE,
    ...applied.flatMap((one) => [
      ...one.statements,
      `INSERT INTO migrations (number, name) VALUES (${String(one.number)}, '${one.name}')`,
    ]),
    ...inserts,
    countArrivals(speedSamples),
    "INSERT INTO speed_samples_days SELECT 'Asia/Shanghai', toDate(quarter, 'Asia/Shanghai'), sum(n), 0 FROM speed_samples_arrivals GROUP BY ALL",
    "INSERT INTO speed_samples_buckets (measure, zone, day, n, district, carrier, used, amounts) SELECT '', 'Asia/Shanghai', toDate(quarter, 'Asia/Shanghai'), sum(n), '310115', 'telecom', 2, [2, 1] FROM speed_samples_arrivals GROUP BY ALL",
  ]);
}

async function documentsOf(store: ClickHouseStore): Promise<string> {
  const deps = { catalogue, asker: store, now: () => Date.parse('2025-04-20T00:00:00Z') };
  const evaluation = await evaluatePlace(deps, SHANGHAI, { asOf: '2025-03-31', knownAt: null });
  return JSON.stringify([
    evaluation.values.map((value) => toValueDocument(value, null)),
    evaluation.verdicts.map((verdict) => toVerdictDocument(verdict, null)),
    toCompletenessDocument(SHANGHAI, evaluation.completeness.duties, { period: '2025-03', knownAt: null }),
  ]);
}

async function verdictOnTask(store: ClickHouseStore): Promise<string | undefined> {
  const [profile, plan] = [catalogue.profiles.get('chongqing-yuzhong'), catalogue.plans.get(PLAN)];
  if (profile === undefined || plan === undefined) throw new Error('the definitions are shipped');
  const times = { asOf: '2023-10-31', knownAt: null };
  const tasks = await evaluateTasks({ catalogue, asker: store, now: Date.now }, profile, { plans: [plan], ...times });
  return tasks.find(({ task }) => task.id === '17')?.verdict;
}

test('a store of the sixth migration is brought up to date with its rows, and answers as one that was made today', async () => {
  const directory = scratch();
  await formerStore(directory);

  const store = await ClickHouseStore.open({ kind: 'embedded', directory }, STREAMS);
  const brought = await documentsOf(store);
  const sql = "SELECT name FROM system.tables WHERE name IN ('speed_samples_buckets', 'speed_samples_binned')";
  const formerBuckets = { sql, params: {}, tables: [] };
  expect(await store.ask(formerBuckets)).toEqual([]);
  expect(brought).toMatch(/"indicator":"outdoor_5g_download_mbps".{0,400}"value":\d/);
  expect(await verdictOnTask(store)).toBe('met');
  await loadInto(store, rules, [completion({ revision: 1, status: 'withdrawn' })]);
  expect(await verdictOnTask(store)).toBe('unverifiable');

  const tables = [...STREAMS.map(({ name }) => tableName(name)), ...sampleTables(speedSamples), 'dead_letters'];
  await statements(
    { kind: 'embedded', directory },
    tables.map((table) => `TRUNCATE TABLE ${table}`),
  );
  await loadInto(store, rules, feed);
  expect(await documentsOf(store)).toBe(brought);
  await store.close();
}, 120_000);
