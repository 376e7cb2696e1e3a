import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch } from '../support/scratch.ts';
import { run } from './run.ts';

describe('help', () => {
  it('is printed on request, in the language asked for', async () => {
    expect(await run(['--help', '--lang', 'en'])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('Usage:') as string,
    });
    expect(await run(['--help', '--lang', 'zh'])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('用法：') as string,
    });
  });

  it('follows the locale, whose first variable that is set decides', async () => {
    const chinese = { LC_ALL: '', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' };
    expect((await run(['load', '--help'], { environment: chinese })).out).toContain('装入');
    expect((await run(['load', '--help'], { environment: { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' } })).out).toContain(
      'Usage:',
    );
  });

  it('names the settings that a command is about', async () => {
    const { out } = await run(['start', '--help', '--lang', 'en']);
    for (const flag of ['--host <HOST>', '--port <PORT>', '--brokers <LIST>', '--data <DIR>'])
      expect(out).toContain(flag);
    expect((await run(['keys', '--help'])).out).toContain('--api-keys-file <FILE>');
    expect((await run(['scorecard', '--help'])).out).not.toContain('--port');
  });

  it('stands in for a missing command, as wrong usage', async () => {
    expect(await run([])).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('Usage:') as string });
  });

  it('prints the version', async () => {
    expect(await run(['--version'])).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });
});

describe('wrong usage exits with 2, writes nothing to stdout and says what may have been meant', () => {
  const WRONG: readonly (readonly [args: string, says: string])[] = [
    ['scorecrd', 'did you mean scorecard?'],
    ['scorecard --jsn', 'did you mean --json?'],
    ['scorecard --as-of', 'needs a value'],
    ['scorecard extra', 'too many arguments'],
    ['scorecard --lang fr', 'zh or en'],
    ['scorecard --plan shanghai-2025-action-pln', 'did you mean "shanghai-2025-action-plan"?'],
    ['scorecard --as-of 2025-02-30', 'there is no day "2025-02-30"'],
    ['scorecard --known-at 2025-04-15T09:00:00', 'no moment with an offset'],
    ['scorecard --level distric', 'did you mean "district"?'],
    ['scorecard --fail-on met,behnd', 'did you mean "behind"?'],
    ['scorecard --profile shangha', 'did you mean "shanghai"?'],
    ['scorecard --profile chongqing-yuzhong --plan shanghai-2025-action-plan', 'no chosen profile applies'],
    ['indicators pon10g_prt_share', 'did you mean "pon10g_port_share"?'],
    ['indicators idc_racks otn_capacity_tbps --level district_carrier', 'it has: '],
    ['explain', 'an argument is missing'],
    ['explain mean_subscribed_mbps --district 崇明', 'did you mean "崇明区"?'],
    ['explain mean_subscribed_mbps --carrier telcom', 'did you mean "telecom"?'],
    ['load', 'an argument is missing'],
    ['load nowhere.ndjson', 'there is no file nowhere.ndjson'],
    ['load nowhere.ndjson', 'relative to the working directory'],
    ['dead-letters list --code rang', 'did you mean "range"?'],
    ['snapshot verify', 'verify takes one id'],
    ['snapshot diff a', 'diff takes 2 ids'],
    ['load package.json', 'there is no stream "package"'],
    ['load package.json --stream pon-port', 'did you mean "pon-ports"?'],
    ['load package.json --stream pon-ports --received-at yesterday', 'no moment with an offset'],
    ['simulate --city 310000', '--from is missing'],
    ['simulate --city 310001 --from 2025-01-01 --to 2025-01-31', 'did you mean "310000"?'],
    ['simulate --city 310000 --from 2025-02-01 --to 2025-01-31', 'is before'],
    ['simulate --city 310000 --from 2025-01-01 --to 2025-01-31 --scale 0', 'more than 0'],
  ];

  it.each(WRONG)('%s', async (args, says) => {
    const data = join(scratch(), 'data');
    const { exit, out, err } = await run([...args.split(' '), '--data', data]);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(says);
    expect(existsSync(data)).toBe(false);
  });

  it('is told in Chinese too', async () => {
    expect((await run(['scorecrd', '--lang', 'zh'])).err).toBe(
      '错误：没有命令“scorecrd”\n  → 您是不是要找：scorecard？\n',
    );
  });

  it('shows the stack on request alone', async () => {
    const wrong = ['scorecard', '--as-of', 'x'];
    expect((await run(wrong)).err).not.toContain('    at ');
    expect((await run([...wrong, '--debug'])).err).toContain('    at ');
    expect((await run(wrong, { environment: { GIGACITY_DEBUG: '1' } })).err).toContain('    at ');
  });
});

describe('a server that is down', () => {
  it('exits with 4, without the password and without a stack', async () => {
    const environment = { GIGACITY_CLICKHOUSE_URL: 'http://u:hidden@127.0.0.1:9' };
    const { exit, err } = await run(['scorecard'], { environment });
    expect(exit).toBe(4);
    expect(err).toContain('http://u:***@127.0.0.1:9');
    expect(err).not.toContain('hidden');
    expect(err).not.toContain('    at ');
  });
});
