import { expect, it } from 'vitest';
import type { ProduceDeps, ProduceOptions } from '../../../app/kafka/produce.ts';
import { produce } from '../../../app/kafka/produce.ts';
import type { SimulatedMessage } from '../../../ingest/simulation/message.ts';

const NOW = Date.parse('2026-01-05T00:00:00Z');

function message(i: number, more: Partial<SimulatedMessage> = {}): SimulatedMessage {
  const line = `{"id":"p-${String(i)}","carrier":"telecom","district":"310115","observed_at":"2025-03-31T00:00:00+08:00","olt":"o","port":"${String(i)}"}`;
  return { stream: 'pon-ports', carrier: 'telecom', receivedAt: 0, line, ...more };
}

/** Brokers and clocks of one's own: a broker answers when it is told to. */
class World implements ProduceDeps {
  readonly keys: (string | null)[] = [];
  readonly recorded: string[] = [];
  readonly pauses: number[] = [];
  answer: () => Promise<void> = () => Promise.resolve();
  underWay = 0;
  mostUnderWay = 0;

  append: ProduceDeps['append'] = async ({ key }) => {
    this.keys.push(key);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    await this.answer();
    this.underWay -= 1;
  };
  record: ProduceDeps['record'] = (entries) => {
    this.recorded.push(...entries.map(({ fate }) => fate));
    return Promise.resolve();
  };
  hasTopic = (topic: string): Promise<boolean> => Promise.resolve(topic === 'x.pon-ports.telecom');
  now = (): number => NOW;
  elapsed = (): number => this.pauses.reduce((sum, ms) => sum + ms, 0);
  pause = (ms: number): Promise<void> => {
    this.pauses.push(ms);
    return Promise.resolve();
  };

  run(
    messages: Iterable<SimulatedMessage>,
    options: Partial<ProduceOptions> = {},
    signal = new AbortController().signal,
  ) {
    return produce(
      this,
      messages,
      { topicPrefix: 'x', rate: undefined, onProgress: () => undefined, ...options },
      signal,
    );
  }
}

function* many(count: number): Generator<SimulatedMessage> {
  for (let i = 0; i < count; i += 1) yield message(i);
}

it('keeps to the rate that was asked for, and waits for nothing where none was', async () => {
  const paced = new World();
  await paced.run(many(1_000), { rate: 100 });
  expect(paced.elapsed()).toBeGreaterThan(9_900);
  expect(paced.elapsed()).toBeLessThanOrEqual(10_000);
  const free = new World();
  await free.run(many(1_000));
  expect(free.pauses).toEqual([]);
});

it('has no more messages under way than the brokers answer for', async () => {
  const world = new World();
  world.answer = () => new Promise((resolve) => setImmediate(resolve));
  await world.run(many(50_000));
  expect(world.mostUnderWay).toBeLessThanOrEqual(4_000);
  expect(world.recorded).toHaveLength(50_000);
});

it('gives an entity’s messages its key, and lines that cannot be read none', async () => {
  const world = new World();
  await world.run([message(7), message(8, { line: '{"id":', fault: 'truncated_json' })]);
  expect(world.keys).toEqual(['o/7', null]);
});

it('a date in the future is a fault only as long as it lies there', async () => {
  const world = new World();
  const future = (year: string): SimulatedMessage =>
    message(1, { fault: 'future_date', line: message(1).line.replace('2025-', `${year}-`) });
  await world.run([message(0), future('2027'), future('2025')]);
  expect(world.recorded).toEqual(['admitted', 'rejected']);
});

it('stops when it is told to, and records what the brokers have', async () => {
  const world = new World();
  const stop = new AbortController();
  function* stopping(): Generator<SimulatedMessage> {
    yield* many(10);
    stop.abort();
    yield* many(10);
  }
  const sent = await world.run(stopping(), {}, stop.signal);
  expect(sent).toEqual(new Map([['x.pon-ports.telecom', { messages: 10, rejected: 0 }]]));
  expect(world.recorded).toHaveLength(10);
});

it('without its topic nothing is sent, and the way to make it is told', async () => {
  const world = new World();
  await expect(world.run([message(0, { carrier: 'mobile' })])).rejects.toMatchObject({
    message: 'there is no topic x.pon-ports.mobile',
    mend: { en: expect.stringContaining('gigacity topics create') as string },
  });
  expect(world.keys).toEqual([]);
});

it('a message that the brokers refuse ends it with the way to mend it', async () => {
  const world = new World();
  world.answer = () => Promise.reject(new Error('not authorized'));
  await expect(world.run(many(3))).rejects.toMatchObject({
    exit: 1,
    message: 'the brokers did not take a message: not authorized',
  });
});
