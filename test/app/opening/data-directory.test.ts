import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runGigacity } from '../../support/gigacity-process.ts';
import { scratch } from '../../support/scratch.ts';
import { TYPESCRIPT } from '../../support/store-process.ts';
import { run } from '../run.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Another process that holds a data directory until its input ends. */
const HOLD = `
  import { STREAMS } from './ingest/streams.ts';
  import { ClickHouseStore } from './store/clickhouse.ts';
  const store = await ClickHouseStore.open({ kind: 'embedded', directory: process.argv[1] }, STREAMS);
  process.stdout.write('open');
  process.stdin.resume().once('end', () => void store.close());
`;

it('is refused while another process has it open, with what to do and no stack', async () => {
  const data = join(scratch(), 'data');
  const holder = spawn(process.execPath, [...TYPESCRIPT, '--input-type=module', '--eval', HOLD, data], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  try {
    const { exit, out, err } = await run(['scorecard', '--data', data]);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(`${data} is in use by`);
    expect(err).toContain('take another directory with --data');
    expect(err).not.toContain('    at ');
    expect(await run(['doctor', '--data', data])).toMatchObject({ exit: 1 });
  } finally {
    holder.stdin.end();
    await once(holder, 'close');
  }
});

it('is refused where it is a file', async () => {
  const file = join(scratch(), 'file');
  writeFileSync(file, '');
  const { exit, err } = await run(['scorecard', '--data', file]);
  expect(exit).toBe(1);
  expect(err).toContain('is a file');
});

it('is told of by the program itself, which ends with the exit code', () => {
  const { status, stdout, stderr } = runGigacity('scorecard', '--plan', 'x');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('there is no plan "x"');
});
