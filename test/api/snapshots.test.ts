import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { flattenedVerify, importJWK } from 'jose';
import type { JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { isMissing, runProgram } from '../support/programs.ts';
import { scratch } from '../support/scratch.ts';
import { served, servedDeps } from '../support/served.ts';

let server: FastifyInstance;
let id = '';
let corrected = '';
const folder = scratch();
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

beforeAll(async () => {
  server = await served(await servedDeps());
  const post = async (body: object): Promise<string> => {
    const response = await server.inject({ method: 'POST', url: '/v1/snapshots', payload: body });
    expect(response.statusCode).toBe(201);
    const { id: made } = response.json<{ id: string }>();
    expect(response.headers['location']).toBe(`/v1/snapshots/${made}`);
    return made;
  };
  id = await post({ known_at: '2026-02-14' });
  corrected = await post({ known_at: '2026-02-14', as_of: '2025-11-30', supersedes: id, reason: '=日期有误' });
}, 120_000);

afterAll(async () => {
  await server.close();
});

async function fetched(path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  return server.inject({ url: path, headers });
}

describe('a snapshot over HTTP', () => {
  it('is made once; the same content again is the one there is', async () => {
    const again = await server.inject({ method: 'POST', url: '/v1/snapshots', payload: { known_at: '2026-02-14' } });
    expect([again.statusCode, again.json<{ id: string }>().id]).toEqual([200, id]);
  });

  it('is listed with what it corrects and why, the latest of all first', async () => {
    const { data } = (await fetched('/v1/snapshots')).json<{ data: { id: string; supersedes: string | null }[] }>();
    expect(data.map((one) => one.id).sort()).toEqual([corrected, id].sort());
    expect(data.find((one) => one.id === corrected)).toMatchObject({ supersedes: id, reason: '=日期有误' });
    expect((await fetched('/v1/snapshots/latest')).json()).toHaveProperty('id');
    const csv = (await fetched('/v1/snapshots?format=csv')).body;
    expect(csv).toContain(`"'=日期有误"`);
  });

  it.each([
    ['application/json', 'application/json', '.json'],
    ['text/csv', 'text/csv; charset=utf-8', '.csv'],
    [XLSX, XLSX, '.xlsx'],
    [
      'application/vnd.sdmx.data+csv;version=2.0.0',
      'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8',
      '.sdmx.csv',
    ],
  ])(
    'comes as %s with digest, entity tag and name, never changes, and is not sent twice',
    async (accept, type, ending) => {
      const { headers, rawPayload, statusCode } = await fetched(`/v1/snapshots/${id}`, { accept });
      const hash = createHash('sha256').update(rawPayload).digest();
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        'content-type': type,
        'repr-digest': `sha-256=:${hash.toString('base64')}:`,
        etag: `"${hash.toString('hex')}"`,
        'cache-control': 'public, immutable, max-age=31536000',
      });
      const name = decodeURIComponent(
        /filename\*=UTF-8''(\S+)$/.exec(String(headers['content-disposition']))?.[1] ?? '',
      );
      expect(name).toMatch(/^上海市-2025-12-31-快照-[0-9a-f]{8}\./);
      expect(name.endsWith(ending)).toBe(true);
      const again = await fetched(`/v1/snapshots/${id}`, { accept, 'if-none-match': String(headers.etag) });
      expect([again.statusCode, again.body]).toEqual([304, '']);
      expect((await fetched(`/v1/snapshots/${id}`, { accept })).rawPayload.equals(rawPayload)).toBe(true);
    },
  );

  it('has the entity tag of its content hash, of which its id is a part', async () => {
    const { headers } = await fetched(`/v1/snapshots/${id}`);
    expect(String(headers.etag).slice(1, 17)).toBe(id.split('-')[2]);
  });

  it('is not for caches that others share where a key was shown', async () => {
    const { headers } = await fetched(`/v1/snapshots/${id}`, { authorization: 'Bearer x' });
    expect(headers['cache-control']).toBe('private, immutable, max-age=31536000');
  });

  it('gives each of its tables as CSV with Chinese heads', async () => {
    const { body } = await fetched(`/v1/snapshots/${id}?format=csv&table=values`);
    const rows = parse<Record<string, string>>(body, { bom: true, columns: true });
    const one = rows.find((row) => row['指标代码'] === 'pon10g_port_share' && row['层级'] === 'city');
    expect(one?.['指标值（精确）']).toMatch(/^\d+\/\d+$|^1$/);
  });

  it('tells what differs from another and why', async () => {
    const { verdicts, values } = (await fetched(`/v1/snapshots/${id}/diff/${corrected}`)).json<{
      values: { causes: string[] }[];
      verdicts: unknown[];
    }>();
    expect(verdicts.length).toBeGreaterThan(0);
    expect(new Set(values.flatMap(({ causes }) => causes))).toEqual(new Set(['time']));
  });

  it.each([
    ['/v1/snapshots/310000-20251231-0123456789abcdef', 404, 'not_found'],
    ['/v1/snapshots/..%2F..%2Fetc%2Fpasswd', 404, 'not_found'],
    ["/v1/snapshots/'%20OR%201=1", 404, 'not_found'],
    ['/v1/snapshots/%00', 404, 'not_found'],
    ['/v1/snapshots/ID/diff/ID%2F..', 404, 'not_found'],
    ['/v1/snapshots/nothing/signature', 404, 'not_found'],
    ['/v1/snapshots/ID?format=pdf', 400, 'invalid_parameter'],
    ['/v1/snapshots/ID?table=secrets', 400, 'invalid_parameter'],
  ])('refuses %s', async (path, status, code) => {
    const response = await fetched(path.replaceAll('ID', id));
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code]);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('refuses what is not offered', async () => {
    expect((await fetched(`/v1/snapshots/${id}`, { accept: 'application/pdf' })).statusCode).toBe(406);
  });

  it.each([
    [{ supersedes: 'nothing' }, '#/body/supersedes'],
    [{ reason: 'because' }, '#/body/reason'],
    [{ profile: 'atlantis' }, '#/body/profile'],
    [{ as_of: '2025-02-30' }, '#/body/as_of'],
    [{ as_off: '2025-12-31' }, '#/body/as_off'],
  ])('is not made of %j', async (payload, pointer) => {
    const response = await server.inject({ method: 'POST', url: '/v1/snapshots', payload });
    expect([response.statusCode, response.json()]).toEqual([400, expect.objectContaining({ pointer })]);
  });
});

