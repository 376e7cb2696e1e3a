import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

/** The engine keeps one directory for the life of a process. */
const DATA = join(scratch(), 'data');
const FEEDS = scratch();
const FULL = ['--as-of', '2021-09-30', '--plan', 'shanghai-2021-broadband-upgrade'];

const COMMON = { carrier: 'telecom', district: '310101', observed_at: '2021-03-31T23:59:59+08:00' };
const PROGRAMME = { ...COMMON, programme: 'shanghai-2021-broadband-upgrade', period: '2021-03' };

function feed(name: string, messages: readonly unknown[]): string {
  const path = join(FEEDS, name);
  const text = messages
    .map((message) => `${typeof message === 'string' ? message : JSON.stringify(message)}\n`)
    .join('');
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

async function json(...args: readonly string[]): Promise<unknown> {
  const { exit, out, err } = await run([...args, '--data', DATA, '--json']);
  if (exit !== 0) throw new Error(err);
  // Anything but one document would not parse.
  return JSON.parse(out);
}

interface Cell {
  readonly scope: { readonly district?: string; readonly carrier?: string };
  readonly verdict: string;
  readonly value: { readonly value: number | null };
}

async function cellOf(
  carrier: string | undefined,
  district: string | undefined,
  ...args: readonly string[]
): Promise<Cell | undefined> {
  const { verdicts } = (await json('scorecard', ...FULL, ...args)) as { verdicts: readonly Cell[] };
  return verdicts.find(({ scope }) => scope.carrier === carrier && scope.district === district);
}

beforeAll(() => {
  mkdirSync(join(FEEDS, 'folder'));
});

describe('an empty store', () => {
  it('has one line for each place, and says how to fill it', async () => {
    const { exit, out, err } = await run(['scorecard', '--as-of', '2021-09-30', '--data', DATA, '--lang', 'zh']);
    expect(exit).toBe(0);
    expect(out).toContain('上海市：截至 2021-09-30 没有任何数据。');
    expect(err).toContain('gigacity start');
  });

  it('says so where a stream is asked of nobody', async () => {
    const args = ['completeness', '--stream', 'acceptances', '--period', '2025-03', '--data', DATA];
    expect((await run([...args, '--lang', 'zh'])).out).toContain('城市档案没有要求任何单位报送。');
    expect((await run([...args, '--lang', 'en'])).out).toContain('the profile asks nobody to report this.');
    expect((await run([...args.slice(0, 2), 'sites-5g', ...args.slice(3), '--lang', 'en'])).out).not.toContain(
      'nobody',
    );
  });

  it('gives documents without values, as of today where no day is asked for', async () => {
    expect(await json('indicators', 'idc_racks', '--level', 'city')).toEqual({
      as_of: '2026-01-05',
      known_at: null,
      values: [
        {
          indicator: 'idc_racks',
          scope: { city: '310000' },
          as_of: '2026-01-05',
          known_at: null,
          value: null,
          unit: 'count',
          reason: 'no_data',
          flags: [],
          definition_version: '1',
        },
      ],
    });
  });
});

describe('load', () => {
  it('tells what became of every line, keeps the refused, and still succeeds', async () => {
    const path = feed('programme-progress.telecom.ndjson', [
      { ...PROGRAMME, id: 'a', completed: 17_000 },
      { ...PROGRAMME, id: 'a', completed: 17_000 },
      { ...PROGRAMME, id: 'b', completed: -3, period: '2021-02' },
      'not json',
    ]);
    const args = ['load', path, '--received-at', '2021-04-02'];
    expect(await json(...args)).toEqual({
      files: [{ file: path, stream: 'programme-progress', admitted: 2, rejected: 2, duplicate: 1 }],
      admitted: 2,
      rejected: 2,
      duplicate: 1,
      reasons: { range: 1, not_json: 1 },
    });
    expect(await json(...args)).toMatchObject({ admitted: 2, rejected: 2, duplicate: 2 });
  });

  it('shows the first refusals with file and line', async () => {
    const path = join(FEEDS, 'programme-progress.telecom.ndjson');
    const { exit, out } = await run(['load', path, '--data', DATA]);
    expect(exit).toBe(0);
    expect(out).toContain(`${path}:3: range completed: expected a whole number`);
    expect(out).toContain(`${path}:4: not_json`);
  });

  it('reads gzip, CSV and whole folders, and takes the stream by name', async () => {
    const gz = feed('programme-progress.mobile.ndjson.gz', [
      { ...PROGRAMME, carrier: 'mobile', id: 'm', completed: 2_999 },
    ]);
    const csv = join(FEEDS, 'folder', 'programme-progress.unicom.csv');
    writeFileSync(
      csv,
      `id,carrier,district,observed_at,programme,period,completed\nu,unicom,310101,${COMMON.observed_at},${PROGRAMME.programme},2021-03,2000\n`,
    );
    const odd = feed('upload.txt', [{ ...PROGRAMME, id: 'o', period: '2021-05', completed: 1 }]);
    expect(await json('load', gz, join(FEEDS, 'folder'), '--received-at', '2021-04-02T08:00:00+08:00')).toMatchObject({
      files: [{ file: gz }, { file: csv }],
      admitted: 2,
      rejected: 0,
      duplicate: 0,
    });
    expect(await json('load', odd, '--stream', 'programme-progress', '--received-at', '2021-06-01')).toMatchObject({
      admitted: 1,
    });
  });
});

describe('scorecard', () => {
  it('gives a document with nothing beside it', async () => {
    const document = (await json('scorecard', ...FULL)) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['as_of', 'known_at', 'verdicts']);
    expect(document).toMatchObject({ as_of: '2021-09-30', known_at: null });
  });

  it('judges the printed cells', async () => {
    expect(await cellOf('telecom', '310101')).toMatchObject({ verdict: 'met', value: { value: 17_001 } });
    expect(await cellOf('mobile', '310101')).toMatchObject({ verdict: 'missed', gap: 1, target_value: 3_000 });
    expect(await cellOf('telecom', '310115')).toMatchObject({ verdict: 'no_data', value: { value: null } });
  });

  it('asks what was known at a moment, and says so', async () => {
    const before = await cellOf('telecom', '310101', '--known-at', '2021-04-30');
    expect(before).toMatchObject({ known_at: '2021-04-30', value: { value: 17_000 } });
    expect(await cellOf('telecom', '310101', '--known-at', '2021-04-01')).toMatchObject({ verdict: 'no_data' });
  });

  it('exits with 3 where a verdict occurs that must not, after printing all the same', async () => {
    const failing = await run(['scorecard', ...FULL, '--fail-on', 'behind,missed', '--data', DATA, '--json']);
    expect(failing.exit).toBe(3);
    expect(JSON.parse(failing.out)).toHaveProperty('verdicts');
    expect((await run(['scorecard', ...FULL, '--fail-on', 'at_risk', '--data', DATA])).exit).toBe(0);
  });

  it('is a table for people, without colour in a pipe', async () => {
    const { out } = await run(['scorecard', ...FULL, '--data', DATA, '--lang', 'zh']);
    expect(out).toContain('沪经信基〔2021〕139号');
    expect(out).toMatch(/黄浦区 .*17,001\/17,000 ✓/);
    expect(out).toContain('2,999/3,000 未达标');
    expect(out).not.toContain('\u001b[');
    expect(out).not.toContain('演示数据');
  });
});

describe('indicators', () => {
  it('gives values with their scope', async () => {
    const { values } = (await json(
      'indicators',
      'broadband_upgrades',
      '--level',
      'district',
      '--as-of',
      '2021-12-31',
    )) as {
      values: readonly unknown[];
    };
    expect(values).toHaveLength(16 + 1);
    expect(values).toContainEqual(
      expect.objectContaining({ scope: { city: '310000', district: '310101' }, value: 22_000, unit: 'count' }),
    );
  });

  it('leaves out what lacks the level where none was named', async () => {
    const { values } = (await json('indicators', '--level', 'district_carrier')) as {
      values: readonly { indicator: string; scope: { carrier?: string } }[];
    };
    expect(values.every(({ scope }) => scope.carrier !== undefined)).toBe(true);
    expect(values.some(({ indicator }) => indicator === 'g5_density_rank')).toBe(false);
  });
});
