import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

/** The engine keeps one directory for the life of a process. */
const DATA = join(scratch(), 'data');
const FEEDS = scratch();
const JUNE = '2025-06-30T23:59:59+08:00';
const DECEMBER = '2025-12-31T23:59:59+08:00';

async function load(name: string, receivedAt: string, messages: readonly unknown[]): Promise<void> {
  const path = join(FEEDS, name);
  writeFileSync(
    path,
    messages.map((message) => `${typeof message === 'string' ? message : JSON.stringify(message)}\n`).join(''),
  );
  const { exit, err } = await run(['load', path, '--received-at', receivedAt, '--data', DATA]);
  if (exit !== 0) throw new Error(err);
}

interface Place {
  readonly value: { readonly value: number | null; readonly numerator?: number };
  readonly diff?: {
    readonly value: { readonly value: number | null };
    readonly parts: readonly Part[];
    readonly verdicts: unknown;
  };
}

interface Part {
  readonly role: string;
  readonly change: number;
  readonly changes: readonly { readonly kind: string; readonly change: number }[];
}

async function explained(...args: readonly string[]): Promise<Place> {
  const { exit, out, err } = await run(['explain', ...args, '--data', DATA, '--json']);
  if (exit !== 0) throw new Error(err);
  const [place] = (JSON.parse(out) as { places: readonly Place[] }).places;
  if (place === undefined) throw new Error('no place');
  return place;
}

async function shown(language: string, ...args: readonly string[]): Promise<string> {
  const { out } = await run(['explain', ...args, '--data', DATA, '--lang', language]);
  return out;
}

const stations = (
  id: string,
  carrier: string,
  observedAt: string,
  rows: Readonly<Record<string, number>>,
  revision = 0,
): unknown => ({
  ...{ id, carrier, district: '310115', observed_at: observedAt, revision },
  rows: Object.entries(rows).map(([placement, count]) => ({ placement, generation: '5g', stations: count })),
});

const OUTDOOR = ['outdoor_5g_stations', '--district', '浦东新区'];

beforeAll(async () => {
  await load('sites-5g.1.ndjson', '2025-07-05', [
    stations('a', 'telecom', JUNE, { outdoor: 100, indoor: 40 }),
    stations('b', 'mobile', JUNE, { outdoor: 200 }),
    'not json',
  ]);
  // Corrected, in a file of August.
  await load('sites-5g.2.ndjson', '2025-08-01', [stations('a1', 'telecom', JUNE, { outdoor: 103, indoor: 40 }, 1)]);
  // Late, for June.
  await load('sites-5g.3.ndjson', '2025-09-01', [stations('c', 'unicom', JUNE, { outdoor: 7 })]);
  // A whole report in which a category has vanished.
  await load('sites-5g.4.ndjson', '2026-01-02', [stations('d', 'telecom', DECEMBER, { indoor: 60 })]);
});

describe('explain', () => {
  it('leads to each report in force, with its moment, revision, receipt, file and line', async () => {
    expect(await explained(...OUTDOOR, '--as-of', '2025-06-30')).toMatchObject({
      value: { value: 310 },
      queries: [{ sql: expect.stringContaining('FROM sites_5g') as string }],
      reports: [
        { carrier: 'mobile', value: 200, revision: 0 },
        {
          ...{ role: 'of', day: '2025-06-30', stream: 'sites-5g', carrier: 'telecom', district: '310115' },
          ...{ reported: '2025-06-30', observed_at: JUNE, revision: 1, received_at: '2025-08-01T00:00:00+08:00' },
          ...{ source: expect.stringMatching(/^file:.*sites-5g\.2\.ndjson$/) as string, line: 1 },
          ...{ entities: 1, value: 103, counted: true },
        },
        { carrier: 'unicom', value: 7 },
      ],
    });
  });

  it('counts what was left out: refused, not yet known, of later days, superseded', async () => {
    const place = await explained(...OUTDOOR, '--as-of', '2025-06-30', '--known-at', '2025-08-31');
    expect(place).toMatchObject({
      exclusions: [
        {
          ...{ stream: 'sites-5g', subjects: null, received: 6, rejected: 1, rejected_by_code: { not_json: 1 } },
          ...{ not_known: 2, not_observed: 0, superseded: 1, set_aside: 0, failed: 0, used: 2 },
        },
      ],
    });
  });

  it('counts garages that failed their acceptance apart from those that count', async () => {
    const garage = (item: string, passed: number): unknown => ({
      ...{ id: item, carrier: 'authority', district: '310115', observed_at: '2023-06-01T17:00:00+08:00' },
      ...{ programme: 'shanghai-2023-garage-coverage', item, accepted_at: '2023-06-01' },
      ...{ positions_tested: 10, positions_passed: passed, points_tested: 1, points_passed: 1 },
    });
    await load('acceptances.ndjson', '2023-06-02', [garage('g1', 10), garage('g2', 9), garage('g3', 8)]);
    expect(await explained('garages_covered', '--as-of', '2023-12-31')).toMatchObject({
      value: { value: 2 },
      reports: [{ entities: 3, value: 2 }],
      exclusions: [{ received: 3, failed: 1, used: 2 }],
    });
  });

  it('says of samples what their value leaves out, and what came too late to be known', async () => {
    const sample = (id: string, revision = 0): unknown => ({
      ...{ id, carrier: 'telecom', district: '310115', observed_at: '2025-03-30T10:00:00+08:00', revision },
      ...{ service: 'fixed', download_mbps: 500 },
    });
    const ids = Array.from({ length: 31 }, (_, i) => `f-${String(i)}`);
    await load('speed-samples.1.ndjson', '2025-04-01', [...ids.map((id) => sample(id)), sample('f-0', 1)]);
    await load('speed-samples.2.ndjson', '2025-04-10', [sample('late')]);
    const asked = ['fixed_download_mbps', '--as-of', '2025-03-31', '--known-at', '2025-04-05'];
    expect(await explained(...asked)).toMatchObject({
      value: { sample: { waterfall: { received: 32, rejected: 0, superseded: 1, thinned: 0, used: 31 } } },
      exclusions: [
        {
          ...{ stream: 'speed-samples', subjects: null, received: 33, rejected: 0, not_known: 1, not_observed: 0 },
          ...{ superseded: 1, thinned: 0, set_aside: 0, failed: 0, used: 31 },
        },
      ],
    });
    expect(await shown('zh', ...asked)).toContain('收到 33 → 拒收 0 → 迟到 1 → 被更正 1 → 抽稀 0 → 采用 31');
  });

  it('is told in both languages', async () => {
    const [zh, en] = [
      await shown('zh', ...OUTDOOR, '--as-of', '2025-06-30'),
      await shown('en', ...OUTDOOR, '--as-of', '2025-06-30'),
    ];
    expect(zh).toMatch(/中国电信.*2025-06-30 23:59:59 +1 +2025-08-01 00:00:00 +sites-5g\.2\.ndjson:1 +103/);
    expect(zh).toContain('共建共享的基站只由主建方报送，只计一次');
    expect(en).toContain('reported by its leading builder alone');
    expect(zh).toContain('收到 6 → 拒收 1（not_json 1） → 晚于时点 1 → 已被取代 1 → 采用 3');
    expect(en).toContain('received 6 → rejected 1 (not_json 1) → of later days 1 → superseded 1 → used 3');
  });
});

