import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromToken, standingOf } from '../../../api/tokens.ts';
import { CurrentKeys } from '../../../app/settings/current-keys.ts';
import { openKeys } from '../../../app/settings/keys-needed.ts';
import { readKeys } from '../../../app/settings/keys-file.ts';
import { scratch } from '../../support/scratch.ts';
import { run } from '../run.ts';

function keysFile(): { readonly file: string; keys: (...args: string[]) => ReturnType<typeof run> } {
  const file = join(scratch(), 'keys.json');
  return { file, keys: (...args) => run(['keys', ...args, '--api-keys-file', file]) };
}

const NOW = Date.parse('2026-01-05T09:00:00+08:00');

test('a key is shown once, works, and is kept as a hash in a file of its owner alone', async () => {
  const { file, keys } = keysFile();
  const { exit, out, err } = await keys('create', '--role', 'regulator', '--name', '市通信管理局');
  expect(exit).toBe(0);
  expect(err).toContain('shown this once');
  const token = fromToken(out.trim());
  const [key] = readKeys(file);
  expect(token && standingOf(token, key, NOW)).toMatchObject({
    kind: 'valid',
    key: { role: 'regulator', name: '市通信管理局' },
  });
  expect(readFileSync(file, 'utf8')).not.toContain(token?.secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await keys('list')).out).not.toContain(key?.sha256);
});

test('a district’s key knows its city, and an upload key its carrier', async () => {
  const { file, keys } = keysFile();
  await keys('create', '--role', 'read', '--district', '浦东新区', '--expires', '2026-12-31');
  const { out } = await keys('create', '--role', 'upload', '--carrier', 'telecom', '--json');
  expect(JSON.parse(out)).toMatchObject({
    role: 'upload',
    carrier: 'telecom',
    key: expect.stringMatching(/^gck_/) as string,
  });
  expect(readKeys(file)).toMatchObject([
    { role: 'read', district: { code: '310115', city: '310000' }, expires: '2026-12-31' },
    { role: 'upload', carrier: 'telecom' },
  ]);
});

test('a running server takes up new keys and lets revoked ones go at once', async () => {
  const { file, keys } = keysFile();
  const { out } = await keys('create', '--role', 'read');
  const { id = '', secret = '' } = fromToken(out.trim()) ?? {};
  const current = new CurrentKeys(file, () => undefined);
  expect(standingOf({ id, secret }, current.find(id), NOW).kind).toBe('valid');
  expect((await keys('revoke', id)).out).toBe(`revoked ${id}\n`);
  expect(standingOf({ id, secret }, current.find(id), NOW).kind).toBe('revoked');
  const { out: another } = await keys('create', '--role', 'read');
  expect(current.find(fromToken(another.trim())?.id ?? '')).toBeDefined();
});

test('nobody is let in by a keys file that was spoilt or taken away', async () => {
  const { file, keys } = keysFile();
  const { out } = await keys('create', '--role', 'read');
  const { id = '' } = fromToken(out.trim()) ?? {};
  const reports: unknown[] = [];
  const current = new CurrentKeys(file, (error) => reports.push(error));
  writeFileSync(file, '{"version":1,"keys":[{}]}');
  for (let times = 0; times < 2; times += 1) expect(() => current.find(id)).toThrow('the keys cannot be read');
  rmSync(file);
  expect(() => current.find(id)).toThrow('the keys cannot be read');
  expect(reports.length).toBe(2);
});

test('a keys file that others may write to is refused', async () => {
  const { file, keys } = keysFile();
  await keys('create', '--role', 'read');
  chmodSync(file, 0o666);
  const { exit, err } = await keys('list');
  expect(exit).toBe(2);
  expect(err).toContain(`run chmod 600 ${file}`);
});

test('of two changes at once one is refused, and a change that fails leaves the file as it was', async () => {
  const { file, keys } = keysFile();
  await keys('create', '--role', 'read');
  const before = readFileSync(file, 'utf8');
  writeFileSync(`${file}.new`, '');
  const { exit, err } = await keys('create', '--role', 'read');
  expect(exit).toBe(1);
  expect(err).toContain('being changed by somebody else');
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test.each([
  [['create'], '--role is missing'],
  [['create', '--role', 'regulater'], 'did you mean "regulator"?'],
  [['create', '--role', 'upload'], 'add --carrier'],
  [['create', '--role', 'upload', '--carrier', 'telekom'], 'did you mean "telecom"?'],
  [['create', '--role', 'read', '--carrier', 'telecom'], 'only upload keys belong to a carrier'],
  [['create', '--role', 'operator', '--district', '310115'], 'is of no district'],
  [['create', '--role', 'notify', '--district', '310115'], 'is of no district'],
  [['create', '--role', 'read', '--district', '310000'], 'there is no district "310000"'],
  [['create', '--role', 'read', '--expires', '2026-01-04'], '2026-01-04 is over'],
  [['create', '--role', 'read', '--expires', '2026-02-30'], 'there is no day "2026-02-30"'],
  [['revoke', 'nobody'], 'there is no key nobody'],
  [['make'], 'create, list or revoke'],
])('gigacity keys %j is refused with what would do', async (args, text) => {
  const { keys } = keysFile();
  const { exit, out, err } = await keys(...args);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  expect(err).toContain(text);
});

test('without a keys file it says how to set one', async () => {
  const { exit, err } = await run(['keys', 'list']);
  expect(exit).toBe(2);
  expect(err).toContain('GIGACITY_API_KEYS_FILE');
});

test('a server that others can reach asks for keys or does not start', async () => {
  const { file, keys } = keysFile();
  const open = (host: string, path: string | undefined): unknown => openKeys({ host, file: path }, () => undefined);
  for (const host of ['127.0.0.1', '::1', 'localhost']) expect(open(host, undefined)).toBeUndefined();
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'city.example', ''])
    expect(() => open(host, undefined)).toThrow('not served without keys');
  expect(() => open('0.0.0.0', file)).toThrow('there is no keys file');
  await keys('create', '--role', 'operator');
  expect(open('0.0.0.0', file)).toBeInstanceOf(CurrentKeys);
});
