import type { FastifyInstance } from 'fastify';
import { parser } from '@prometheus-io/lezer-promql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { Sample } from '../support/backfilled-prometheus.ts';
import { BackfilledPrometheus } from '../support/backfilled-prometheus.ts';
import type { DashboardJson, PanelJson, TargetJson } from '../support/dashboards.ts';
import { BOARDS } from '../support/dashboards.ts';
import { demoServer } from '../support/demo-server.ts';
import { someExporter, someReading } from '../support/exporter.ts';
import type { Choice } from '../support/grafana-variables.ts';
import { choicesOf, inAddress, inPromql, optionsOf } from '../support/grafana-variables.ts';
import { isMissing, whyMissing } from '../support/programs.ts';

const PROGRAMS = ['prometheus', 'promtool'];
const NOW = Date.parse('2026-02-15T00:00:00Z') / 1000;
const DAY = 86_400;
/** The days of the demo are over: a forecast is seen only from a day before. */
const EARLIER = NOW - DAY;
const TIME_RANGE = { from: '2024-06-01', to: '2026-06-01' };

/** Prometheus writes these itself where rules fire. */
const FIRING = [
  'ALERTS{alertname="GigacityDistrictBehind",alertstate="firing",severity="warning",city="310000",district="崇明区",indicator="key_place_5g_reach"} 1',
  'ALERTS{alertname="GigacityReportLate",alertstate="firing",severity="warning",city="310000",stream="subscribers",carrier="unicom"} 1',
].join('\n');

let server: FastifyInstance | undefined;
let prometheus: BackfilledPrometheus | undefined;
const answers = new Map<string, Promise<readonly Sample[]>>();

beforeAll(async () => {
  if (isMissing(...PROGRAMS)) return;
  const demo = await demoServer({ moment: NOW * 1000, earlierDay: '2025-09-30' });
  server = demo.server;
  prometheus = await BackfilledPrometheus.over([
    { at: EARLIER, text: await exposed(demo.earlier, 0) },
    ...(await Promise.all([0, 1, 2].map(async (i) => ({ at: NOW - 120 + i * 60, text: await exposed(demo.now, i) })))),
    { at: NOW, text: FIRING },
  ]);
}, 180_000);

afterAll(async () => {
  await server?.close();
  await prometheus?.stop();
});

/** A scrape of a program that has taken in `step` times as much as at first. */
async function exposed(evaluation: CommittedEvaluation, step: number): Promise<string> {
  const count = 100 * step;
  const feed = { stream: 'coverage', carrier: 'telecom' };
  const exporter = someExporter({
    committed: () => evaluation,
    reading: () =>
      someReading({
        ingest: {
          feeds: [{ ...feed, admitted: count, rejected: step, duplicate: step }],
          deadLetters: [{ ...feed, code: 'schema', count: step }],
          lag: [{ topic: 'gigacity.coverage.telecom', partition: 0, records: 12 }],
          held: [],
          retried: step,
          age: 400,
        },
        notifications: [{ channel: 'ops', outcome: 'sent', count: step }],
      }),
  });
  for (let i = 0; i <= step; i++)
    exporter.durations.observe({ method: 'GET', route: '/v1/verdicts', status: '200' }, 0.01);
  const { body } = await exporter.page({ accept: undefined, gzipped: false });
  return body.toString();
}

function ask(expression: string, at = NOW): Promise<readonly Sample[]> {
  const key = `${String(at)} ${expression}`;
  const known = answers.get(key) ?? asked(expression, at);
  answers.set(key, known);
  return known;
}

function asked(expression: string, at: number): Promise<readonly Sample[]> {
  if (prometheus === undefined) throw new Error('Prometheus is not there');
  return prometheus.ask(expression, at);
}

interface Question {
  readonly name: string;
  readonly board: DashboardJson;
  readonly panel: PanelJson;
  readonly target: TargetJson;
}

const questions: readonly Question[] = BOARDS.flatMap((board) =>
  board.panels.flatMap((panel) =>
    panel.targets.map((target) => ({
      name: `${board.uid} ${panel.title} ${target.refId}`,
      ...{ board, panel, target },
    })),
  ),
);
const expressions = questions.flatMap(({ target: { expr }, ...rest }) =>
  expr === undefined ? [] : [{ ...rest, expr }],
);
const addresses = questions.filter(({ target }) => target.url !== undefined);

