import { expect, test } from 'vitest';
import { ingest } from '../../app/ingestion/ingestion.ts';
import type { ConsumptionEvent } from '../../ingest/consumption.ts';
import { IngestCounters } from '../../ingest/counters.ts';
import { KafkaRecordLog } from '../../ingest/kafka-consumer.ts';
import { KafkaProducer } from '../../ingest/kafka-producer.ts';
import { Readiness } from '../../ingest/readiness.ts';
import { describeReason } from '../../ingest/rejection.ts';
import type { RetryEvent } from '../../store/retrying.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { describeWithKafka } from '../support/with-kafka.ts';
import { LogReader } from '../support/log-reader.ts';
import { RememberingWriter } from '../support/load.ts';
import { GOOD, REFUSALS } from '../support/refusals.ts';
import { makeTopics } from '../support/topics.ts';
import { until } from '../support/until.ts';

const rules = shippedRules(shippedCatalogue());

describeWithKafka('over a real Kafka', (kafka) => {
  async function world(topicPrefix: string) {
    const settings = { brokers: kafka().brokers, topicPrefix, extra: {} };
    const topic = `${topicPrefix}.sites-5g.telecom`;
    const deadLetters = `${topicPrefix}.dead-letters`;
    expect(await makeTopics(settings, [topic], { maxMessageBytes: 20_000_000 })).toEqual([topic]);
    expect(await makeTopics(settings, [topic, deadLetters], { maxMessageBytes: 2_000_000 })).toEqual([deadLetters]);
    const producer = await KafkaProducer.connect(settings);
    return {
      settings,
      topic,
      send: async (values: readonly (string | Uint8Array | null)[]) => {
        for (const value of values)
          await producer.append({ topic, key: null, value: typeof value === 'string' ? Buffer.from(value) : value });
      },
      close: () => producer.close(),
    };
  }

  function start(settings: { brokers: string; topicPrefix: string; extra: Readonly<Record<string, string>> }) {
    const store = new RememberingWriter();
    const counters = new IngestCounters();
    const readiness = new Readiness();
    const events: (ConsumptionEvent | RetryEvent)[] = [];
    const stop = new AbortController();
    const running = ingest(
      {
        store,
        rules,
        counters,
        readiness,
        now: Date.now,
        random: Math.random,
        report: (event) => events.push(event),
        join: (asked, on) => KafkaRecordLog.join(asked, on),
      },
      { ...settings, group: 'gigacity', parallel: 4, breaker: true },
      stop.signal,
    );
    return {
      store,
      counters,
      readiness,
      events,
      end: async () => {
        stop.abort();
        await running;
      },
    };
  }

  test('every bad input is one dead letter in the store and in its topic, and its neighbours are stored', async () => {
    const { settings, topic, send, close } = await world('bad');
    // What lies in the future depends on the broker's clock.
    const inputs = REFUSALS.filter(([name]) => name !== 'the day after tomorrow');
    const future = GOOD.replace('2025-03-31', new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
    const ingester = start(settings);
    const neighbour = (i: number): string => GOOD.replace('"id":"a"', `"id":"good-${String(i)}"`);
    await send([
      ...inputs.flatMap(([, value], i) => [neighbour(i), value]),
      future,
      neighbour(inputs.length),
      `${neighbour(1000)}\nbroken\n${neighbour(1001)}\n`,
    ]);
    const { store } = ingester;
    await until('all to be stored', () => store.measurements.length >= inputs.length + 3, { seconds: 60 });
    expect(store.measurements.map(({ message }) => message.id)).toEqual([
      ...Array.from({ length: inputs.length + 1 }, (_, i) => `good-${String(i)}`),
      'good-1000',
      'good-1001',
    ]);
    expect(store.deadLetters).toHaveLength(inputs.length + 2);
    for (const [i, [name, , expected]] of inputs.entries()) {
      const letter = store.deadLetters[i];
      expect([name, letter?.origin]).toEqual([name, { source: topic, partition: 0, offset: 2 * i + 1, line: 1 }]);
      expect(letter?.reasons.length, name).toBe(expected.length);
      for (const [j, reason] of (letter?.reasons ?? []).entries()) {
        const one = expected[j] ?? '';
        expect(`${reason.code} ${describeReason(reason)}`).toEqual(
          typeof one === 'string' ? one : (expect.stringMatching(one) as unknown),
        );
      }
    }
    expect(store.deadLetters.at(-2)?.reasons.map(({ code }) => code)).toEqual(['future']);
    expect(store.deadLetters.at(-1)?.origin.line).toBe(2);
    await ingester.end();
    await close();
    const reader = await LogReader.connect(kafka().brokers);
    expect(await reader.uncommitted([topic])).toBe(0);
    const told = await reader.records(['bad.dead-letters']);
    expect(new Set(told.map(({ key }) => String(key)))).toEqual(
      new Set(
        store.deadLetters.map(({ origin: { source, partition, offset, line } }) =>
          [source, partition, offset, line].join('/'),
        ),
      ),
    );
    // The 10 MB line did not fit into the topic of dead letters; the store keeps it.
    expect(told.some(({ value }) => value === null)).toBe(true);
    await reader.close();
  }, 120_000);

  test('a flood holds back its own partition, and is told', async () => {
    const { settings, send, close } = await world('flood');
    const ingester = start(settings);
    await send(Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? 'broken' : GOOD)));
    await until('the flood to be seen', () => ingester.readiness.flooded.size > 0, { seconds: 30 });
    await send([GOOD]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([...ingester.readiness.flooded]).toEqual(['flood.sites-5g.telecom/0']);
    expect(ingester.events.filter(({ kind }) => kind === 'flooded')).toHaveLength(1);
    expect(ingester.store.deadLetters.length).toBeLessThanOrEqual(201);
    await ingester.end();
    await close();
  }, 60_000);
});
