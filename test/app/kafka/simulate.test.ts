import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const YEAR_START = ['simulate', '--city', '310000', '--from', '2025-01-01', '--to', '2025-02-28', '--scale', '0.001'];

function bytesOf(directory: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

async function simulated(...more: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const out = join(scratch(), 'feeds');
  const ran = await run([...YEAR_START, '--out', out, ...more]);
  expect(ran.exit).toBe(0);
  return bytesOf(out);
}

it('writes a file for each stream and carrier, the same bytes for the same options', async () => {
  const first = await simulated('--seed', '7');
  expect([...first.keys()]).toContain('pon-ports.telecom.ndjson');
  expect([...first.keys()]).toContain('statistics.authority.ndjson');
  expect(await simulated('--seed', '7')).toEqual(first);
  expect(await simulated('--seed', '8')).not.toEqual(first);
});

it('splits the same lines by the month of receipt on request', async () => {
  const whole = await simulated();
  const split = await simulated('--by-month');
  const months = [...split].filter(([name]) => name.startsWith('subscribers.mobile.'));
  expect(months.map(([name]) => name)).toEqual([
    'subscribers.mobile.2025-01.ndjson',
    'subscribers.mobile.2025-02.ndjson',
    'subscribers.mobile.2025-03.ndjson',
  ]);
  expect(months.map(([, text]) => text).join('')).toBe(whole.get('subscribers.mobile.ndjson'));
});

it('sums up what it wrote as one document', async () => {
  const out = join(scratch(), 'feeds');
  const { out: text } = await run([...YEAR_START, '--out', out, '--json']);
  const document = JSON.parse(text) as { lines: number; files: readonly { lines: number }[] };
  expect(document).toMatchObject({ city: '310000', seed: 1, out });
  expect(document.files.reduce((sum, { lines }) => sum + lines, 0)).toBe(document.lines);
});
