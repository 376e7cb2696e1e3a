import { expect, test } from 'vitest';
import { LazyProducer } from '../../../app/kafka/lazy-producer.ts';

const SETTINGS = { brokers: 'localhost:9092', topicPrefix: 'gigacity', extra: {} };
const MESSAGE = { topic: 'gigacity.sites-5g.telecom', key: null, value: Buffer.from('{}') };

/** A client that fails for good at its message of the given number, as librdkafka does. */
function clientFailingAt(failing: number) {
  let appended = 0;
  const client = {
    isSpent: false,
    isClosed: false,
    append: () => {
      appended += 1;
      client.isSpent ||= appended === failing;
      return client.isSpent ? Promise.reject(new Error('Local: Fatal error')) : Promise.resolve({ offset: appended });
    },
    close: () => {
      client.isClosed = true;
      return Promise.resolve();
    },
  };
  return client;
}

function lazy(...clients: readonly (ReturnType<typeof clientFailingAt> | Error)[]) {
  const connections: string[] = [];
  const left = [...clients];
  const producer = new LazyProducer(SETTINGS, ({ brokers }) => {
    connections.push(brokers);
    const next = left.shift() ?? new Error('no more clients');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  return { producer, connections };
}

test('one connection serves everything that is appended', async () => {
  const { producer, connections } = lazy(clientFailingAt(Infinity));
  expect(await Promise.all([producer.append(MESSAGE), producer.append(MESSAGE)])).toEqual([
    { offset: 1 },
    { offset: 2 },
  ]);
  expect(connections).toEqual(['localhost:9092']);
});

test('after a fatal error the next use connects anew, once, and the spent client is closed', async () => {
  const spent = clientFailingAt(2);
  const fresh = clientFailingAt(Infinity);
  const { producer, connections } = lazy(spent, fresh);
  await producer.append(MESSAGE);
  await expect(producer.append(MESSAGE)).rejects.toThrow('Fatal');
  expect(await Promise.all([producer.append(MESSAGE), producer.append(MESSAGE)])).toEqual([
    { offset: 1 },
    { offset: 2 },
  ]);
  expect(connections).toHaveLength(2);
  expect([spent.isClosed, fresh.isClosed]).toEqual([true, false]);
  await producer.close();
  expect(fresh.isClosed).toBe(true);
});

test('brokers that could not be reached are asked again', async () => {
  const { producer, connections } = lazy(new Error('no broker'), clientFailingAt(Infinity));
  await expect(producer.append(MESSAGE)).rejects.toThrow('cannot reach Kafka: no broker');
  expect(await producer.append(MESSAGE)).toEqual({ offset: 1 });
  expect(connections).toHaveLength(2);
});
