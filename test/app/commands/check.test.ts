import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKafka } from '../../../ingest/kafka.ts';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'indicators');

function isKafkaBuilt(): boolean {
  try {
    return loadKafka().librdkafkaVersion !== '';
  } catch {
    return false;
  }
}

/** A user's own folder with one file in it. */
function folderWith(folder: string, name: string, text: string): string {
  const root = scratch();
  mkdirSync(join(root, folder));
  writeFileSync(join(root, folder, name), text);
  return root;
}

function shipped(folder: string, name: string): string {
  return readFileSync(join(SHIPPED, folder, name), 'utf8');
}

describe('check', () => {
  it('says in one line what was checked', async () => {
    const { exit, out } = await run(['check']);
    expect(exit).toBe(0);
    expect(out).toContain('30 indicators, 6 plans');
    expect(out).toContain('no errors');
  });

  it('shows every error with file, line, column, the line and a caret', async () => {
    const text = shipped('catalogue', 'idc_racks.yaml').replace('unit: count', 'unit: cuont');
    const { exit, out } = await run(['check', '--catalogue', folderWith('catalogue', 'idc_racks.yaml', text)]);
    expect(exit).toBe(2);
    expect(out).toMatch(/idc_racks\.yaml:\d+:\d+: /);
    expect(out).toContain('unit: cuont');
    expect(out).toContain('did you mean "count"?');
    expect(out).toContain('1 error');
  });

  it('is what other commands refuse to run without', async () => {
    const text = shipped('catalogue', 'idc_racks.yaml').replace('unit: count', 'unit: cuont');
    const { exit, err } = await run(['scorecard', '--catalogue', folderWith('catalogue', 'idc_racks.yaml', text)]);
    expect(exit).toBe(2);
    expect(err).toContain('gigacity check shows every problem');
  });

  it('gives one document', async () => {
    const { exit, out } = await run(['check', '--json', '--profile', 'nowhere']);
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      checked: { indicators: 30, plans: 6, profiles: 2 },
      problems: expect.arrayContaining([
        {
          setting: 'profile',
          message: 'there is no profile "nowhere"',
          hint: expect.any(String) as string,
          severity: 'error',
        },
      ]) as unknown,
    });
  });
});

describe('own definitions', () => {
  it('replace the shipped ones of the same name and add to them', async () => {
    const text = shipped('catalogue', 'idc_racks.yaml').replace('version: 1', 'version: 7');
    const root = folderWith('catalogue', 'idc_racks.yaml', text);
    mkdirSync(join(root, 'profiles'));
    cpSync(join(SHIPPED, 'profiles', 'shanghai.yaml'), join(root, 'profiles', 'mine.yaml'));
    writeFileSync(
      join(root, 'profiles', 'mine.yaml'),
      shipped('profiles', 'shanghai.yaml').replace('id: shanghai', 'id: mine'),
    );
    const { out } = await run(['check', '--json', '--catalogue', root, '--profile', 'mine,shanghai']);
    expect(JSON.parse(out)).toMatchObject({ checked: { indicators: 30, profiles: 3 } });
  });

  it('may be a single profile, whose faults are told by its own path', async () => {
    const good = join(scratch(), 'pudong.yaml');
    writeFileSync(good, shipped('profiles', 'shanghai.yaml').replace('id: shanghai', 'id: pudong'));
    expect((await run(['check', '--profile', good])).exit).toBe(0);
    writeFileSync(
      good,
      shipped('profiles', 'shanghai.yaml').replace('id: shanghai', 'id: pudong').replace('zone:', 'zoen:'),
    );
    const { exit, out } = await run(['check', '--profile', good]);
    expect(exit).toBe(2);
    expect(out).toContain(`${good}:`);
  });
});

describe('doctor', () => {
  it('examines everything, each fault with its mend', async () => {
    const { exit, out } = await run(['doctor', '--json', '--data', join(scratch(), 'data')]);
    expect(exit).toBe(0);
    const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: readonly { check: string; state: string }[] };
    expect(ok).toBe(true);
    expect(checks.map(({ check }) => check)).toEqual([
      'node',
      'settings',
      'catalogue',
      'engine',
      'data',
      'disk',
      'clock',
      'clickhouse',
      'kafka',
    ]);
  });

  it('exits with 4 where a server is down, and still examines the rest', async () => {
    const environment = { GIGACITY_CLICKHOUSE_URL: 'http://127.0.0.1:9' };
    const { exit, out } = await run(['doctor'], { environment });
    expect(exit).toBe(4);
    expect(out).toContain('cannot reach the ClickHouse server');
    expect(out).toContain('no brokers are set');
  });

  it('asks the brokers where some are set', async ({ skip }) => {
    skip(!isKafkaBuilt(), 'node-rdkafka is not built');
    const environment = { GIGACITY_BROKERS: '127.0.0.1:9' };
    const { exit, out } = await run(['doctor', '--data', join(scratch(), 'data')], { environment });
    expect(exit).toBe(4);
    expect(out).toContain('no broker of 127.0.0.1:9 takes us in');
  });

  it('exits with 1 for a fault of another kind', async () => {
    expect(await run(['doctor'], { now: '2001-01-01T00:00:00Z' })).toMatchObject({ exit: 1 });
  });
});
