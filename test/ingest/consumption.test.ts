import { setImmediate as othersTurn, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Consumption } from '../../ingest/consumption.ts';
import { IngestCounters } from '../../ingest/counters.ts';
import { Readiness } from '../../ingest/readiness.ts';
import type { LogRecord, Position, RecordLog } from '../../ingest/record-log.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { line, RememberingWriter } from '../support/load.ts';
import { until } from '../support/until.ts';

const rules = shippedRules(shippedCatalogue());
const PORT = { olt: 'o', port: '1', technology: 'gpon', area: 'urban', status: 'in_service' };
const AT = { topic: 'gigacity.pon-ports.telecom', partition: 0 };

/** A log in memory, whose records come in the portions that are given. */
class Portions implements RecordLog {
  readonly committed: Position[] = [];
  paused = 0;
  readonly #portions: LogRecord[][];

  constructor(portions: readonly (readonly LogRecord[])[]) {
    this.#portions = portions.map((one) => [...one]);
  }

  async poll(): Promise<readonly LogRecord[]> {
    const portion = this.#portions.shift();
    if (portion === undefined) await sleep(5);
    return portion ?? [];
  }
  pause(): void {
    this.paused += 1;
  }
  resume(): void {
    this.paused -= 1;
  }
  commit(positions: readonly Position[]): Promise<void> {
    this.committed.push(...positions);
    return Promise.resolve();
  }
}

function record(offset: number, text = line(PORT)): LogRecord {
  return { ...AT, offset, timestamp: 1_800_000_000_000, value: Buffer.from(text) };
}

function consuming(log: RecordLog, store = new RememberingWriter()) {
  const stop = new AbortController();
  const counters = new IngestCounters();
  const consumption = new Consumption(
    {
      pipeline: () => ({ rules, measurements: store, deadLetters: store }),
      isStoreBusy: () => false,
      counters,
      readiness: new Readiness(),
      now: Date.now,
      report: () => undefined,
    },
    { topicPrefix: 'gigacity', lingerMs: 20, breaker: true },
  );
  const running = consumption.run(log, stop.signal);
  consumption.assigned([AT]);
  return { consumption, store, counters, stop, running };
}

test('records are stored in order, and the offset after the last one is committed', async () => {
  const log = new Portions([[record(3), record(4)], [record(7, 'broken')], [record(9)]]);
  const { store, counters, stop, running } = consuming(log);
  await until('the last offset to be committed', () => log.committed.at(-1)?.offset === 10);
  stop.abort();
  await running;
  expect(store.measurements.map(({ origin }) => origin.offset)).toEqual([3, 4, 9]);
  expect(store.deadLetters.map(({ origin }) => origin.offset)).toEqual([7]);
  expect(counters.summary()).toMatchObject({ admitted: 3, rejected: 1 });
});

test('what was taken is stored and committed before the end', async () => {
  const log = new Portions([[record(0), record(1)]]);
  const { store, counters, stop, running } = consuming(log);
  await until('both to be judged', () => counters.summary()['admitted'] === 2);
  stop.abort();
  await running;
  expect(store.measurements).toHaveLength(2);
  expect(log.committed.at(-1)).toEqual({ ...AT, offset: 2 });
});

test('what came before a partition was lost is not taken for what follows once it is ours again', async () => {
  const [early, late, again] = [
    [record(0), record(1)],
    [record(2), record(3)],
    [record(0), record(1), record(2), record(3)],
  ];
  const log = new Portions([early, late, again]);
  const store = new RememberingWriter();
  const { consumption, stop, running } = consuming(log, store);
  const poll = log.poll.bind(log);
  let polls = 1;
  log.poll = async () => {
    polls += 1;
    // The second portion was fetched when the partition was lost; it is ours again from the third poll on.
    if (polls === 2) await consumption.revoked([AT]);
    if (polls === 3) consumption.assigned([AT]);
    return poll();
  };
  await until('the last offset to be committed', () => log.committed.at(-1)?.offset === 4);
  stop.abort();
  await running;
  expect(store.measurements.map(({ origin }) => origin.offset)).toEqual([0, 1, 2, 3]);
});

test('a large portion lets others have their turn', async () => {
  const log = new Portions([Array.from({ length: 5_000 }, (_, offset) => record(offset))]);
  const { counters, stop, running } = consuming(log);
  const seen = new Set<number>();
  await until('all to be judged', async () => {
    for (let i = 0; i < 50; i += 1) {
      seen.add(Number(counters.summary()['admitted']));
      await othersTurn();
    }
    return seen.has(5_000);
  });
  stop.abort();
  await running;
  expect([...seen].some((admitted) => admitted > 0 && admitted < 5_000)).toBe(true);
});

test('a store that cannot go on ends the reading with its reason, and nothing is committed', async () => {
  const log = new Portions([[record(0)]]);
  const store = new RememberingWriter();
  store.write = () => Promise.reject(new Error('no such table'));
  await expect(consuming(log, store).running).rejects.toThrow('no such table');
  expect(log.committed).toEqual([]);
});
