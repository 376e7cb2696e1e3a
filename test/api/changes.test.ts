import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformance } from '../support/openapi.ts';
import { served, servedDeps } from '../support/served.ts';

let server: FastifyInstance;
let check: ReturnType<typeof conformance>['check'];

beforeAll(async () => {
  server = await served(await servedDeps());
  ({ check } = conformance(server));
});

afterAll(() => server.close());

type Row = Readonly<Record<string, unknown>>;

async function rows(url: string): Promise<readonly Row[]> {
  const response = await server.inject(url);
  expect([url, response.statusCode]).toEqual([url, 200]);
  check('GET', url, response);
  return response.json<{ data: readonly Row[] }>().data;
}

const BOTH = 'plan=national-gigabit-city,shanghai-2025-action-plan&limit=10000';

describe('changes', () => {
  it('are the targets whose verdict is not that of the day before, with both verdicts and values', async () => {
    const changes = await rows(`/v1/changes?${BOTH}&since=2025-09-30`);
    const [then, now] = [await rows(`/v1/verdicts?${BOTH}&as_of=2025-09-30`), await rows(`/v1/verdicts?${BOTH}`)];
    const expected = now.flatMap((row) => {
      const before = then.find((one) => one['plan'] === row['plan'] && one['target'] === row['target']);
      return before === undefined || before['verdict'] === row['verdict'] ? [] : [[row['target'], before, row]];
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(changes.map((row) => [row['target'], row['verdict_before'], row['value_before'], row['verdict']])).toEqual(
      expected.map(([target, before, after]) => [
        target,
        (before as Row)['verdict'],
        (before as Row)['value'],
        (after as Row)['verdict'],
      ]),
    );
  });

  it('are those since the end of the month before where no day is named', async () => {
    const changes = await rows(`/v1/changes?${BOTH}&level=city,district`);
    expect(changes).toEqual(await rows(`/v1/changes?${BOTH}&level=city,district&since=2025-11-30`));
    for (const row of changes) expect(row['since']).toBe('2025-11-30');
    expect(await rows(`/v1/changes?${BOTH}&as_of=2025-11-30`)).toEqual(
      await rows(`/v1/changes?${BOTH}&as_of=2025-11-30&since=2025-10-31`),
    );
  });

  it('are none since the day itself', async () => {
    expect(await rows('/v1/changes?since=2025-12-31')).toEqual([]);
  });

  it('are of whom is asked for', async () => {
    const own = await rows('/v1/changes?district=310115&level=district&since=2025-09-30');
    expect(own.length).toBeGreaterThan(0);
    for (const row of own) expect([row['district_code'], row['level']]).toEqual(['310115', 'district']);
  });
});

describe('milestones', () => {
  it('are the cumulative values that a document asks for by each date', async () => {
    const found = await rows('/v1/milestones?plan=shanghai-2021-broadband-upgrade&level=carrier&carrier=telecom');
    expect(found.map((row) => [row['date'], row['value'], row['is_due']])).toEqual([
      ['2021-03-31', 120_000, false],
      ['2021-06-30', 360_000, false],
      ['2021-09-30', 520_000, true],
    ]);
  });

  it('end with the due date where none falls on it, and leave standing criteria out', async () => {
    const due = await rows('/v1/milestones?plan=shanghai-2025-action-plan&indicator=idc_racks');
    expect(due.map((row) => [row['date'], row['is_due']])).toEqual([['2025-12-31', true]]);
    expect(await rows('/v1/milestones?plan=national-gigabit-city&level=city,district')).toEqual([]);
  });
});

describe('a series that reaches into the future', () => {
  it('ends with the evaluated day', async () => {
    const found = await rows('/v1/series?indicator=users_1000m&from=2025-11-01&to=2026-12-31');
    expect(found.map((row) => row['as_of'])).toEqual(['2025-11-30', '2025-12-31']);
  });

  it('is empty where it begins after that day', async () => {
    expect(await rows('/v1/series?indicator=users_1000m&from=2026-01-01&to=2026-12-31')).toEqual([]);
  });
});
