import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorOf } from '../../../app/opening/door.ts';
import { until } from '../../support/until.ts';
import { GigacityProcess } from '../../support/gigacity-process.ts';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const DATA = join(scratch(), 'data');
const FEED = join(scratch(), 'sites-5g.telecom.ndjson');

let program: GigacityProcess;
let address: string;

beforeAll(async () => {
  writeFileSync(
    FEED,
    '{"id":"a","carrier":"telecom","district":"310115","observed_at":"2025-12-31T20:00:00+08:00","rows":[{"placement":"outdoor","generation":"5g","stations":12}]}\n',
  );
  program = new GigacityProcess(['start', '--no-demo', '--data', DATA, '--port', '0', '--lang', 'en']);
  address = await program.address();
});

afterAll(() => {
  program.kill('SIGKILL');
});

describe('a started system', () => {
  it('is ready once the first evaluation is committed', async () => {
    await until('readiness', async () => (await fetch(`${address}/readyz`)).status === 200);
  });

  it('lets other terminals read and load, with the same output', async () => {
    expect(await run(['load', FEED, '--data', DATA])).toMatchObject({ exit: 0 });
    const { out } = await run(['indicators', 'outdoor_5g_stations', '--level', 'city', '--data', DATA, '--json']);
    expect(JSON.parse(out)).toMatchObject({ values: [{ scope: { city: '310000' }, value: 12 }] });
  });

  it('is found in order by doctor', async () => {
    const { exit, out } = await run(['doctor', '--data', DATA]);
    expect(exit).toBe(0);
    expect(out).toContain(`is open in process ${String(program.pid)}, through which other commands reach it`);
  });

  it('tells who comes second on the same data', async () => {
    const second = await run(['start', '--data', DATA]);
    expect(second).toMatchObject({ exit: 1, out: '' });
    expect(second.err).toContain(`is in use by process ${String(program.pid)}`);
  });

  it('opens its door to nobody but the owner of the data', async () => {
    expect(statSync(join(DATA, 'door.json')).mode & 0o777).toBe(0o600);
    const door = new URL(doorOf(DATA, program.pid) ?? '');
    expect(door.hostname).toBe('127.0.0.1');
    for (const headers of [{}, { authorization: `Basic ${btoa('terminal:guess')}` }]) {
      const response = await fetch(`http://${door.host}/?query=SELECT+1`, { method: 'POST', headers });
      expect(response.status).toBe(401);
    }
  });

  it('tells when its port is taken', async () => {
    const other = ['start', '--no-demo', '--data', join(scratch(), 'other'), '--port', new URL(address).port];
    const { exit, err } = await run(other);
    expect(exit).toBe(1);
    expect(err).toContain('it is in use');
    expect(err).toContain('--port');
  });

  it('ends when it is asked to, and closes its door', async () => {
    program.kill('SIGTERM');
    expect(await program.ended).toEqual([0, null]);
    expect(doorOf(DATA, program.pid)).toBeUndefined();
    expect((await run(['indicators', 'outdoor_5g_stations', '--data', DATA, '--json'])).exit).toBe(0);
  });
});

describe('start', () => {
  it('refuses roles that there are not, and taking in without brokers', async () => {
    expect(await run(['start', '--role', 'evalute'])).toMatchObject({ exit: 2 });
    expect((await run(['start', '--role', 'evalute'])).err).toContain('did you mean "evaluate"?');
    expect((await run(['start', '--role', 'ingest'])).err).toContain('the role ingest needs Kafka brokers');
  });

  it('refuses a port that is none', async () => {
    expect((await run(['start', '--port', '99999'])).err).toContain('--port=99999: expected a whole number');
  });
});
