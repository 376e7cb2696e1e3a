import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../../app/settings/config.ts';
import { openDefinitions } from '../../../app/opening/definitions.ts';
import { runIngestion } from '../../../app/ingestion/run-ingestion.ts';
import { IngestCounters } from '../../../ingest/counters.ts';
import { KafkaProducer } from '../../../ingest/kafka-producer.ts';
import { createTopics } from '../../../ingest/kafka-topics.ts';
import { Readiness } from '../../../ingest/readiness.ts';
import { emptyStore } from '../../support/embedded.ts';
import type { TestKafka } from '../../support/kafka-container.ts';
import { startKafka, whyNoKafka } from '../../support/kafka.ts';
import { LogReader } from '../../support/log-reader.ts';
import { TYPESCRIPT } from '../../support/store-process.ts';
import { until } from '../../support/until.ts';
import { scratch } from '../../support/scratch.ts';
import type { Ran } from '../run.ts';
import { run } from '../run.ts';

const obstacle = await whyNoKafka();
const MAIN = fileURLToPath(new URL('../../../app/main.ts', import.meta.url));
const SHAPE = { partitions: 1, replicas: 1, retentionMs: 3_600_000, maxMessageBytes: 1_000_000 };

describe.skipIf(obstacle !== undefined)(`an operator with a real Kafka ${obstacle ?? ''}`, () => {
  let kafka: TestKafka;
  beforeAll(async () => {
    kafka = await startKafka();
  }, 120_000);
  afterAll(async () => {
    await kafka.stop();
  });

  const gigacity = (prefix: string, ...args: readonly string[]): Promise<Ran> =>
    run([...args, '--lang', 'en', '--topic-prefix', prefix], {
      environment: { GIGACITY_BROKERS: kafka.brokers },
      now: new Date().toISOString(),
    });

  async function makeTopics(prefix: string, names: readonly string[]): Promise<void> {
    const plans = names.map((name) => ({ ...SHAPE, name: `${prefix}.${name}` }));
    await createTopics({ brokers: kafka.brokers, topicPrefix: prefix, extra: {} }, plans);
  }

  it('is told what topics keep when they were there already', async () => {
    expect(await gigacity('twice', 'topics', 'create', '--partitions', '1')).toMatchObject({ exit: 0, err: '' });
    const again = await gigacity('twice', 'topics', 'create', '--partitions', '2');
    expect(again.out).toContain(' 0 of them new');
    expect(again.err).toMatch(/keep their settings; message\.timestamp\.type must be LogAppendTime/);
    expect(again.err).toMatch(/another number of partitions than 2: .*twice\.sites-5g\.telecom \(1\)/);
  }, 60_000);

  it('is told which topic the brokers would not make, and where to look', async () => {
    const ran = await gigacity('many', 'topics', 'create', '--replicas', '3');
    expect(ran.exit).toBe(1);
    expect(ran.err).toMatch(/many\.[a-z0-9-]+\.[a-z]+ was not made: .*replication factor[\s\S]*look at --replicas/);
  });

  it('hears from doctor what the brokers have', async () => {
    await makeTopics('strange', ['dead-letters', 'sites-5g.telecom', 'site-5g.telecom', 'sites_5g.telecom']);
    expect((await gigacity('strange', 'doctor')).out).toMatch(
      /of no stream: strange\.site-5g\.telecom, strange\.sites_5g/,
    );
    const none = await gigacity('nowhere', 'doctor');
    expect(none.out).toMatch(/has no topics of feeds under nowhere[\s\S]*gigacity topics create/);
    expect(none.exit).toBe(1);
  });

  it('finds in the log what no feed will ever come from', async () => {
    await makeTopics('odd', ['sites-5g.telecom', 'site-5g.telecom', 'sites_5g.telecom']);
    expect(await logOfIngestion('odd', 3)).toEqual([
      { topic: 'odd.dead-letters', msg: expect.stringContaining('the first refused line will end this') as string },
      { topics: ['odd.site-5g.telecom'], msg: expect.stringContaining('becomes a dead letter') as string },
      { topics: ['odd.sites_5g.telecom'], msg: expect.stringContaining('not read') as string },
    ]);
    expect(await logOfIngestion('nothing', 2)).toMatchObject([
      { prefix: 'nothing' },
      { topic: 'nothing.dead-letters' },
    ]);
  }, 60_000);

  /** The warnings about topics, so many of them, of an ingestion that is ended then. */
  async function logOfIngestion(topic_prefix: string, count: number): Promise<readonly unknown[]> {
    const { settings } = await readSettings({
      flags: { brokers: kafka.brokers, topic_prefix, group: topic_prefix },
      environment: {},
      directory: '/',
    });
    const lines: unknown[] = [];
    const out = new Writable({
      write: (chunk: Buffer, _, done) => {
        const { level, topics, topic, prefix, msg } = JSON.parse(chunk.toString()) as Record<string, unknown>;
        // Of what librdkafka warns is not the question.
        if (level === 40 && (topics ?? topic ?? prefix) !== undefined)
          lines.push(JSON.parse(JSON.stringify({ topics, topic, prefix, msg })));
        done();
      },
    });
    const works = { ...(await openDefinitions(settings)), settings, store: await emptyStore(), now: Date.now };
    const stop = new AbortController();
    const seen = { counters: new IngestCounters(), readiness: new Readiness() };
    const watched = { ...seen, log: pino({ base: null }, out), acceptFloods: false };
    const running = runIngestion(works, watched, stop.signal);
    await until('the warnings', () => lines.length >= count);
    stop.abort();
    await running;
    return lines;
  }

  it('lets a flood through with start as with ingest', async () => {
    await makeTopics('flood', ['dead-letters', 'sites-5g.telecom']);
    const topic = 'flood.sites-5g.telecom';
    const producer = await KafkaProducer.connect({ brokers: kafka.brokers, topicPrefix: '', extra: {} });
    await Promise.all(
      Array.from({ length: 500 }, () => producer.append({ topic, key: null, value: Buffer.from('broken') })),
    );
    await producer.close();
    const data = join(scratch(), 'data');
    const args = ['start', '--role', 'ingest', '--accept-floods', '--topic-prefix', 'flood', '--group', 'flood'];
    const started = spawn(process.execPath, [...TYPESCRIPT, MAIN, ...args, '--data', data], {
      env: { PATH: process.env['PATH'], GIGACITY_BROKERS: kafka.brokers },
      stdio: 'ignore',
    });
    const ended = once(started, 'exit');
    const reader = await LogReader.connect(kafka.brokers, 'flood');
    await until('all to be committed', async () => (await reader.uncommitted([topic])) === 0, { seconds: 40 });
    await reader.close();
    started.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }, 90_000);
});
