import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerDeps } from '../../api/deps.ts';
import { Busy } from '../../api/ports.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { derivedTargets } from '../../indicators/judging/derive.ts';
import { plansOf } from '../../indicators/profile.ts';
import type { ListClient, Page, Row } from '../support/list-client.ts';
import { listClient } from '../support/list-client.ts';
import { catalogue, served, servedDeps } from '../support/served.ts';
import { serverDeps } from '../support/server-deps.ts';

let server: FastifyInstance;
let page: ListClient['page'];
let problem: ListClient['problem'];
let deps: ServerDeps & { readonly evaluation: CommittedEvaluation };

beforeAll(async () => {
  deps = await servedDeps();
  server = await served(deps);
  ({ page, problem } = listClient(server));
});

afterAll(() => server.close());

describe('filters', () => {
  it('may be repeated or hold several values with commas', async () => {
    const repeated = await page('/v1/values?indicator=users_1000m&indicator=g5_user_share&level=city');
    const joined = await page('/v1/values?indicator=users_1000m,g5_user_share&level=city');
    expect(joined.data).toEqual(repeated.data);
    expect(new Set(joined.data.map(({ indicator }) => indicator))).toEqual(new Set(['users_1000m', 'g5_user_share']));
  });

  it('take codes and Chinese names', async () => {
    const byCode = await page('/v1/values?district=310115&carrier=telecom');
    const byName = await page(
      `/v1/values?district=${encodeURIComponent('浦东新区')}&carrier=${encodeURIComponent('中国电信')}`,
    );
    expect(byName.data).toEqual(byCode.data);
    expect(byCode.data.length).toBeGreaterThan(0);
    expect(byCode.data.every((row) => row['level'] === 'district_carrier')).toBe(true);
  });

  it('are refused with what may have been meant', async () => {
    expect(await problem('/v1/values?indicator=users_1000n')).toMatchObject({
      status: 400,
      code: 'invalid_parameter',
      pointer: '#/query/indicator',
      hint: 'did you mean "users_1000m"?',
    });
    expect(await problem('/v1/values?distrct=310115', { 'accept-language': 'zh' })).toMatchObject({
      pointer: '#/query/distrct',
      hint: '您是不是要找“district”？',
    });
    expect(await problem('/v1/verdicts?verdict=behnd')).toMatchObject({ hint: 'did you mean "behind"?' });
    expect(await problem('/v1/values?as_of=2025-02-30')).toMatchObject({ pointer: '#/query/as_of' });
    expect(await problem('/v1/values?indicator=g5_density_rank&level=district')).toMatchObject({
      pointer: '#/query/level',
    });
  });

  it('are all told where several are wrong', async () => {
    const { errors } = await problem('/v1/values?limit=0&level=town&as_of=soon');
    expect(errors).toMatchObject([
      { pointer: '#/query/level/0' },
      { pointer: '#/query/as_of' },
      { pointer: '#/query/limit' },
    ]);
  });
});

describe('verdicts', () => {
  it('are given of parts by quarter where they are asked for, as the command line derives them', async () => {
    const printed = await page('/v1/verdicts?limit=10000');
    const { data } = await page('/v1/verdicts?derive=true&limit=10000');
    expect(data.slice(0, printed.data.length)).toEqual(printed.data);
    const more = data.slice(printed.data.length);
    const shanghai = catalogue.profiles.get('shanghai');
    const expected = shanghai && plansOf(shanghai, catalogue.plans).flatMap(derivedTargets);
    expect(more.map(({ target }) => target)).toEqual(expected?.map(({ id }) => id));
    expect(more.length).toBeGreaterThan(0);
    expect(new Set(more.map(({ derived }) => derived))).toEqual(new Set([true]));
    const pudong = await page('/v1/verdicts?derive=true&district=310115&level=district');
    expect(pudong.data.filter(({ target }) => String(target).includes('@')).length).toBeGreaterThan(0);
    expect(new Set(pudong.data.map(({ district_code }) => district_code))).toEqual(new Set(['310115']));
  });

  it('are those of printed cells where no level is asked for, and the derived ones too where one is', async () => {
    const printed = await page('/v1/verdicts');
    expect(printed.data.some(({ derived }) => derived)).toBe(false);
    const district = await page('/v1/verdicts?level=district&limit=10000');
    expect(new Set(district.data.map((row) => row['level']))).toEqual(new Set(['district']));
    expect(district.data.some(({ derived }) => derived)).toBe(true);
  });

  it('can be picked by word', async () => {
    const { data } = await page('/v1/verdicts?verdict=met,behind&level=city,district');
    expect(new Set(data.map((row) => row['verdict']))).toEqual(new Set(['met', 'behind']));
  });

  it('of another day are computed for it', async () => {
    const earlier = await page('/v1/verdicts?as_of=2025-11-30&limit=1');
    expect([earlier.as_of, earlier.data[0]?.['as_of']]).toEqual(['2025-11-30', '2025-11-30']);
    expect(earlier.evaluation).not.toBe((await page('/v1/verdicts?limit=1')).evaluation);
  });

  it('say as known at which moment, as it was written', async () => {
    const { data } = await page('/v1/verdicts?known_at=2026-01-31&limit=1');
    expect(data[0]?.['known_at']).toBe('2026-01-31');
  });
});

