import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../../app/settings/config.ts';
import { openDefinitions } from '../../../app/opening/definitions.ts';
import { runIngestion } from '../../../app/ingestion/run-ingestion.ts';
import { IngestCounters } from '../../../ingest/counters.ts';
import { KafkaProducer } from '../../../ingest/kafka-producer.ts';
import { createTopics } from '../../../ingest/kafka-topics.ts';
import { Readiness } from '../../../ingest/readiness.ts';
import { readDeadLetters } from '../../../store/dead-letters.ts';
import { emptyStore } from '../../support/embedded.ts';
import type { TestKafka } from '../../support/kafka-container.ts';
import { startKafka, whyNoKafka } from '../../support/kafka.ts';
import { LogReader } from '../../support/log-reader.ts';
import { GOOD } from '../../support/refusals.ts';
import { until } from '../../support/until.ts';

const obstacle = await whyNoKafka();
const NASTY = `'; DROP TABLE x; -- \\ \\N {p0:String} "q" 渝中区😀𠮷 = +1 \u202e`;
const WHERE = '"carrier":"telecom","district":"310115","observed_at":"2025-03-31T23:59:59+08:00"';

/** A message of each stream that has free text, with one text in every such field. */
const messageOf = (stream: string, text: string): string => {
  const quoted = JSON.stringify(text);
  switch (stream) {
    case 'pon-ports':
      return `{"id":"p",${WHERE},"olt":${quoted},"port":${quoted},"technology":"xgs-pon","area":"urban","status":"in_service"}`;
    case 'speed-samples':
      return `{"id":"s",${WHERE},"service":"fixed","place":"indoor","download_mbps":512.5,"tester":${quoted}}`;
    default:
      return `{"id":"t",${WHERE},"statistic":"idc_racks","rows":[{"value":1,"item":${quoted}}]}`;
  }
};

const STREAMS = ['pon-ports', 'speed-samples', 'statistics'];

describe.skipIf(obstacle !== undefined)(`texts through a real Kafka into a real store ${obstacle ?? ''}`, () => {
  let kafka: TestKafka;
  beforeAll(async () => {
    kafka = await startKafka();
  }, 120_000);
  afterAll(async () => {
    await kafka.stop();
  });

  test('are kept as they are, or are dead letters with their bytes, whatever they hold', async () => {
    const prefix = 'texts';
    const topics = [...STREAMS, 'sites-5g'].map((stream) => `${prefix}.${stream}.telecom`);
    const shape = { partitions: 1, replicas: 1, retentionMs: 3_600_000, maxMessageBytes: 1_000_000 };
    await createTopics(
      { brokers: kafka.brokers, topicPrefix: prefix, extra: {} },
      [...topics, `${prefix}.dead-letters`].map((name) => ({ ...shape, name })),
    );
    const producer = await KafkaProducer.connect({ brokers: kafka.brokers, topicPrefix: '', extra: {} });
    const bad = (stream: string): string => messageOf(stream, `a\tb`).replace('"id":"', '"id":"bad-');
    for (const [i, stream] of STREAMS.entries())
      for (const text of [messageOf(stream, NASTY), bad(stream), messageOf(stream, '\u0000')])
        await producer.append({ topic: topics[i] ?? '', key: null, value: Buffer.from(text) });
    // A byte order mark is no fault.
    await producer.append({ topic: topics.at(-1) ?? '', key: null, value: Buffer.from(`\ufeff${GOOD}`) });
    await producer.close();

    const { settings } = await readSettings({
      flags: { brokers: kafka.brokers, topic_prefix: prefix },
      environment: {},
      directory: '/',
    });
    const store = await emptyStore();
    const works = { ...(await openDefinitions(settings)), settings, store, now: Date.now };
    const stop = new AbortController();
    const watched = { counters: new IngestCounters(), readiness: new Readiness(), log: pino({ level: 'silent' }) };
    const running = runIngestion(works, { ...watched, acceptFloods: true }, stop.signal);
    const reader = await LogReader.connect(kafka.brokers);
    await until('all to be committed', async () => (await reader.uncommitted(topics)) === 0, { seconds: 60 });
    await reader.close();
    stop.abort();
    await running;

    const ask = (sql: string) => store.ask({ sql, params: {}, tables: [] });
    expect(await ask('SELECT olt, port FROM pon_ports FINAL')).toEqual([[NASTY, NASTY]]);
    expect(await ask('SELECT tester FROM speed_samples FINAL')).toEqual([[NASTY]]);
    expect(await ask('SELECT `rows.item` FROM statistics FINAL')).toEqual([[[NASTY]]]);
    expect(await ask('SELECT count() FROM sites_5g FINAL')).toEqual([[1]]);
    const letters = await readDeadLetters(store, { all: false, limit: 20 });
    expect(letters.map(({ raw }) => Buffer.from(raw).toString()).sort()).toEqual(
      STREAMS.flatMap((stream) => [bad(stream), messageOf(stream, '\u0000')]).sort(),
    );
    expect(new Set(letters.flatMap(({ reasons }) => reasons.map(({ code }) => code)))).toEqual(new Set(['schema']));
  }, 120_000);
});
