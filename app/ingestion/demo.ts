import { createHash } from 'node:crypto';
import type { RawMessage } from '../../ingest/measurement.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../../ingest/pipeline.ts';
import { Lane } from '../../ingest/pipeline.ts';
import { SHANGHAI_2025, YUZHONG_2023 } from '../../ingest/simulation/demo.ts';
import type { SimulationOptions } from '../../ingest/simulation/simulate.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';
import { STREAMS } from '../../ingest/streams.ts';
import type { Asker } from '../../store/asker.ts';
import type { ClickHouseStore } from '../../store/clickhouse.ts';
import { DEMO_SOURCE, demoLoads } from '../evaluating/demo-mark.ts';
import { countedDeadLetters, countedMeasurements } from './counted.ts';
import type { LoadDeps } from './load-file.ts';

const { scale, seed } = SHANGHAI_2025.options;
const SAMPLES = 'speed-samples';

/** The two stories, and of earlier years of Shanghai just what its older plans are judged by. */
const DEMO_FEEDS: readonly SimulationOptions[] = [
  SHANGHAI_2025.options,
  { ...YUZHONG_2023.options, streams: STREAMS.map(({ name }) => name).filter((name) => name !== SAMPLES) },
  // Its story needs every port of the district, but not every sample.
  { ...YUZHONG_2023.options, scale: 0.1, streams: [SAMPLES] },
  {
    city: '310000',
    from: '2021-01-01',
    to: '2021-12-31',
    scale,
    seed,
    streams: ['programme-progress', 'task-completions'],
  },
  { city: '310000', from: '2022-01-01', to: '2022-12-31', scale, seed, streams: ['statistics', 'sites-5g'] },
  { city: '310000', from: '2023-01-01', to: '2024-03-31', scale, seed, streams: ['acceptances', 'task-completions'] },
];

/** What stands for the content of a load that has begun. */
const UNFINISHED = '';

type DemoDeps = Pick<LoadDeps, 'rules' | 'counters'> & {
  readonly store: MeasurementWriter & DeadLetterWriter & Pick<ClickHouseStore, 'recordLoad'>;
  /** The sources of feeds that are in the store, whole. */
  readonly loaded: ReadonlySet<string>;
};

/**
 * Feeds what is missing of the demo through the common pipeline, each message as received when it would have been, and
 * marks the store. Told to stop, it writes what it has taken and leaves the rest to the next load.
 */
export async function loadDemo(
  { store, rules, counters, loaded }: DemoDeps,
  onProgress: (messages: number) => void,
  stop?: AbortSignal,
): Promise<{ readonly admitted: number; readonly rejected: number; readonly isWhole: boolean }> {
  const sum = { admitted: 0, rejected: 0, isWhole: true };
  const writers = {
    measurements: countedMeasurements(counters, store),
    deadLetters: countedDeadLetters(counters, store),
  };
  for (const feed of DEMO_FEEDS.filter((one) => !loaded.has(sourceOf(one)))) {
    const load = { source: sourceOf(feed), stream: '', receivedAt: 0 };
    // Marked before the first row, so that a load cut short leaves nothing that could pass for real.
    await store.recordLoad({ ...load, sha256: UNFINISHED, bytes: 0, admitted: 0, rejected: 0 });
    const own = { admitted: 0, rejected: 0 };
    const lane = new Lane({ rules, ...writers }, (_, tally) => {
      own.admitted += tally.admitted;
      own.rejected += tally.rejected;
      onProgress(sum.admitted + sum.rejected + own.admitted + own.rejected);
      return Promise.resolve();
    });
    const content = createHash('sha256');
    let bytes = 0;
    for (const raw of messages(feed)) {
      if (stop?.aborted === true) break;
      content.update(raw.value);
      bytes += raw.value.length;
      await lane.add(raw);
    }
    await lane.flush();
    if (stop?.aborted === true) return { ...sum, isWhole: false };
    await store.recordLoad({ ...load, sha256: content.digest('hex'), bytes, ...own });
    sum.admitted += own.admitted;
    sum.rejected += own.rejected;
  }
  return sum;
}

/** `demo:310000:2021-01-01:programme-progress`. */
function sourceOf({ city, from, streams = [] }: SimulationOptions): string {
  const some = streams.length > 0 && streams.length < STREAMS.length / 2 ? `:${streams.join('+')}` : '';
  return `${DEMO_SOURCE}${city}:${from}${some}`;
}

function* messages(feed: SimulationOptions): Generator<RawMessage & { readonly value: Uint8Array }> {
  const source = sourceOf(feed);
  let line = 0;
  for (const message of simulate(feed)) {
    line += 1;
    yield {
      stream: message.stream,
      boundCarrier: message.carrier,
      origin: { source, partition: 0, offset: 0, line },
      receivedAt: message.receivedAt,
      value: Buffer.from(message.line),
    };
  }
}

/** The sources of the demo's feeds that are in the store, whole; and whether its load was cut short. */
export async function demoProgress(
  asker: Asker,
): Promise<{ readonly loaded: ReadonlySet<string>; readonly isCutShort: boolean }> {
  const rows = await demoLoads(asker);
  const loaded = new Set(rows.filter(({ sha256 }) => sha256 !== UNFINISHED).map(({ source }) => source));
  return { loaded, isCutShort: rows.length > 0 && DEMO_FEEDS.some((feed) => !loaded.has(sourceOf(feed))) };
}