describe('explain --diff-known-at', () => {
  it('names the corrected and the late report, and what each changed', async () => {
    const args = [...OUTDOOR, '--as-of', '2025-06-30', '--diff-known-at', '2025-07-31'];
    expect((await explained(...args)).diff).toMatchObject({
      as_of: '2025-06-30',
      known_at: '2025-07-31',
      value: { value: 300 },
      parts: [
        {
          ...{ role: 'of', before: 300, after: 310, change: 10 },
          changes: [
            { kind: 'new', change: 7, before: null, after: { carrier: 'unicom', value: 7 } },
            { kind: 'revised', change: 3, before: { revision: 0, value: 100 }, after: { revision: 1, value: 103 } },
          ],
        },
      ],
    });
    const out = await shown('zh', ...args);
    expect(out).toContain('与 2025-07-31 所知的 2025-06-30 相比');
    expect(out).toMatch(/更正 +中国电信 .*r0 → .*r1 +100 → 103 +\+3/);
    expect(out).toMatch(/新报 +中国联通 .*— → 7 +\+7/);
  });
});

describe('explain --diff', () => {
  it('shows what a vanished category took away', async () => {
    const { value, diff } = await explained(...OUTDOOR, '--as-of', '2025-12-31', '--diff', '2025-06-30');
    expect([diff?.value.value, value.value]).toEqual([310, 207]);
    expect(diff?.parts).toMatchObject([{ role: 'of', change: -103, changes: [{ kind: 'newer', change: -103 }] }]);
  });

  it('says which verdicts are others', async () => {
    await load('programme-progress.ndjson', '2021-04-02', [
      {
        ...{ id: 'p', carrier: 'telecom', district: '310101', observed_at: '2021-03-31T23:59:59+08:00' },
        ...{ programme: 'shanghai-2021-broadband-upgrade', period: '2021-03', completed: 22_000 },
      },
    ]);
    const args = ['broadband_upgrades', '--district', '黄浦区', '--as-of', '2021-09-30', '--diff', '2021-02-28'];
    expect((await explained(...args)).diff).toMatchObject({
      parts: [{ before: 0, after: 22_000, changes: [{ kind: 'new', after: { period: '2021-03', value: 22_000 } }] }],
      verdicts: [{ target: 'districts.310101', before: { verdict: 'no_data' }, after: { verdict: 'met' } }],
    });
  });

  it('refuses a day that there is not, by the name of the option', async () => {
    const { exit, err } = await run(['explain', ...OUTDOOR, '--diff', '2025-02-30', '--data', DATA]);
    expect(exit).toBe(2);
    expect(err).toContain('--diff');
  });
});

describe('what would have to change', () => {
  it('is told in whole things, for what does not hold', async () => {
    await load('programme-progress.short.ndjson', '2021-04-02', [
      {
        ...{ id: 'm', carrier: 'mobile', district: '310101', observed_at: '2021-03-31T23:59:59+08:00' },
        ...{ programme: 'shanghai-2021-broadband-upgrade', period: '2021-03', completed: 2_999 },
      },
    ]);
    const args = ['broadband_upgrades', '--district', '黄浦区', '--carrier', 'mobile', '--as-of', '2021-09-30'];
    expect(await explained(...args)).toMatchObject({
      verdicts: [
        {
          verdict: 'missed',
          needed: [{ for: 'target', part: 'figure', now: 2_999, bound: 3_000, change: 1, beyond: false }],
        },
      ],
    });
    expect(await shown('zh', ...args)).toContain('要达到目标：数量 2,999 → 3,000（+1），其余不变');
    expect(await shown('en', ...args)).toContain(
      'for the target to hold: figure 2,999 → 3,000 (+1), all else as it is',
    );
  });
});
