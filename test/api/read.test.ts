import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { ListClient, Page } from '../support/list-client.ts';
import { listClient } from '../support/list-client.ts';
import { served, servedDeps } from '../support/served.ts';

let deps: Awaited<ReturnType<typeof servedDeps>>;
let server: FastifyInstance;
let evaluation: CommittedEvaluation;
let page: ListClient['page'];
let problem: ListClient['problem'];

beforeAll(async () => {
  deps = await servedDeps();
  evaluation = deps.evaluation;
  server = await served(deps);
  ({ page, problem } = listClient(server));
});

afterAll(() => server.close());

/** Five letters, of which an answer holds two; and what was asked of the reader. */
async function ofLargeLetters() {
  const asked: (readonly [number, number])[] = [];
  const letters = Array.from({ length: 5 }, (_, i) => ({
    ...{ id: String(i), stream: 'coverage', carrier: 'telecom', receivedAt: 0, isReplayed: false },
    origin: { source: 'gigacity.coverage.telecom', partition: 0, offset: i, line: 1 },
    raw: Buffer.from('x'),
    reasons: [],
  }));
  const large = await served({
    ...deps,
    deadLetters: {
      read: ({ offset = 0, limit }) => {
        asked.push([offset, limit]);
        const some = letters.slice(offset, offset + Math.min(limit, 2));
        return Promise.resolve({ letters: some, hasMore: offset + some.length < letters.length });
      },
    },
  });
  return { large, asked };
}

describe('series', () => {
  it('have the value of each step’s end, equal to the value of that day', async () => {
    const { data } = await page('/v1/series?indicator=users_1000m&from=2025-10-01&to=2025-12-31');
    expect(data.map((row) => row['as_of'])).toEqual(['2025-10-31', '2025-11-30', '2025-12-31']);
    const {
      data: [today],
    } = await page('/v1/values?indicator=users_1000m&level=city');
    expect(data.at(-1)?.['value']).toBe(today?.['value']);
  });

  it('end with the last day where it cuts a step short', async () => {
    const { data } = await page('/v1/series?indicator=users_1000m&from=2025-10-15&to=2025-12-10&step=quarter');
    expect(data.map((row) => row['as_of'])).toEqual(['2025-12-10']);
  });

  it('are of the level of what is filtered by', async () => {
    const { data } = await page(
      '/v1/series?indicator=users_1000m&from=2025-12-01&to=2025-12-31&district=310115,310101',
    );
    expect(data.map((row) => row['district_code']).sort()).toEqual(['310101', '310115']);
  });

  it('refuse spans without days, with too many, and too many windows of samples', async () => {
    expect(await problem('/v1/series?indicator=users_1000m&from=2025-12-31&to=2025-12-01')).toMatchObject({
      pointer: '#/query/to',
    });
    expect(await problem('/v1/series?indicator=users_1000m&from=2020-01-01&to=2025-12-01&step=day')).toMatchObject({
      pointer: '#/query/step',
    });
    expect(
      await problem('/v1/series?indicator=fixed_download_mbps&from=2025-01-01&to=2025-12-31&step=day'),
    ).toMatchObject({ pointer: '#/query/step' });
  });
});

describe('completeness', () => {
  it('is of the latest overdue month, and of any other where one is asked for', async () => {
    const latest = await page('/v1/completeness?state=missing&limit=1');
    expect(latest.data[0]?.['period']).toBe('2026-01');
    const quarter = await page('/v1/completeness?period=2025-Q4&stream=subscribers&limit=10000');
    expect(new Set(quarter.data.map((row) => row['period']))).toEqual(new Set(['2025-10', '2025-11', '2025-12']));
  });
});

describe('quality and tasks', () => {
  it('list what speaks against figures, and pick by district', async () => {
    const { data } = await page('/v1/quality?limit=10000');
    expect(data.length).toBeGreaterThan(0);
    const [one] = data.filter((row) => row['district_code'] !== null);
    const own = await page(`/v1/quality?district=${String(one?.['district_code'])}`);
    expect(own.data).toContainEqual(one);
    expect(new Set(own.data.map((row) => row['district_code']))).toEqual(new Set([one?.['district_code']]));
  });

  it('list the tasks of the plans with their verdicts', async () => {
    const { data } = await page('/v1/tasks?plan=shanghai-2025-action-plan');
    expect(data[0]).toMatchObject({ plan: 'shanghai-2025-action-plan', as_of: '2025-12-31' });
    const words = new Set(data.map((row) => row['verdict']));
    const [word] = words;
    expect((await page(`/v1/tasks?verdict=${String(word)}`)).data.length).toBeGreaterThan(0);
  });
});

describe('dead letters', () => {
  it('are listed with their reasons, and picked by stream, carrier and code', async () => {
    const all = await page('/v1/dead-letters');
    expect(all.data.find((row) => row['raw'] === '{"id":"=1+1"}')).toMatchObject({
      codes: 'schema',
      stream: 'coverage',
    });
    expect((await page('/v1/dead-letters?stream=nothing')).data).toEqual([]);
    expect((await page('/v1/dead-letters?code=schema&stream=coverage&limit=1')).data).toHaveLength(1);
  });

  it('come in pages that end early where they are large, each letter once and whole', async () => {
    const { large, asked } = await ofLargeLetters();
    const found: unknown[] = [];
    for (let path: string | null = '/v1/dead-letters?limit=4'; path !== null;) {
      const answer: Page = await listClient(large).page(path);
      found.push(answer.data.map((row) => row['id']));
      path = answer.next_cursor === null ? null : `/v1/dead-letters?limit=4&cursor=${answer.next_cursor}`;
    }
    expect(found).toEqual([['0', '1'], ['2', '3'], ['4']]);
    expect(asked).toEqual([
      [0, 4],
      [2, 4],
      [4, 4],
    ]);
    await large.close();
  });

  it('are refused as a file that could not hold all of them', async () => {
    const { large } = await ofLargeLetters();
    expect(await listClient(large).problem('/v1/dead-letters?format=csv')).toMatchObject({
      code: 'invalid_parameter',
      pointer: '#/query/format',
    });
    await large.close();
  });
});

describe('definitions', () => {
  it('are listed, and shown whole with the targets', async () => {
    const { data } = await page('/v1/indicators');
    expect(data).toHaveLength(evaluation.catalogue.indicators.size);
    const one = await server.inject('/v1/indicators/broadband_upgrades');
    expect(one.json()).toMatchObject({ id: 'broadband_upgrades', unit: 'count', formula: { kind: 'plain' } });
    const plan = await server.inject('/v1/plans/shanghai-2021-broadband-upgrade');
    expect(plan.json()).toMatchObject({ number: '沪经信基〔2021〕139号', jurisdiction: '310000' });
    expect(await problem('/v1/plans/shanghai-2021-broadband-upgrad')).toMatchObject({
      status: 404,
      hint: 'did you mean "shanghai-2021-broadband-upgrade"?',
    });
  });

  it('give pickers their codes and names', async () => {
    const { data } = await page('/v1/dimensions/carriers');
    expect(data[0]).toEqual({ code: 'telecom', name: '中国电信', name_en: 'China Telecom', authority: false });
    for (const one of ['districts', 'indicators', 'plans'])
      expect((await page(`/v1/dimensions/${one}`)).data.length).toBeGreaterThan(0);
  });
});
