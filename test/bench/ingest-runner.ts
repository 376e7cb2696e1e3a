/** One run of the benchmark in a process of its own: `ingest-runner.ts HOW BROKERS PREFIX ROWS DIRECTORY`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Session } from 'chdb';
import { ingest } from '../../app/ingestion/ingestion.ts';
import { IngestCounters } from '../../ingest/counters.ts';
import { KafkaRecordLog } from '../../ingest/kafka-consumer.ts';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import { Readiness } from '../../ingest/readiness.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { ClickHouseStore } from '../../store/clickhouse.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';

export interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuMicroseconds: number;
  readonly peakMegabytes: number;
}

const [how = '', brokers = '', prefix = '', wanted = '', directory = ''] = process.argv.slice(2);
const rows = Number(wanted);
const settings = { brokers, topicPrefix: prefix, group: how, extra: {}, parallel: 1, breaker: true };
const start = { at: Date.now(), cpu: process.cpuUsage() };
/** Ends what a run began: an engine must not be working when its process ends. */
let closing = (): Promise<void> => Promise.resolve();

switch (how) {
  case 'count':
    report(await counted());
    break;
  case 'engine':
    report(...(await throughEngine()));
    break;
  case 'gigacity':
    report(await ingested());
    break;
  case 'latency':
    await latency();
    break;
  default:
    throw new Error(`no run is called ${how}`);
}
await closing();
process.exit(0);

/** From the first record on, so that joining the group counts for nobody. */
function report(firstAt: number, before = 0): void {
  const { user, system } = process.cpuUsage(start.cpu);
  const measured: Measured = {
    rows: rows - before,
    seconds: (Date.now() - firstAt) / 1000,
    cpuMicroseconds: user + system,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`\n${JSON.stringify(measured)}\n`);
}

async function counted(): Promise<number> {
  let firstAt: number | undefined;
  const log = await KafkaRecordLog.join(settings, {
    assigned: () => undefined,
    revoked: () => Promise.resolve(),
    lag: () => undefined,
    warning: () => undefined,
  });
  for (let count = 0; count < rows;) {
    const records = await log.poll();
    if (records.length > 0) firstAt ??= Date.now();
    count += records.length;
  }
  return firstAt ?? start.at;
}

function ingesting(store: ClickHouseStore, counters: IngestCounters, signal: AbortSignal): Promise<void> {
  return ingest(
    {
      store,
      rules: shippedRules(shippedCatalogue()),
      counters,
      readiness: new Readiness(),
      now: Date.now,
      random: Math.random,
      report: () => undefined,
      join: (asked, events) => KafkaRecordLog.join(asked, events),
    },
    settings,
    signal,
  );
}

async function ingested(): Promise<number> {
  const store = await ClickHouseStore.open({ kind: 'embedded', directory }, STREAMS);
  const counters = new IngestCounters();
  const stop = new AbortController();
  const watch = sleep(0).then(async () => {
    let firstAt: number | undefined;
    let storedRows = 0;
    while (storedRows < rows) {
      await sleep(20);
      if (Number(counters.summary()['admitted']) > 0) firstAt ??= Date.now();
      if (Number(counters.summary()['admitted']) >= rows)
        storedRows = Number(
          (await store.ask({ sql: 'SELECT count() FROM pon_ports', params: {}, tables: [] }))[0]?.[0],
        );
    }
    return firstAt ?? start.at;
  });
  const running = ingesting(store, counters, stop.signal);
  closing = async () => {
    stop.abort();
    await running;
    await store.close();
  };
  return Promise.race([watch, running.then(() => start.at)]);
}

/** The same table, filled by ClickHouse itself. */
async function throughEngine(): Promise<[firstAt: number, before: number]> {
  const store = await ClickHouseStore.open({ kind: 'embedded', directory }, STREAMS);
  const session = new Session(directory);
  const columns =
    'id String, carrier String, district String, observed_at String, revision UInt64, olt String, port String, technology String, area String, status String';
  session.query(
    `CREATE TABLE queue (${columns}) ENGINE = Kafka SETTINGS kafka_broker_list = '${brokers}', kafka_topic_list = '${prefix}.pon-ports.telecom', kafka_group_name = 'engine', kafka_format = 'JSONEachRow', kafka_num_consumers = 1, kafka_max_block_size = 65536, kafka_poll_max_batch_size = 65536, kafka_flush_interval_ms = 500`,
  );
  session.query(
    `CREATE MATERIALIZED VIEW feed TO pon_ports AS SELECT id, carrier, district, parseDateTime64BestEffort(observed_at, 9, 'UTC') AS observed_at, revision, olt, port, technology, area, status, _timestamp_ms AS received_at, _topic AS source, _partition AS partition, _offset AS offset, 1 AS line FROM queue`,
  );
  let first: [number, number] | undefined;
  for (let count = 0, deadline = Date.now() + 300_000; count < rows && Date.now() < deadline;) {
    await sleep(50);
    const [row] = await store.ask({ sql: 'SELECT count() FROM pon_ports', params: {}, tables: [] });
    count = Number(row?.[0]);
    if (count > 0) first ??= [Date.now(), count];
  }
  return first ?? [start.at, 0];
}

/** How long after it was sent a message can be queried, at 1,000 a second. */
async function latency(): Promise<void> {
  const store = await ClickHouseStore.open({ kind: 'embedded', directory }, STREAMS);
  const stop = new AbortController();
  const running = ingesting(store, new IngestCounters(), stop.signal);
  const producer = await KafkaProducer.connect(settings);
  await sleep(6_000);
  const sentAt: number[] = [];
  const seen: number[] = [];
  const sending = (async () => {
    for (let i = 0; i < rows; i += 10) {
      for (let j = i; j < i + 10; j += 1) {
        sentAt.push(Date.now());
        void producer.append({
          topic: `${prefix}.pon-ports.telecom`,
          key: null,
          partition: j % 8,
          value: Buffer.from(
            JSON.stringify({
              id: String(j),
              carrier: 'telecom',
              district: '310115',
              observed_at: '2025-03-31T23:59:59+08:00',
              olt: 'o',
              port: String(j),
              technology: 'gpon',
              area: 'urban',
              status: 'in_service',
            }),
          ),
        });
      }
      const ahead = (sentAt[0] ?? 0) + i - Date.now();
      if (ahead > 0) await sleep(ahead);
    }
  })();
  while (seen.length < rows) {
    const found = await store.ask({
      sql: `SELECT toUInt64(id) FROM pon_ports WHERE toUInt64(id) >= ${String(0)}`,
      params: {},
      tables: [],
    });
    const now = Date.now();
    for (const [id] of found) seen[Number(id)] ??= now;
    if (found.length >= rows) break;
    await sleep(100);
  }
  await sending;
  const delays = seen.map((at, i) => at - (sentAt[i] ?? at)).sort((a, b) => a - b);
  closing = async () => {
    stop.abort();
    await running;
    await store.close();
  };
  const visibleMs = {
    p50: delays[delays.length >> 1],
    p99: delays[Math.floor(delays.length * 0.99)],
    max: delays.at(-1),
  };
  process.stdout.write(`\n${JSON.stringify({ visibleMs })}\n`);
}
