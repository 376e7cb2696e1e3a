import { expect, test } from 'vitest';
import { KafkaProducer } from '../../../ingest/kafka-producer.ts';
import { readDeadLetters } from '../../../store/dead-letters.ts';
import { emptyStore } from '../../support/embedded.ts';
import { describeWithKafka } from '../../support/with-kafka.ts';
import { allCommitted } from '../../support/log-reader.ts';
import { GOOD } from '../../support/refusals.ts';
import { makeTopics } from '../../support/topics.ts';
import { ingestUntil } from './ingest-until.ts';

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

describeWithKafka('texts through a real Kafka into a real store', (kafka) => {
  test('are kept as they are, or are dead letters with their bytes, whatever they hold', async () => {
    const prefix = 'texts';
    const topics = [...STREAMS, 'sites-5g'].map((stream) => `${prefix}.${stream}.telecom`);
    const { brokers } = kafka();
    await makeTopics({ brokers }, [...topics, `${prefix}.dead-letters`]);
    const producer = await KafkaProducer.connect({ brokers, topicPrefix: '', extra: {} });
    const bad = (stream: string): string => messageOf(stream, `a\tb`).replace('"id":"', '"id":"bad-');
    for (const [i, stream] of STREAMS.entries())
      for (const text of [messageOf(stream, NASTY), bad(stream), messageOf(stream, '\u0000')])
        await producer.append({ topic: topics[i] ?? '', key: null, value: Buffer.from(text) });
    // A byte order mark is no fault.
    await producer.append({ topic: topics.at(-1) ?? '', key: null, value: Buffer.from(`\ufeff${GOOD}`) });
    await producer.close();

    const store = await emptyStore();
    await ingestUntil({ brokers, store, flags: { topic_prefix: prefix } }, () => allCommitted(brokers, topics));

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
