import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { BATCH_LINES } from '../../../ingest/pipeline.ts';
import { GigacityProcess } from '../../support/gigacity-process.ts';
import { scratch } from '../../support/scratch.ts';

const FEED = join(scratch(), 'pon-ports.telecom.ndjson');
const LINES = 4 * BATCH_LINES;

const program = (data: string, ...args: readonly string[]): GigacityProcess =>
  new GigacityProcess([...args, '--data', data, '--json']);

/** What it writes until it ends. */
async function written(running: GigacityProcess): Promise<string> {
  await running.ended;
  return running.out;
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
    written(program(data, 'indicators', 'pon10g_port_share', '--as-of', '2025-03-31'));
  const calm = join(scratch(), 'data');
  expect(JSON.parse(await written(program(calm, 'load', FEED)))).toMatchObject({
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
    const ended = await Promise.race([load.ended.then(() => true), pause(milliseconds, false)]);
    if (ended) break;
    load.kill('SIGKILL');
    await load.ended;
    killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
  expect(JSON.parse(await written(program(disturbed, 'load', FEED)))).toMatchObject({ admitted: LINES - LINES / 1000 });
  expect(await values(disturbed)).toBe(expected);
}, 180_000);
