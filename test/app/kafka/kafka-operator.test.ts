import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { KafkaProducer } from '../../../ingest/kafka-producer.ts';
import { emptyStore } from '../../support/embedded.ts';
import { GigacityProcess } from '../../support/gigacity-process.ts';
import { describeWithKafka } from '../../support/with-kafka.ts';
import { allCommitted } from '../../support/log-reader.ts';
import { makeTopics } from '../../support/topics.ts';
import { until } from '../../support/until.ts';
import { scratch } from '../../support/scratch.ts';
import type { Ran } from '../run.ts';
import { run } from '../run.ts';
import { ingestUntil } from './ingest-until.ts';

describeWithKafka('an operator with a real Kafka', (kafka) => {
  const gigacity = (prefix: string, ...args: readonly string[]): Promise<Ran> =>
    run([...args, '--lang', 'en', '--topic-prefix', prefix], {
      environment: { GIGACITY_BROKERS: kafka().brokers },
      now: new Date().toISOString(),
    });

  const topics = (prefix: string, names: readonly string[]): Promise<unknown> =>
    makeTopics(
      kafka(),
      names.map((name) => `${prefix}.${name}`),
    );

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
    await topics('strange', ['dead-letters', 'sites-5g.telecom', 'site-5g.telecom', 'sites_5g.telecom']);
    expect((await gigacity('strange', 'doctor')).out).toMatch(
      /of no stream: strange\.site-5g\.telecom, strange\.sites_5g/,
    );
    const none = await gigacity('nowhere', 'doctor');
    expect(none.out).toMatch(/has no topics of feeds under nowhere[\s\S]*gigacity topics create/);
    expect(none.exit).toBe(1);
  });

  it('finds in the log what no feed will ever come from', async () => {
    await topics('odd', ['sites-5g.telecom', 'site-5g.telecom', 'sites_5g.telecom']);
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
    const { brokers } = kafka();
    const flags = { topic_prefix, group: topic_prefix };
    const log = pino({ base: null }, out);
    await ingestUntil({ brokers, store: await emptyStore(), flags, log, acceptFloods: false }, () =>
      until('the warnings', () => lines.length >= count),
    );
    return lines;
  }

  it('lets a flood through with start as with ingest', async () => {
    await topics('flood', ['dead-letters', 'sites-5g.telecom']);
    const topic = 'flood.sites-5g.telecom';
    const producer = await KafkaProducer.connect({ brokers: kafka().brokers, topicPrefix: '', extra: {} });
    await Promise.all(
      Array.from({ length: 500 }, () => producer.append({ topic, key: null, value: Buffer.from('broken') })),
    );
    await producer.close();
    const args = ['start', '--role', 'ingest', '--accept-floods', '--topic-prefix', 'flood', '--group', 'flood'];
    const started = new GigacityProcess([...args, '--data', join(scratch(), 'data')], {
      GIGACITY_BROKERS: kafka().brokers,
    });
    await allCommitted(kafka().brokers, [topic], { group: 'flood' });
    started.kill('SIGTERM');
    expect(await started.ended).toEqual([0, null]);
  }, 90_000);
});