describe('pages', () => {
  it('follow one another without a gap, by cursor or by the link', async () => {
    const whole = await page('/v1/values?level=district&limit=10000');
    const rows: Row[] = [];
    let url = '/v1/values?level=district&limit=100';
    for (;;) {
      const response = await server.inject(url);
      rows.push(...response.json<Page>().data);
      const next = /<(.+)>; rel="next"/.exec(String(response.headers['link']))?.[1];
      if (next === undefined) break;
      url = next;
    }
    expect(rows).toEqual(whole.data);
    expect(whole.next_cursor).toBeNull();
  });

  it('stay with their evaluation while a newer one is committed', async () => {
    let committed = deps.evaluation;
    const moving = await served({ ...deps, evaluations: { ...deps.evaluations, committed: () => committed } });
    const first = await page('/v1/values?limit=2', moving);
    committed = { ...deps.evaluation, id: 'newer', evaluations: [] };
    const second = await page(`/v1/values?limit=2&cursor=${String(first.next_cursor)}`, moving);
    expect(second.evaluation).toBe(first.evaluation);
    expect(second.data).toHaveLength(2);
    for (let i = 0; i < 4; i += 1) {
      committed = { ...committed, id: `newer-${String(i)}` };
      await page('/v1/values', moving);
    }
    const gone = await moving.inject(`/v1/values?limit=2&cursor=${String(first.next_cursor)}`);
    expect(gone.json()).toMatchObject({ status: 410, code: 'gone', hint: 'start again without a cursor' });
    await moving.close();
  });

  it('refuse a cursor of another question, and a text that is none', async () => {
    const { next_cursor: cursor } = await page('/v1/values?limit=2');
    expect(await problem(`/v1/values?level=city&limit=2&cursor=${String(cursor)}`)).toMatchObject({
      status: 400,
      detail: 'the cursor belongs to another question',
    });
    expect(await problem('/v1/values?cursor=x')).toMatchObject({ status: 400, pointer: '#/query/cursor' });
  });
});

describe('formats', () => {
  const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  it.each([
    ['', 'application/json; charset=utf-8'],
    ['text/html, */*;q=0.8', 'application/json; charset=utf-8'],
    ['text/csv', 'text/csv; charset=utf-8'],
    [`application/json;q=0.5, ${XLSX}`, XLSX],
    ['text/csv;q=0.1, application/json;q=0.2', 'application/json; charset=utf-8'],
  ])('follow Accept: %s', async (accept, type) => {
    const response = await server.inject({ url: '/v1/plans', headers: accept === '' ? {} : { accept } });
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, type]);
  });

  it('follow ?format= rather than Accept, and refuse what there is not', async () => {
    const response = await server.inject({ url: '/v1/plans?format=csv', headers: { accept: 'application/json' } });
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(await problem('/v1/plans', { accept: 'application/pdf' })).toMatchObject({ status: 406 });
  });

  it('hold all rows in a file, whatever the page', async () => {
    const whole = await page('/v1/values?limit=10000');
    const csv = await server.inject('/v1/values?format=csv&limit=1');
    expect(csv.body.trimEnd().split('\r\n')).toHaveLength(whole.data.length + 1);
    expect(csv.body.startsWith('\uFEFF"indicator"')).toBe(true);
    expect(csv.headers['content-disposition']).toBe(
      `attachment; filename="values.csv"; filename*=UTF-8''${encodeURIComponent('Values-2025-12-31.csv')}`,
    );
  });

  it('write headings and file names in the language asked for', async () => {
    const response = await server.inject({ url: '/v1/plans?format=xlsx', headers: { 'accept-language': 'zh-CN' } });
    expect(response.headers['content-language']).toBe('zh');
    expect(response.headers['content-disposition']).toContain(encodeURIComponent('规划文件'));
    expect(response.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('entity tags', () => {
  it('are answered with 304, and differ between a representation and its compressed twin', async () => {
    const plain = await server.inject('/v1/verdicts');
    const zipped = await server.inject({ url: '/v1/verdicts', headers: { 'accept-encoding': 'gzip' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(zipped.headers['etag']).not.toBe(plain.headers['etag']);
    expect(plain.headers['etag']).toMatch(/^"/);
    for (const [etag, encoding] of [
      [plain.headers['etag'], 'identity'],
      [zipped.headers['etag'], 'gzip'],
    ]) {
      const again = await server.inject({
        url: '/v1/verdicts',
        headers: { 'if-none-match': `"other", W/${String(etag)}`, 'accept-encoding': String(encoding) },
      });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });

  it('tell caches what the answer depends on', async () => {
    const { headers } = await server.inject('/v1/verdicts');
    expect(headers['vary']).toBe('Accept, Accept-Encoding, Accept-Language, Authorization');
    expect(headers['cache-control']).toBe('private, no-cache');
  });
});

describe('a server that cannot answer yet', () => {
  it('says so before the first evaluation, and when too much is asked at once', async () => {
    const early = await served(serverDeps());
    expect((await early.inject('/v1/verdicts')).json()).toMatchObject({ status: 503, code: 'not_ready' });
    await early.close();
    const busy = await served({
      ...deps,
      evaluations: { ...deps.evaluations, at: () => Promise.reject(new Busy(3)) },
    });
    const response = await busy.inject('/v1/verdicts?as_of=2025-01-01');
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '3']);
    await busy.close();
  });
});
