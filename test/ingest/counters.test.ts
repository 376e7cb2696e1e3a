import { expect, test } from 'vitest';
import { IngestCounters } from '../../ingest/counters.ts';
import type { RawMessage } from '../../ingest/measurement.ts';
import { reason } from '../../ingest/rejection.ts';

const AT = { topic: 'x.pon-ports.telecom', partition: 3 };

function message(offset: number): RawMessage {
  const origin = { source: AT.topic, partition: AT.partition, offset, line: 1 };
  return { stream: 'pon-ports', boundCarrier: 'telecom', origin, receivedAt: 1_000, value: new Uint8Array() };
}

test('every line counts under one outcome; what comes again after it was stored is a duplicate', () => {
  const counters = new IngestCounters();
  counters.judged(message(0), { admitted: 2, rejected: 1 });
  counters.judged(message(1), { admitted: 1, rejected: 0 });
  counters.stored(message(0), 1_400);
  counters.judged(message(0), { admitted: 2, rejected: 1 });
  counters.judged(message(1), { admitted: 1, rejected: 0 });
  expect(counters.feeds).toEqual([{ stream: 'pon-ports', carrier: 'telecom', admitted: 4, rejected: 1, duplicate: 3 }]);
  expect(counters.age).toBe(400);
});

test('a dead letter counts once for each of its reasons', () => {
  const counters = new IngestCounters();
  const { origin, receivedAt } = message(0);
  const letter = { stream: 'pon-ports', carrier: 'telecom', origin, receivedAt, raw: new Uint8Array() };
  const reasons = [reason('schema', 'a', ''), reason('schema', 'b', ''), reason('time', 'c', '')];
  counters.buried([
    { ...letter, reasons },
    { ...letter, reasons: [reason('time', 'c', '')] },
  ]);
  expect(counters.deadLetters).toEqual([
    { stream: 'pon-ports', carrier: 'telecom', code: 'schema', count: 1 },
    { stream: 'pon-ports', carrier: 'telecom', code: 'time', count: 2 },
  ]);
});

test('the lag of a partition is told until it is another’s', () => {
  const counters = new IngestCounters();
  counters.lags(AT, 17);
  counters.lags({ ...AT, partition: 4 }, 5);
  counters.lags(AT, 12);
  expect(counters.lag).toEqual([
    { ...AT, records: 12 },
    { ...AT, partition: 4, records: 5 },
  ]);
  counters.forget(AT);
  expect(counters.summary()).toMatchObject({ lag: 5 });
});
