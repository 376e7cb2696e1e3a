import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { BATCH_LINES } from '../../../ingest/pipeline.ts';
import { scratch } from '../../support/scratch.ts';

const MAIN = fileURLToPath(new URL('../../../app/main.ts', import.meta.url));
const FEED = join(scratch(), 'pon-ports.telecom.ndjson');
const LINES = 4 * BATCH_LINES;

/** The program in a process of its own, so that it can be killed. */
function program(
  data: string,
  ...args: readonly string[]
): { readonly done: Promise<string>; readonly kill: () => void } {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args, '--data', data, '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  return { done: once(child, 'close').then(() => out), kill: () => child.kill('SIGKILL') };
}

beforeAll(async () => {
  const file = createWriteStream(FEED);
  for (let i = 0; i < LINES; i += 1) {
    const technology = i % 3 === 0 ? 'gpon' : 'xgs-pon';
    file.write(
      `{"id":"p-${String(i)}","carrier":"telecom","district":"3101${i % 2 === 0 ? '01' : '15'}","observed_at":"2025-03-31T23:59:59+08:00","olt":"A","port":"${String(i)}","technology":"${i % 1000 === 7 ? 'fibre' : technology}","area":"urban","status":"in_service"}\n`,
    );
  }
  file.end();
  await once(file, 'close');
});

test('a load that is killed and run again gives what an undisturbed one gives', async () => {
  const values = async (data: string): Promise<string> =>
    program(data, 'indicators', 'pon10g_port_share', '--as-of', '2025-03-31').done;
  const calm = join(scratch(), 'data');
  expect(JSON.parse(await program(calm, 'load', FEED).done)).toMatchObject({
    admitted: LINES - LINES / 1000,
    rejected: LINES / 1000,
    duplicate: 0,
  });
  const expected = await values(calm);
  expect(JSON.parse(expected)).toMatchObject({
    values: expect.arrayContaining([expect.objectContaining({ denominator: LINES - LINES / 1000 })]) as unknown,
  });

  const disturbed = join(scratch(), 'data');
  let killed = 0;
  for (const milliseconds of [1_200, 2_000, 2_800]) {
    const load = program(disturbed, 'load', FEED);
    const ended = await Promise.race([load.done.then(() => true), pause(milliseconds, false)]);
    if (ended) break;
    load.kill();
    await load.done;
    killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  expect(JSON.parse(await program(disturbed, 'load', FEED).done)).toMatchObject({ admitted: LINES - LINES / 1000 });
  expect(await values(disturbed)).toBe(expected);
}, 180_000);