describe('a signature', () => {
  interface Keys {
    readonly keys: readonly {
      readonly jwk: JWK;
      readonly minisign: string;
      readonly pem: string;
      readonly from: string;
    }[];
  }

  async function files(): Promise<Keys['keys'][number]> {
    const save = async (name: string, path: string): Promise<void> => {
      writeFileSync(join(folder, name), (await fetched(path)).rawPayload);
    };
    await save('snapshot.json', `/v1/snapshots/${id}`);
    for (const [format, ending] of [
      ['minisign', 'minisig'],
      ['jws', 'jws'],
      ['ed25519', 'sig'],
    ])
      await save(`snapshot.json.${String(ending)}`, `/v1/snapshots/${id}/signature?format=${String(format)}`);
    const { keys } = (await fetched('/.well-known/gigacity-keys.json')).json<Keys>();
    const [key] = keys;
    if (key === undefined) throw new Error('no key is published');
    writeFileSync(join(folder, 'gigacity.pem'), key.pem);
    // What comes first in a file, and is nobody's.
    writeFileSync(join(folder, 'gigacity.pub'), `untrusted comment: gigacity\n${key.minisign}\n`);
    writeFileSync(join(folder, 'changed.json'), `${readFileSync(join(folder, 'snapshot.json'), 'utf8')} `);
    return key;
  }

  it('is published with the moment from which its key was in use', async () => {
    expect(await files()).toMatchObject({ from: expect.stringMatching(/^20\d\d-/) as string, until: null });
  });

  it('is taken by jose, and not for other bytes', async () => {
    const { jwk } = await files();
    const [header = '', , signature = ''] = readFileSync(join(folder, 'snapshot.json.jws'), 'utf8').split('.');
    const verify = async (name: string): Promise<unknown> => {
      const payload = readFileSync(join(folder, name)).toString('base64url');
      return flattenedVerify({ protected: header, payload, signature }, await importJWK(jwk, 'EdDSA'));
    };
    await expect(verify('snapshot.json')).resolves.toMatchObject({ protectedHeader: { alg: 'EdDSA', kid: jwk.kid } });
    await expect(verify('changed.json')).rejects.toThrow('signature verification failed');
  });

  /** The commands of docs/snapshots.md, run as they stand there. */
  function documented(tool: string, name: string): string {
    const page = readFileSync(fileURLToPath(new URL('../../docs/snapshots.md', import.meta.url)), 'utf8');
    const command = new RegExp(`^\`\`\`sh verify-${tool}\\n(.*?)\\n\`\`\``, 'ms').exec(page)?.[1];
    if (command === undefined) throw new Error(`docs/snapshots.md does not say how ${tool} verifies`);
    for (const ending of ['minisig', 'sig']) {
      const signature = readFileSync(join(folder, `snapshot.json.${ending}`));
      writeFileSync(join(folder, `changed.json.${ending}`), signature);
    }
    const told = command.replaceAll('snapshot.json', name);
    return runProgram('sh', ['-c', told], { cwd: folder });
  }

  it('is taken by openssl as documented, and not for other bytes', async ({ skip }) => {
    skip(isMissing('openssl'), 'openssl is not installed');
    await files();
    expect(documented('openssl', 'snapshot.json')).toContain('Signature Verified Successfully');
    expect(() => documented('openssl', 'changed.json')).toThrow('Signature Verification Failure');
  });

  it('is taken by minisign with its comment as documented, and not for other bytes', async ({ skip }) => {
    skip(isMissing('minisign'), 'minisign is not installed');
    await files();
    const told = documented('minisign', 'snapshot.json');
    expect(told).toContain('Signature and comment signature verified');
    expect(told).toContain(`Trusted comment: gigacity snapshot ${id} sha256:`);
    expect(() => documented('minisign', 'changed.json')).toThrow('Signature verification failed');
  });
});

