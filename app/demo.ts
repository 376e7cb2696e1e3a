import { createHash } from 'node:crypto';
import type { RawMessage } from '../ingest/measurement.ts';
import type { DeadLetterWriter, MeasurementWriter } from '../ingest/pipeline.ts';
import { Lane } from '../ingest/pipeline.ts';
import { SHANGHAI_2025, YUZHONG_2023 } from '../ingest/simulation/demo.ts';
import type { SimulationOptions } from '../ingest/simulation/simulate.ts';
import { simulate } from '../ingest/simulation/simulate.ts';
import { STREAMS } from '../ingest/streams.ts';
import type { Profile } from '../indicators/profile.ts';
import type { Asker } from '../store/asker.ts';
import type { ClickHouseStore } from '../store/clickhouse.ts';
import { tableName } from '../store/schema.ts';
import type { LoadDeps } from './load-file.ts';
import type { Text } from './language.ts';
import type { Terminal } from './terminal.ts';

/** The word that stands wherever figures come from simulated data. */
export const DEMO_MARK: Text = { zh: '演示数据', en: '演示数据 demo data' };

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

/** Where and when the demo is worth looking at. */
export const DEMO_SCORECARDS = [
  { profile: 'shanghai', asOf: SHANGHAI_2025.asOf, notes: SHANGHAI_2025.notes },
  { profile: 'chongqing-yuzhong', asOf: YUZHONG_2023.asOf, notes: YUZHONG_2023.notes },
] as const;

const MARK = 'demo:';

/** Whether no stream has any rows. */
export async function isEmpty(asker: Asker): Promise<boolean> {
  const tables = STREAMS.map(({ name }) => tableName(name));
  const counts = tables.map((name) => `(SELECT count() FROM ${name})`).join(' + ');
  const [row] = await asker.ask({ sql: `SELECT ${counts}`, params: {}, tables });
  return Number(row?.[0] ?? 0) === 0;
}

/** A reader of an empty store is told how to fill it. */
export async function noteEmpty(terminal: Terminal, asker: Asker): Promise<void> {
  if (!(await isEmpty(asker))) return;
  terminal.note({
    zh: '存储是空的：gigacity start 装入演示数据，gigacity load FILE… 装入文件',
    en: 'the store is empty: gigacity start loads the demo data, gigacity load FILE… your files',
  });
}

type DemoDeps = Pick<LoadDeps, 'rules' | 'counts'> & {
  readonly store: MeasurementWriter & DeadLetterWriter & Pick<ClickHouseStore, 'recordLoad'>;
  /** The sources of feeds that are in the store, whole. */
  readonly loaded: ReadonlySet<string>;
};

/**
 * Feeds what is missing of the demo through the common pipeline, each message as received when it would have been, and
 * marks the store. Told to stop, it writes what it has taken and leaves the rest to the next load.
 */
export async function loadDemo(
  { store, rules, counts, loaded }: DemoDeps,
  onProgress: (messages: number) => void,
  stop?: AbortSignal,
): Promise<{ readonly admitted: number; readonly rejected: number; readonly isWhole: boolean }> {
  const sum = { admitted: 0, rejected: 0, isWhole: true };
  const writers = {
    measurements: counts?.measurements(store) ?? store,
    deadLetters: counts?.deadLetters(store) ?? store,
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

/** What stands for the content of a load that has begun. */
const UNFINISHED = '';

/** `demo:310000:2021-01-01:programme-progress`. */
function sourceOf({ city, from, streams = [] }: SimulationOptions): string {
  const some = streams.length > 0 && streams.length < STREAMS.length / 2 ? `:${streams.join('+')}` : '';
  return `${MARK}${city}:${from}${some}`;
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

/** Tells of a place whether its figures come from the demo. */
export async function demoMarks(asker: Asker): Promise<(profile: Profile) => boolean> {
  const codes = new Set((await demoLoads(asker)).map(({ source }) => source.split(':')[1]));
  return ({ city, district }) => codes.has(city) || (district !== undefined && codes.has(district));
}

async function demoLoads(asker: Asker): Promise<readonly { readonly source: string; readonly sha256: string }[]> {
  const rows = await asker.ask({
    sql: 'SELECT DISTINCT source, sha256 FROM loads WHERE startsWith(source, {mark: String}) ORDER BY source, sha256',
    params: { mark: MARK },
    tables: ['loads'],
  });
  return rows.map(([source, sha256]) => ({ source: String(source), sha256: String(sha256) }));
}
