import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

/** The engine keeps one directory for the life of a process. */
const DATA = join(scratch(), 'data');
const FEEDS = scratch();

async function load(name: string, messages: readonly unknown[]): Promise<void> {
  const path = join(FEEDS, name);
  writeFileSync(path, messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
  const { exit, err } = await run(['load', path, '--received-at', '2026-01-02', '--data', DATA]);
  if (exit !== 0) throw new Error(err);
}

interface Place {
  readonly profile: string;
  readonly value: { readonly value: number | null };
  readonly diff: {
    readonly value: { readonly value: number | null };
    readonly components?: readonly { readonly id: string; readonly change: number | null }[];
  };
}

async function explained(...args: readonly string[]): Promise<readonly Place[]> {
  const { exit, out, err } = await run(['explain', ...args, '--data', DATA, '--json']);
  if (exit !== 0) throw new Error(err);
  return (JSON.parse(out) as { places: readonly Place[] }).places;
}

async function shown(language: string, ...args: readonly string[]): Promise<string> {
  const { out } = await run(['explain', ...args, '--data', DATA, '--lang', language]);
  return out;
}

/** As many as an index asks for, indoors and outdoors. */
const samples = (month: string, speeds: { indoor: number; outdoor: number }): readonly unknown[] =>
  (['indoor', 'outdoor'] as const).flatMap((place) =>
    Array.from({ length: 30 }, (_, i) => ({
      ...{ id: `${month}-${place}-${String(i)}`, carrier: 'telecom', district: '310115' },
      ...{ observed_at: `${month}-15T10:00:${String(i).padStart(2, '0')}+08:00`, service: 'mobile', generation: '5g' },
      ...{ place, download_mbps: speeds[place] + i, latency_ms: 20 },
    })),
  );

const statistic = (
  carrier: string,
  district: string,
  observedAt: string,
  statistic: string,
  rows: unknown,
): unknown => ({
  ...{ id: `${carrier}-${district}-${statistic}-${observedAt}`, carrier, district },
  ...{ observed_at: `${observedAt}T23:59:59+08:00`, statistic, rows },
});

beforeAll(async () => {
  await load('speed-samples.ndjson', [
    ...samples('2025-03', { indoor: 200, outdoor: 300 }),
    ...samples('2025-08', { indoor: 260, outdoor: 290 }),
  ]);
  await load('statistics.ndjson', [
    statistic('telecom', '500103', '2023-09-30', 'dual_gigabit_cases', [{ value: 2 }]),
    statistic('telecom', '310000', '2025-09-30', 'dual_gigabit_cases', [{ value: 7 }]),
    statistic('telecom', '310000', '2025-09-30', 'compute_latency', [
      { value: 1.41, item: 'a' },
      { value: 1.2, item: 'b' },
    ]),
    statistic('telecom', '310000', '2021-12-31', 'sme_tariff', [
      { value: 100, weight: 3 },
      { value: 101, weight: 4 },
    ]),
    statistic('telecom', '310000', '2025-09-30', 'sme_tariff', [{ value: 99 }]),
  ]);
});

describe('why an index is another', () => {
  const INDEX = ['g5_experience_index', '--district', '浦东新区', '--as-of', '2025-09-30', '--diff', '2025-05-31'];

  it('is told by its components, whose changes add up to its own', async () => {
    const [place] = await explained(...INDEX);
    const components = place?.diff.components ?? [];
    expect(components.map(({ id }) => id)).toHaveLength(5);
    const sum = components.reduce((total, { change }) => total + (change ?? NaN), 0);
    expect(sum).toBeCloseTo((place?.value.value ?? NaN) - (place?.diff.value.value ?? NaN), 9);
    expect(await shown('en', ...INDEX)).toMatch(/0\.25 × indoor download +36\.56 → 49\.89 +n=30 → 30 +\+3\.33/);
    expect(await shown('zh', ...INDEX)).toContain('0.25 × ');
  });

  it('is not told where too few samples were there for a score', async () => {
    const [place] = await explained(...INDEX.slice(0, 5), '--diff', '2025-02-28');
    expect(place?.diff.components?.map(({ change }) => change)).toEqual([null, null, null, null, null]);
  });
});

describe('a place', () => {
  it('is shown where only the number that is compared with is there', async () => {
    const places = await explained('dual_gigabit_cases', '--as-of', '2023-10-31', '--diff', '2025-12-31');
    expect(places.map(({ profile, value, diff }) => [profile, value.value, diff.value.value])).toEqual([
      ['chongqing-yuzhong', 2, 2],
      ['shanghai', null, 7],
    ]);
  });

  it('tells of every level that was meant where the indicator has none of them', async () => {
    const { exit, err } = await run(['explain', 'g5_density_rank', '--carrier', 'telecom', '--data', DATA]);
    expect([exit, err]).toEqual([2, expect.stringContaining('has no level district_carrier, carrier')]);
  });
});

describe('what would have to change', () => {
  it('of a largest value is every figure beyond the bound', async () => {
    const args = ['compute_node_latency_ms', '--as-of', '2025-12-31'];
    expect(await shown('en', ...args)).toContain('figure 1.41 → 1 (−0.41), and no other above it');
    expect(await shown('zh', ...args)).toContain('数量 1.41 → 1（−0.41），其余也都不高于此');
  });

  it('holds in the digits in which it is shown: 90.5143 would be more than 90.51428…', async () => {
    expect(await shown('en', 'sme_tariff_change', '--as-of', '2025-12-31')).toContain('figure 99 → 90.5142 (−8.4858)');
  });
});