describe('a workbook', () => {
  /** Reads with Python's own zip and XML: nothing of it wrote the file. */
  const READER = `
import json, sys, zipfile
import xml.etree.ElementTree as ET
n = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
names = [s.get('name') for s in ET.fromstring(z.read('xl/workbook.xml')).find('m:sheets', n)]
def cell(c):
    t = c.find('m:is/m:t', n)
    if t is not None: return t.text
    v = c.find('m:v', n)
    return None if v is None else float(v.text)
sheets = {}
for i, name in enumerate(names):
    rows = ET.fromstring(z.read('xl/worksheets/sheet%d.xml' % (i + 1))).find('m:sheetData', n)
    sheets[name] = [{c.get('r').rstrip('0123456789'): cell(c) for c in r} for r in rows][:40]
print(json.dumps(sheets))
`;

  it('opens elsewhere: a sheet for each plan in the document’s order, numbers as numbers', async ({ skip }) => {
    skip(isMissing('python3'), 'python3 is not installed');
    const file = join(folder, 'snapshot.xlsx');
    writeFileSync(file, (await fetched(`/v1/snapshots/${id}?format=xlsx`)).rawPayload);
    const sheets = JSON.parse(runProgram('python3', ['-c', READER, file])) as Record<
      string,
      readonly Record<string, string | number | null>[]
    >;
    expect(Object.keys(sheets)).toEqual([
      '封面',
      ...['千兆城市评价指标', ...Array.from({ length: 4 }, () => expect.any(String) as string)],
      ...['证据', '指标值', '报送情况', '存疑', '异议', '方法', '来源'],
    ]);
    const [head, ...rows] = sheets['千兆城市评价指标'] ?? [];
    expect(Object.values(head ?? {}).slice(0, 5)).toEqual(['序号', '条款', '目标', '对象', '指标']);
    expect(rows.slice(0, 3).map((row) => [row['A'], row['B'], row['H']])).toEqual([
      [1, '附件3第1项', 0.8],
      [2, '附件3第2项', 0.25],
      [3, '附件3第3项', 0.8],
    ]);
    expect(sheets['封面']?.[1]).toEqual({ A: '快照编号 Snapshot', B: id });
  });
});