describe.skipIf(isMissing(...PROGRAMS))(`on a real Prometheus${whyMissing(...PROGRAMS)}`, () => {
  it.each(BOARDS.flatMap((board) => board.templating.list.map((variable) => ({ board, variable }))))(
    '$board.uid offers something for $variable.name, each with a name',
    async ({ board, variable }) => {
      for await (const choice of choicesOf(board, ask)) {
        const options = await optionsOf(variable, choice, ask);
        if (options.length === 0) continue;
        expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
        return;
      }
      expect.unreachable('no choice of the others leaves anything to choose');
    },
  );

  it.each(expressions)('$name parses, and is answered', async ({ board, panel, expr, name }) => {
    const target = questions.find((one) => one.name === name)?.target;
    const found = await firstAnswer(board, expr);
    const labels = new Set(found.flatMap(({ metric }) => Object.keys(metric)));
    for (const [, label = ''] of (target?.legendFormat ?? '').matchAll(/\{\{(\w+)\}\}/g))
      expect([...labels]).toContain(label);
    if (target?.refId !== 'A' || panel.targets.some(({ url }) => url !== undefined)) return;
    for (const field of fieldsOf(panel)) expect([...labels, 'Time', 'Value', 'Value #A']).toContain(field);
  });

  it.each(BOARDS)('$uid draws the alerts that fire', async (board) => {
    for (const { expr } of board.annotations.list) expect(await firstAnswer(board, expr)).not.toEqual([]);
  });
});

/** The answer under the first choice, now or earlier, that has one; fails where none has. */
async function firstAnswer(board: DashboardJson, expr: string): Promise<readonly Sample[]> {
  for await (const choice of choicesOf(board, ask)) {
    const expression = inPromql(expr, choice);
    expect([expression, faultsIn(expression)]).toEqual([expression, []]);
    for (const at of [NOW, EARLIER]) {
      const found = await ask(expression, at);
      if (found.length > 0) return found;
    }
  }
  return expect.unreachable(`nothing answers ${expr}`);
}

function faultsIn(expression: string): readonly string[] {
  const faults: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from }) => {
      if (type.isError) faults.push(expression.slice(from));
    },
  });
  return faults;
}

describe.skipIf(isMissing(...PROGRAMS))(`through the server${whyMissing(...PROGRAMS)}`, () => {
  it.each(addresses)(
    '$name is answered under every choice, with the columns that it names',
    async (question) => {
      const { board, panel, target } = question;
      expect(target.root_selector).toBe('data');
      const shown = (target.columns ?? []).map(({ text }) => text);
      for (const field of fieldsOf(panel)) expect(shown).toContain(field);
      const all: Record<string, unknown>[] = [];
      for await (const choice of choicesOf(board, ask, ['district'])) all.push(...(await rowsOf(target, choice)));
      expect(all.length).toBeGreaterThan(0);
      for (const { selector, type } of target.columns ?? []) {
        const cells = all.map((row) => row[selector]).filter((cell) => cell !== null);
        expect([selector, cells.filter((cell) => typeof cell !== JSON_TYPES[type])]).toEqual([selector, []]);
      }
    },
    180_000,
  );
});

const JSON_TYPES = { string: 'string', timestamp: 'string', number: 'number' } as const;

async function rowsOf(
  { url = '', url_options }: TargetJson,
  choice: Choice,
): Promise<readonly Record<string, unknown>[]> {
  const params = (url_options?.params ?? []).map(({ key, value }): [string, string] => [
    key,
    inAddress(value, choice, TIME_RANGE),
  ]);
  if (server === undefined) throw new Error('the server is not there');
  const response = await server.inject(`${url}?${new URLSearchParams(params).toString()}`);
  expect([response.body.slice(0, 300), response.statusCode]).toEqual([expect.anything(), 200]);
  const { data, next_cursor } = response.json<{ data: Record<string, unknown>[]; next_cursor: string | null }>();
  expect(next_cursor).toBeNull();
  return data;
}

/** Columns that a panel's transformations take by name. */
function fieldsOf({ transformations = [] }: PanelJson): readonly string[] {
  return transformations.flatMap(({ id, options }) => {
    if (id === 'groupingToMatrix')
      return [options['rowField'], options['columnField'], options['valueField']].map(String);
    if (id !== 'organize') return [];
    return ['excludeByName', 'indexByName', 'renameByName'].flatMap((part) => Object.keys(options[part] as object));
  });
}
