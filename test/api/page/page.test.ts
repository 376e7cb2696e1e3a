import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerDeps } from '../../../api/deps.ts';
import type { Challenge } from '../../../indicators/challenge.ts';
import type { CommittedEvaluation } from '../../../indicators/committed.ts';
import { CHROMIUM } from '../../support/chromium.ts';
import { served, servedDeps } from '../../support/served.ts';
import { serverDeps } from '../../support/server-deps.ts';

let deps: ServerDeps & { readonly evaluation: CommittedEvaluation };
let server: FastifyInstance;
let address: string;

beforeAll(async () => {
  deps = await servedDeps();
  server = await served(deps);
  address = await server.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(() => server.close());

describe('the page', () => {
  it('is Chinese, says of when it is, and needs no script', async () => {
    const { body, headers } = await server.inject('/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<html lang="zh-CN">');
    expect(body).toContain('2025-12-31');
    expect(body).not.toContain('<script');
    expect(body).not.toContain('演示数据');
  });

  it('begins with what needs somebody: who is short, and by how much', async () => {
    const { body } = await server.inject('/');
    const part = body.slice(body.indexOf('需要关注'), body.indexOf('各区一览'));
    const short = deps.evaluation.evaluations
      .flatMap(({ verdicts }) => verdicts)
      .filter(({ verdict, derived }) => !derived && ['missed', 'behind', 'incomplete', 'no_data'].includes(verdict));
    expect(short.length).toBeGreaterThan(0);
    for (const { value } of short) expect(part).toContain(value.indicator.name.zh);
    expect(part).toContain('未达标');
    expect(part).toMatch(/差 [\d.,]+/);
    expect(part).not.toContain('已达标');
  });

  it('says so where nothing needs anybody', async () => {
    const none = { ...deps.evaluation, id: 'calm' };
    const evaluations = none.evaluations.map((one) => ({
      ...one,
      verdicts: one.verdicts.filter(({ verdict }) => verdict === 'met'),
    }));
    const committed = (): CommittedEvaluation => ({ ...none, evaluations });
    const calm = await served({ ...deps, evaluations: { ...deps.evaluations, committed } });
    expect((await calm.inject('/')).body).toContain('没有未达标、落后或缺数的目标');
    await calm.close();
  });

  it('calls reports by what they are', async () => {
    const { body } = await server.inject('/');
    expect(body).toContain('5G基站时点报表');
    expect(body).toContain('统计数据报表 · 常住人口');
  });

  it('marks simulated figures', async () => {
    const evaluation = { ...deps.evaluation, id: 'simulated', simulated: new Set(['shanghai']) };
    const marked = await served({ ...deps, evaluations: { ...deps.evaluations, committed: () => evaluation } });
    expect((await marked.inject('/')).body).toContain('演示数据');
    await marked.close();
  });

  it('shows the challenges that nobody has answered, of its places alone', async () => {
    const one = { indicator: 'g5_user_share', asOf: '2025-12-31', value: null, openedAt: 0, openedBy: 'k' } as const;
    const scope = { city: '310000', district: '310115' };
    const list = (): Promise<readonly Challenge[]> =>
      Promise.resolve([
        { ...one, id: 'c-1', scope, reason: '<b>过低</b>', state: 'open' },
        { ...one, id: 'c-2', scope, reason: '已结', state: 'answered' },
        { ...one, id: 'c-3', scope: { city: '500000' }, reason: '别处', state: 'open' },
      ]);
    const disputed = await served({ ...deps, challenges: { ...deps.challenges, list } });
    const { body } = await disputed.inject('/');
    expect(body).toContain('&lt;b&gt;过低&lt;/b&gt;');
    expect(body).not.toMatch(/已结|别处/);
    await disputed.close();
  });

  it('shows another day, takes what a form leaves empty, and refuses what is no day', async () => {
    const earlier = await server.inject('/?as_of=2025-11-30&known_at=');
    expect([earlier.statusCode, earlier.body.includes('datetime="2025-11-30"')]).toEqual([200, true]);
    expect((await server.inject('/?as_of=soon')).statusCode).toBe(400);
  });

  it('waits for the first evaluation', async () => {
    const early = await served(serverDeps());
    const { statusCode, body } = await early.inject('/');
    expect([statusCode, body.includes('http-equiv="refresh"')]).toEqual([200, true]);
    await early.close();
  });
});

describe.skipIf(CHROMIUM === undefined)('the page in a browser (skipped without Chromium)', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: String(CHROMIUM), args: ['--no-sandbox'] });
  });

  afterAll(() => browser.close());

  async function open(width: number): Promise<{ page: Page; complaints: readonly string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) complaints.push(request.url());
    });
    await page.goto(address);
    return { page, complaints };
  }

  it.each([390, 1280])('fits a screen %i pixels wide, complains of nothing and asks nobody else', async (width) => {
    const { page, complaints } = await open(width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('has a verdict for every district and indicator, in words that are read aloud', async () => {
    const { page } = await open(1280);
    const head = await page.locator('.matrix thead th').allTextContents();
    expect(head).toHaveLength(17);
    expect(head.slice(1, 4)).toEqual(['黄浦', '徐汇', '长宁']);
    const cells = await page.locator('.matrix tbody td').count();
    const spoken = await page.locator('.matrix tbody td .aloud').allTextContents();
    expect(spoken).toHaveLength(cells);
    expect(spoken).toContain('已达标');
    await page.close();
  });

  it('has a table for every picture, with a head for every column', async () => {
    const { page } = await open(1280);
    const bare = await page.evaluate(
      `[...document.querySelectorAll('table')].filter((table) => table.querySelectorAll('thead th[scope=col]').length !== Math.max(...[...table.rows].map((row) => row.cells.length))).length`,
    );
    expect(bare).toBe(0);
    expect(await page.locator('.tiles .tile').count()).toBe(16);
    await page.close();
  });

  it('says the same in the matrix as the list does', async () => {
    const { page } = await open(1280);
    const rows = server.inject('/v1/verdicts?level=district&indicator=household_gigabit_coverage&district=310101');
    const [one] = (await rows).json<{ data: { value: number; verdict_name: string }[] }>().data;
    const cell = page.locator('.matrix tr', { hasText: '城市家庭千兆光纤网络覆盖率' }).locator('td').first();
    const text = await cell.innerText();
    expect(text).toContain(((one?.value ?? 0) * 100).toFixed(2));
    expect(text).toContain(one?.verdict_name);
    await page.close();
  });

  it('prints on A4 within the paper', async () => {
    const { page } = await open(1280);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 703, height: 1000 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(703);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
    await page.close();
  });
});
