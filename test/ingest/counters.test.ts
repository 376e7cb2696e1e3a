import { expect, test } from 'vitest';
import { IngestCounters } from '../../ingest/counters.ts';
import { reason } from '../../ingest/rejection.ts';

const AT = { topic: 'x.pon-ports.telecom', partition: 3 };

const FEED = { stream: 'pon-ports', carrier: 'telecom' };

test('every line counts under one outcome; what comes again after it was stored is a duplicate', () => {
  const counters = new IngestCounters();
  const before = counters.partition(AT, FEED);
  before.judged(0, { admitted: 2, rejected: 1 });
  before.judged(1, { admitted: 1, rejected: 0 });
  before.stored(0, 400);
  // The partition comes back after it was another's.
  const after = counters.partition(AT, FEED);
  after.judged(0, { admitted: 2, rejected: 1 });
  after.judged(1, { admitted: 1, rejected: 0 });
  expect(counters.feeds).toEqual([{ ...FEED, admitted: 4, rejected: 1, duplicate: 3 }]);
  expect(counters.age).toBe(400);
});

test('a dead letter counts once for each of its reasons', () => {
  const counters = new IngestCounters();
  const origin = { source: AT.topic, partition: AT.partition, offset: 0, line: 1 };
  const letter = { ...FEED, origin, receivedAt: 1_000, raw: new Uint8Array() };
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
