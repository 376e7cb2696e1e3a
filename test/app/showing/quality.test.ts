import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const data = join(scratch(), 'data');

async function load(name: string, messages: readonly unknown[]): Promise<void> {
  const file = join(scratch(), name);
  writeFileSync(file, messages.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const { exit, err } = await run(['load', file, '--data', data, '--received-at', '2025-08-01']);
  expect([exit, err]).toEqual([0, expect.any(String)]);
}

async function shown(language: string): Promise<string> {
  const args = ['quality', '--as-of', '2025-07-31', '--profile', 'shanghai', '--data', data, '--lang', language];
  return (await run(args)).out;
}

const stations = (carrier: string, figures: readonly number[]): readonly unknown[] =>
  figures.map((count, i) => ({
    ...{ id: `${carrier}-${String(i)}`, carrier, district: '310115' },
    observed_at: `2025-0${String(i + 6)}-30T23:59:59+08:00`,
    rows: [{ placement: 'outdoor', generation: '5g', stations: count }],
  }));

beforeAll(async () => {
  await load('sites-5g.ndjson', [
    ...stations('telecom', [1000, 10_100_000]),
    ...stations('mobile', [10_100_000, 1000]),
  ]);
  await load('speed-samples.ndjson', [
    {
      ...{ id: 's-1', carrier: 'unicom', district: '310115', observed_at: '2025-07-30T10:00:00+08:00' },
      ...{ service: 'fixed', download_mbps: 300_000 },
    },
  ]);
});

describe('quality', () => {
  it('says by how many times a figure is too great, and by how many too small', async () => {
    const out = await shown('en');
    expect(out).toContain('10,100,000 ← 1,000 (×10100.00)');
    expect(out).toContain('1,000 ← 10,100,000 (÷10100.00)');
  });
  it('says it in Chinese alone where Chinese was asked for', async () => {
    const out = await shown('zh');
    expect(out).toContain('疑似单位错误  3');
    expect(out).toContain('300,000 ← 20,000 (×15.00)  download_mbps, n=1');
    expect(out).not.toMatch(/samples$|against/m);
  });
});
