import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadDemo } from '../../../app/ingestion/demo.ts';
import type { Parcel } from '../../../ingest/parcel.ts';
import { shippedCatalogue, shippedRules } from '../../support/catalogue.ts';
import { until } from '../../support/until.ts';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const DATA = join(scratch(), 'data');

it('stops soon when it is asked to during the load, and the next start goes on', async () => {
  const stopping = new AbortController();
  const cut = run(['start', '--data', DATA, '--lang', 'en'], { signal: stopping.signal });
  await until('the store to be opened', () => existsSync(DATA), { seconds: 60 });
  stopping.abort();
  expect(await cut).toMatchObject({ exit: 0, out: '' });
  expect((await cut).err).toContain('the next start goes on');
});

it('keeps what it has taken when it is told to stop, and does not call the load whole', async () => {
  const stop = new AbortController();
  const written: number[] = [];
  const loads: string[] = [];
  const store = {
    pack: () => [],
    bury: () => Promise.resolve(),
    write: (parcels: readonly Parcel[]) => {
      written.push(parcels.reduce((sum, parcel) => sum + parcel.measurements().length, 0));
      stop.abort();
      return Promise.resolve();
    },
    recordLoad: ({ sha256 }: { readonly sha256: string }) => {
      loads.push(sha256);
      return Promise.resolve();
    },
  };
  const deps = { store, rules: shippedRules(shippedCatalogue()), loaded: new Set<string>() };
  const done = await loadDemo(deps, () => undefined, stop.signal);
  expect(done.isWhole).toBe(false);
  expect(written.length).toBeGreaterThan(0);
  expect(written.length).toBeLessThan(4);
  expect(loads).toEqual(['']);
});

it('goes on with the feeds that are missing, and leaves those alone that are in the store', async () => {
  const loads: [string, boolean][] = [];
  const store = {
    pack: () => [],
    bury: () => Promise.resolve(),
    write: () => Promise.resolve(),
    recordLoad: ({ source, sha256 }: { readonly source: string; readonly sha256: string }) => {
      loads.push([source, sha256 !== '']);
      return Promise.resolve();
    },
  };
  const loaded = new Set([
    'demo:310000:2025-01-01',
    'demo:500103:2023-01-01',
    'demo:500103:2023-01-01:speed-samples',
    'demo:310000:2021-01-01:programme-progress+task-completions',
    'demo:310000:2023-01-01:acceptances+task-completions',
  ]);
  const deps = { store, rules: shippedRules(shippedCatalogue()), loaded };
  const { isWhole, admitted } = await loadDemo(deps, () => undefined);
  const missing = 'demo:310000:2022-01-01:statistics+sites-5g';
  expect([isWhole, loads]).toEqual([
    true,
    [
      [missing, false],
      [missing, true],
    ],
  ]);
  expect(admitted).toBeGreaterThan(0);
});

it('starts with the demo on an empty store, marks it wherever it shows, and does not load it twice', async () => {
  const first = await run(['start', '--data', DATA, '--lang', 'zh']);
  expect(first.exit).toBe(0);
  expect(first.err).toContain('正在装入演示数据');
  expect(first.out).toContain('上海市  截至 2025-12-31   演示数据');
  expect(first.out).toContain('重庆市渝中区  截至 2023-10-31   演示数据');
  expect(first.out).toMatch(/10GPON及以上速率端口占比 +上海市 +97\.95% +> 98% +2025-12-31 +未达标/);
  expect(first.out).toMatch(/固定宽带接入用户平均带宽 +上海市 +472\.5 Mbps +≥ 470 Mbps +2025-12-31 +数据不全/);
  expect(first.out).toMatch(/重庆市渝中区 +24\.80% +≥ 25% +2023-10-31 +未达标/);

  const second = await run(['start', '--data', DATA, '--lang', 'zh']);
  expect(second.err).not.toContain('装入');
  expect(second.out).toBe(first.out);

  for (const command of ['scorecard', 'indicators idc_racks', 'explain idc_racks']) {
    const args = [...command.split(' '), '--as-of', '2025-12-31', '--data', DATA];
    expect((await run(args)).out).toContain('演示数据');
    expect((await run([...args, '--json'])).err).toContain('演示数据');
  }
}, 180_000);

it('suggests commands that work', async () => {
  const { out } = await run(['start', '--data', DATA]);
  const commands = [...out.matchAll(/npx gigacity (scorecard|explain|indicators)( \S+)+? {2}/g)].map(([line]) => line);
  expect(commands.length).toBeGreaterThanOrEqual(4);
  for (const line of commands) {
    const args = line.trim().split(' ').slice(2);
    expect(await run([...args, '--data', DATA])).toMatchObject({ exit: 0 });
  }
}, 180_000);
