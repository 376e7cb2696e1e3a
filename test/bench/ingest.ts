/**
 * `npm run bench ingest`: messages of one row and of a hundred rows from a real Kafka into the embedded
 * store, beside (a) ClickHouse's own Kafka engine reading the same topic into the same table without validation, and
 * (b) a consumer that only counts. Each runs in a process of its own; ratios are what may be compared between machines.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import { startKafka } from '../support/kafka.ts';
import { TYPESCRIPT } from '../support/store-process.ts';
import type { Measured } from './ingest-runner.ts';
import { scratch } from '../support/scratch.ts';
import { makeTopics } from '../support/topics.ts';
import { print } from './measure.ts';

const RUNNER = fileURLToPath(new URL('ingest-runner.ts', import.meta.url));
const PARTITIONS = 8;
const MESSAGES = 5_000_000;

export async function run(): Promise<void> {
  const messages = Number(process.env['GIGACITY_BENCH_MESSAGES'] ?? MESSAGES);
  const kafka = await startKafka();
  const measure = (how: string, prefix: string, rows: number): Promise<Measured & { visibleMs?: unknown }> =>
    measureIn(kafka.brokers, how, { prefix, rows });
  try {
    await produce(kafka.brokers, 'one', { messages, rows: 1 });
    await produce(kafka.brokers, 'hundred', { messages: Math.ceil(messages / 100), rows: 100 });
    const latency = await measure('latency', 'late', 20_000);
    print(`visible to a query at 1,000 messages/s: ${JSON.stringify(latency.visibleMs)} ms`);
    const count = await measure('count', 'one', messages);
    print(`a consumer that only counts: ${described(count)}`);
    const engine = await measure('engine', 'one', messages);
    print(`ClickHouse's Kafka engine: ${described(engine)}`);
    const gigacity = await measure('gigacity', 'one', messages);
    print(`gigacity, one row a message: ${described(gigacity)}`);
    const batched = await measure('gigacity', 'hundred', messages);
    print(`gigacity, a hundred rows a message: ${described(batched)}`);
    print(`gigacity / ClickHouse's Kafka engine: ${ratio(gigacity, engine)}`);
    print(`gigacity / a consumer that only counts: ${ratio(gigacity, count)}`);
  } finally {
    await kafka.stop();
  }
}

function described({ rows, seconds, cpuMicroseconds, peakMegabytes }: Measured): string {
  const perSecond = Math.round(rows / seconds).toLocaleString('en-US');
  return `${perSecond} rows/s, ${(cpuMicroseconds / rows).toFixed(1)} CPU-µs a row, peak ${String(peakMegabytes)} MB`;
}

function ratio(a: Measured, b: Measured): string {
  return (a.rows / a.seconds / (b.rows / b.seconds)).toFixed(2);
}

async function measureIn(
  brokers: string,
  how: string,
  { prefix, rows }: { prefix: string; rows: number },
): Promise<Measured & { visibleMs?: unknown }> {
  const args = [...TYPESCRIPT, RUNNER, how, brokers, prefix, String(rows), scratch()];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Measured;
}

async function produce(
  brokers: string,
  prefix: string,
  { messages: count, rows }: { messages: number; rows: number },
): Promise<void> {
  const topic = `${prefix}.pon-ports.telecom`;
  const settings = { brokers, topicPrefix: prefix, extra: { 'compression.type': 'lz4', 'linger.ms': '50' } };
  const names = [topic, `${prefix}.dead-letters`, 'late.pon-ports.telecom', 'late.dead-letters'];
  await makeTopics(settings, names, { partitions: PARTITIONS, maxMessageBytes: 10_000_000 });
  const producer = await KafkaProducer.connect(settings);
  let under: Promise<unknown>[] = [];
  for (let i = 0; i < count; i += 1) {
    const lines = Array.from({ length: rows }, (_, row) => line(i * rows + row));
    under.push(producer.append({ topic, key: null, partition: i % PARTITIONS, value: Buffer.from(lines.join('\n')) }));
    if (under.length >= 20_000) {
      await Promise.all(under);
      under = [];
    }
  }
  await Promise.all(under);
  await producer.close();
}

/** About 210 bytes. */
function line(i: number): string {
  return JSON.stringify({
    id: `p-${String(i).padStart(9, '0')}`,
    carrier: 'telecom',
    district: '310115',
    observed_at: '2025-03-31T23:59:59+08:00',
    revision: 0,
    olt: `SH-PD-OLT-${String(i >> 6).padStart(6, '0')}`,
    port: `0/${String((i >> 3) & 7)}/${String(i & 7)}`,
    technology: 'xgs-pon',
    area: 'urban',
    status: 'in_service',
  });
}
