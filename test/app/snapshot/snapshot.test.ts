import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../../support/scratch.ts';
import type { Ran } from '../run.ts';
import { run } from '../run.ts';

/** The engine keeps one directory for the life of a process. */
const DATA = join(scratch(), 'data');
const FILES = scratch();
const FIRST = ['--as-of', '2023-09-30', '--known-at', '2023-10-10T00:00:00Z'];

function snapshot(...args: readonly string[]): Promise<Ran> {
  return run(['snapshot', ...args, '--data', DATA, '--profile', 'chongqing-yuzhong', '--lang', 'en']);
}

async function json<T>(...args: readonly string[]): Promise<T> {
  const { exit, out, err } = await snapshot(...args, '--json');
  if (exit !== 0) throw new Error(err);
  return JSON.parse(out) as T;
}

/** Ports of one carrier, by technology, received together. */
async function ports(receivedAt: string, technologies: readonly string[], revision = 0): Promise<void> {
  const file = join(FILES, `pon-ports.${receivedAt}.ndjson`);
  const lines = technologies.map((technology, i) => ({
    ...{ id: `p-${receivedAt}-${String(i)}`, carrier: 'telecom', district: '500103', revision },
    observed_at: '2023-09-15T00:00:00+08:00',
    ...{ olt: 'olt-1', port: String(i), technology, area: 'urban', status: 'in_service' },
  }));
  writeFileSync(file, lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const { exit, err } = await run(['load', file, '--received-at', receivedAt, '--data', DATA]);
  if (exit !== 0) throw new Error(err);
}

interface Made {
  readonly snapshots: readonly { readonly id: string; readonly new: boolean; readonly supersedes: string | null }[];
}

let first = '';
let second = '';
const file = join(FILES, 'first.json');
const publicKey = join(FILES, 'gigacity.pub');

beforeAll(async () => {
  await ports('2023-10-01', ['gpon', 'gpon', 'xgs-pon']);
  const made = await json<Made>('create', ...FIRST);
  first = made.snapshots[0]?.id ?? '';
  await ports('2023-11-01', ['xgs-pon'], 1);
  const again = await json<Made>(
    ...['create', '--known-at', '2023-11-10T00:00:00Z', '--supersedes', first, '--reason', 'a port was corrected'],
  );
  second = again.snapshots[0]?.id ?? '';
  await snapshot('export', first, '--out', file);
  writeFileSync(publicKey, (await snapshot('key')).out);
}, 180_000);

describe('gigacity snapshot', () => {
  it('makes the same snapshot of the same times but once', async () => {
    const { snapshots } = await json<Made>('create', ...FIRST);
    expect(snapshots).toMatchObject([{ id: first, new: false }]);
    expect(first).toMatch(/^500103-20230930-[0-9a-f]{16}$/);
  });

  it('makes its own key once, which nobody else may read', async () => {
    expect(statSync(join(DATA, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    expect((await snapshot('key')).out).toBe(readFileSync(publicKey, 'utf8'));
  });

  it('lists the latest first and says which one it corrects', async () => {
    const { snapshots } = await json<Made>('list');
    expect(snapshots.map(({ id, supersedes }) => [id, supersedes])).toEqual([
      [second, first],
      [first, null],
    ]);
    const { out } = await snapshot('list');
    expect(out).toContain(first);
  });

  it('shows what a snapshot holds', async () => {
    const { out } = await snapshot('show', second);
    expect(out).toMatch(/supersedes\s+500103-\S+ \(a port was corrected\)/);
    const shown = await json<{ content: { lineage: { streams: unknown[]; files: unknown[] } } }>('show', first);
    expect(shown.content.lineage).toMatchObject({
      streams: [{ stream: 'pon-ports', source: 'file:pon-ports.2023-10-01.ndjson', messages: 3, last_line: 3 }],
      files: [
        { source: 'file:pon-ports.2023-10-01.ndjson', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      ],
    });
  });

  it('puts a difference down to the messages that came in between', async () => {
    const { values, sources, definitions } = await json<{
      values: { indicator: string; before: unknown; after: unknown; causes: string[] }[];
      sources: { source: string; before: unknown }[];
      definitions: unknown[];
    }>('diff', first, second);
    expect(values.find(({ indicator }) => indicator === 'pon10g_port_share')).toMatchObject({
      ...{ before: { exact: '1/3' }, after: { exact: '2/3' }, causes: ['data'] },
    });
    expect(sources).toMatchObject([{ source: 'file:pon-ports.2023-11-01.ndjson', before: null }]);
    expect(definitions).toEqual([]);
    const { out } = await snapshot('diff', first, second);
    expect(out).toMatch(/城市10G-PON端口占比.*0\.333\d+\s+→\s+0\.666\d+\s+data/);
  });

  it('writes the same bytes each time, in every form', async () => {
    for (const format of ['json', 'csv', 'xlsx', 'sdmx-csv', 'minisign', 'jws', 'ed25519']) {
      const [one, two] = [join(FILES, `1.${format}`), join(FILES, `2.${format}`)];
      for (const out of [one, two])
        expect((await snapshot('export', first, '--format', format, '--out', out)).exit).toBe(0);
      expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
    }
    expect(readFileSync(join(FILES, '1.csv'), 'utf8')).toMatch(/^\uFEFF"规划代码"/);
    expect(readFileSync(join(FILES, '1.sdmx-csv'), 'utf8')).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION,/);
  });

  it('says in one line what is wrong and how to mend it', async () => {
    expect((await snapshot('exprot', 'x')).err).toContain('did you mean "export"?');
    expect((await snapshot('show')).err).toContain('gigacity snapshot show ID');
    expect((await snapshot('show', first.replace(/.$/, 'x'))).err).toContain(`did you mean "${first}"?`);
    expect((await snapshot('create', '--supersedes', first)).err).toContain('--supersedes and --reason go together');
    expect((await snapshot('export', first, '--format', 'xls')).err).toContain('did you mean "xlsx"?');
    expect((await snapshot('verify', '../../etc/shadow.json', '--public-key', publicKey)).exit).toBe(2);
  });
});

describe('gigacity snapshot verify', () => {
  const verify = (...args: readonly string[]): Promise<Ran> => snapshot('verify', ...args, '--public-key', publicKey);

  it('finds an exported file as it was signed, and needs no store for it', async () => {
    const args = ['snapshot', 'verify', file, '--public-key', publicKey, '--lang', 'en'];
    const { exit, out } = await run(args, { directory: FILES, environment: { GIGACITY_DATA: join(FILES, 'none') } });
    expect([exit, out]).toEqual([
      0,
      expect.stringMatching(/the signature is valid \(minisign\): gigacity snapshot 500103-/),
    ]);
  });

  it.each([
    ['"numerator":1,', '"numerator":2,', 'a value was changed: pon10g_plus_port_share 500000/500103'],
    ['"verdict":"incomplete"', '"verdict":"met"', 'a verdict was changed'],
    [
      '渝中区千兆城市创建工作方案',
      '渝中区千兆城市工作方案',
      'a definition does not have its hash: plan national-gigabit-city',
    ],
    ['"messages":3', '"messages":4', 'the lineage was changed'],
    ['{"as_of"', ' {"as_of"', 'its layout was changed'],
  ])('names what was changed from %s to %s, and ends with 3', async (from, to, said) => {
    const other = join(FILES, 'changed.json');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(other, text.replace(from, to));
    const { exit, out } = await verify(other, '--signature', `${file}.minisig`);
    expect([exit, out]).toEqual([3, expect.stringContaining(said)]);
    expect(out).toContain('the signature is not of these bytes');
  });

  it('tells another key from a broken signature, and asks for what is lacking', async () => {
    const other = 'RWQAAAAAAAAAAKm7PpBx+QsQUYhId+8QNB90WY5Fo+Y3diaVj4/Blsek';
    const { exit, out } = await snapshot('verify', file, '--public-key', other);
    expect([exit, out]).toEqual([3, expect.stringContaining('the signature was made by another key')]);
    expect((await snapshot('verify', file)).err).toContain('--public-key');
    expect((await snapshot('verify', file, '--public-key', 'RWQ')).err).toContain('is no Ed25519 public key');
    const alone = join(FILES, 'alone.json');
    writeFileSync(alone, readFileSync(file));
    expect((await verify(alone)).err).toContain('there is no signature beside');
    rmSync(alone);
  });

  it('computes every number again from the store as known then, whatever came later', async () => {
    const { exit, out } = await verify(first, '--recompute');
    expect([exit, out]).toEqual([0, expect.stringContaining('the same throughout')]);
  });

  it('lists the differences where the store no longer says the same', async () => {
    // Brought in late, under a receipt of before the snapshot.
    await ports('2023-10-02', ['gpon', 'gpon', 'gpon'], 2);
    const { exit, out } = await verify(file, '--recompute');
    expect([exit, out]).toEqual([3, expect.stringContaining('there are differences')]);
    expect(out).toMatch(/城市10G-PON端口占比.*→\s+0\s+data/);
  });
});
