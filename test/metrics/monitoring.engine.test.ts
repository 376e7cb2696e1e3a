import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServer } from '../../api/server.ts';
import { commitEvaluation } from '../../app/evaluating/commit-evaluation.ts';
import { Notifier, postOverHttp } from '../../app/serving/notifier.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { levelOf } from '../../indicators/scope.ts';
import type { VerdictWord } from '../../indicators/judging/verdict.ts';
import { simulate } from '../../ingest/simulation/simulate.ts';
import { alertmanagerConfig } from '../../metrics/alertmanager-config.ts';
import { rulesFiles } from '../../metrics/rules/files.ts';
import { prometheusConfig } from '../../metrics/server-configs.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { someExporter } from '../support/exporter.ts';
import { freePorts } from '../support/free-ports.ts';
import { loadInto, raw } from '../support/load.ts';
import { isMissing, runProgram, whyMissing } from '../support/programs.ts';
import { DingtalkRobot } from '../support/robot.ts';
import { serverDeps } from '../support/server-deps.ts';
import { StartedProgram } from '../support/started-program.ts';
import { until } from '../support/until.ts';
import { scratch } from '../support/scratch.ts';

const PROGRAMS = ['prometheus', 'prometheus-alertmanager', 'promtool'];
const SECRET = 'SEC0123456789';
/** 崇明区, which is behind in November and sends nothing for December. */
const SILENT = '310151';

const catalogue = shippedCatalogue();
const profile = catalogue.profiles.get('shanghai');
if (profile === undefined) throw new Error('no profile of Shanghai is shipped');
const profiles = [profile];

const robot = new DingtalkRobot(SECRET);
let november: CommittedEvaluation;
let december: CommittedEvaluation;
let committed: CommittedEvaluation;
let server: FastifyInstance;
let prometheus: StartedProgram | undefined;
let alertmanager: StartedProgram | undefined;
let prometheusAt = '';
let alertmanagerAt = '';
const folder = scratch();

describe.skipIf(isMissing(...PROGRAMS))(`with the real programs${whyMissing(...PROGRAMS)}`, () => {
  beforeAll(async () => {
    [november, december] = await evaluations();
    committed = november;
    const [own = 0, prometheusPort = 0, alertmanagerPort = 0] = await freePorts(3);
    prometheusAt = `http://127.0.0.1:${String(prometheusPort)}`;
    alertmanagerAt = `http://127.0.0.1:${String(alertmanagerPort)}`;
    server = await served(own);
    alertmanager = await startAlertmanager(own, alertmanagerPort);
    prometheus = await startPrometheus(own, { port: prometheusPort, alertmanager: alertmanagerPort });
  });

  afterAll(async () => {
    await prometheus?.stop();
    await alertmanager?.stop();
    await server.close();
    robot.close();
  });

  it('exposes what promtool finds nothing wrong with', async () => {
    const { body } = await server.inject('/metrics');
    expect(runProgram('promtool', ['check', 'metrics'], { input: body })).toBe('');
    expect(body).not.toMatch(/NaN|Inf /);
  });

  it('raises the alert for exactly the districts that are behind', async () => {
    const behind = cells(november, ['behind']);
    expect(behind.length).toBeGreaterThan(1);
    await fires('GigacityDistrictBehind', behind);
    await fires('GigacityNoData', cells(november, UNDECIDED));
  });

  it('tells the robot in one signed message, after it was busy at first', async () => {
    await until('a message', () => messages('GigacityDistrictBehind').length > 0, PATIENCE);
    const [message = '', ...more] = messages('GigacityDistrictBehind');
    expect(more).toEqual([]);
    expect(message).toMatch(/^### 【告警 \d+ 条】GigacityDistrictBehind/);
    expect(message).toContain('崇明区 500Mbps及以上用户占比');
    expect(message).toContain('金山区 500Mbps及以上用户占比');
    expect(robot.refusals).toEqual(['系统繁忙']);
  });

  it('takes a district that stops reporting for one without data, not for one that has recovered', async () => {
    const behind = cells(november, ['behind']);
    const lost = cells(december, UNDECIDED).filter((cell) => behind.includes(cell));
    expect(lost.some((cell) => cell.endsWith(SILENT))).toBe(true);

    committed = december;
    await fires('GigacityNoData', cells(december, UNDECIDED));
    await fires('GigacityDistrictBehind', [...cells(december, ['behind']), ...lost].sort());
    await until('the inhibition', async () => lost.every(among(await inhibited('GigacityDistrictBehind'))), PATIENCE);
    await until(
      'a message of no data',
      () => messages('GigacityNoData').some((text) => text.includes('崇明区')),
      PATIENCE,
    );
    const recovered = messages('GigacityDistrictBehind').filter((text) => /✅ \*\*崇明区/.test(text));
    expect(recovered).toEqual([]);
  });
});

const UNDECIDED = ['no_data', 'incomplete', 'insufficient_sample'] as const;
const PATIENCE = { seconds: 50 };

/** Shanghai at the end of November, and at the end of December when one district has sent nothing since. */
async function evaluations(): Promise<[CommittedEvaluation, CommittedEvaluation]> {
  const store = await emptyStore();
  const streams = ['sites-5g', 'subscribers', 'coverage', 'statistics'];
  const feed = [...simulate({ city: '310000', from: '2025-10-01', to: '2025-12-31', scale: 0.001, seed: 7, streams })];
  const sent = feed.map((message) => ({
    ...message,
    ...(JSON.parse(message.line) as { observed_at: string; district: string }),
  }));
  const load = async (some: typeof sent): Promise<void> => {
    await loadInto(
      store,
      shippedRules(catalogue),
      some.map(({ stream, line, receivedAt }) => raw(stream, line, receivedAt)),
    );
  };
  const evaluate = async (asOf: string, now: string): Promise<CommittedEvaluation> => {
    const deps = {
      catalogue,
      profiles,
      asker: store,
      memory: store,
      definitions: 'shipped',
      now: () => Date.parse(now),
    };
    const committed = await commitEvaluation(deps, { asOf, knownAt: undefined }, asOf);
    // As if it had been computed just now, or it would be stale.
    return { ...committed, startedAt: Date.now() - 1000, finishedAt: Date.now() };
  };
  await load(sent.filter(({ observed_at: at }) => at < '2025-12'));
  const first = await evaluate('2025-11-30', '2025-12-20T00:00:00Z');
  await load(sent.filter(({ observed_at: at, district }) => at >= '2025-12' && district !== SILENT));
  return [first, await evaluate('2025-12-31', '2026-01-20T00:00:00Z')];
}

async function served(port: number): Promise<FastifyInstance> {
  robot.firstAnswers.push({ errcode: -1, errmsg: '系统繁忙' });
  const url = await robot.listen();
  const channel = { name: 'city-310000', kind: 'dingtalk', url, secret: SECRET, language: 'zh' } as const;
  const notifier = new Notifier(
    { channels: new Map([[channel.name, channel]]), post: postOverHttp, report: () => undefined, now: Date.now },
    { retries: 3, firstMs: 20 },
  );
  const exporter = someExporter({ committed: () => committed });
  const built = await buildServer(serverDeps({ exporter, hooks: notifier, now: Date.now }), { version: '1.2.3' });
  await built.listen({ host: '127.0.0.1', port });
  return built;
}

function startAlertmanager(gigacity: number, port: number): Promise<StartedProgram> {
  const options = { groupWait: '2s', groupInterval: '2s', repeatInterval: '1h', keyFile: undefined };
  const config = join(folder, 'alertmanager.yml');
  writeFileSync(config, alertmanagerConfig(profiles, { ...options, gigacity: `127.0.0.1:${String(gigacity)}` }));
  return StartedProgram.start(
    'prometheus-alertmanager',
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${String(port)}`,
      // Empty: no port for gossip.
      '--cluster.listen-address=',
    ],
    `${alertmanagerAt}/-/ready`,
  );
}

function startPrometheus(
  gigacity: number,
  { port, alertmanager: receiver }: { port: number; alertmanager: number },
): Promise<StartedProgram> {
  mkdirSync(join(folder, 'rules'));
  const timing = { for: '0s', keepFiringFor: '0s' };
  for (const { name, text } of rulesFiles(catalogue, { runbooks: 'docs/runbooks', timing }))
    writeFileSync(join(folder, 'rules', name), text);
  const config = join(folder, 'prometheus.yml');
  const every = { scrapeEvery: '1s', evaluateEvery: '1s', rules: 'rules/*.yml', keyFile: undefined };
  const at = (number: number): string => `127.0.0.1:${String(number)}`;
  writeFileSync(config, prometheusConfig({ ...every, gigacity: at(gigacity), alertmanager: at(receiver) }));
  return StartedProgram.start(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${String(port)}`,
    ],
    `${prometheusAt}/-/ready`,
  );
}

/** The districts' cells with one of some verdicts, as `plan/target/district`. */
function cells({ evaluations: all }: CommittedEvaluation, words: readonly VerdictWord[]): readonly string[] {
  return all
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ scope, verdict }) => levelOf(scope) === 'district' && words.includes(verdict))
    .map(({ plan, target, scope }) => `${plan.id}/${target.id}/${scope.district ?? ''}`)
    .sort();
}

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state?: string;
  readonly status?: { readonly inhibitedBy: readonly string[] };
}

function named(alerts: readonly Alert[], name: string): readonly string[] {
  return alerts
    .filter(({ labels }) => labels['alertname'] === name && labels['level'] === 'district')
    .map(({ labels }) => [labels['plan'], labels['target'], labels['district_code']].join('/'))
    .sort();
}

/** Waits until an alert fires for exactly these cells. */
async function fires(name: string, expected: readonly string[]): Promise<void> {
  const isSo = async (): Promise<boolean> => JSON.stringify(await firing(name)) === JSON.stringify(expected);
  await until(`${name} of ${expected.join(', ')}`, isSo, PATIENCE);
}

async function firing(name: string): Promise<readonly string[]> {
  const answer = (await (await fetch(`${prometheusAt}/api/v1/alerts`)).json()) as {
    data: { alerts: readonly Alert[] };
  };
  return named(
    answer.data.alerts.filter(({ state }) => state === 'firing'),
    name,
  );
}

async function inhibited(name: string): Promise<readonly string[]> {
  const alerts = (await (await fetch(`${alertmanagerAt}/api/v2/alerts`)).json()) as readonly Alert[];
  return named(
    alerts.filter(({ status }) => (status?.inhibitedBy.length ?? 0) > 0),
    name,
  );
}

function messages(name: string): readonly string[] {
  return robot.texts.filter((text) => text.includes(`】${name}`));
}

function among(list: readonly string[]): (one: string) => boolean {
  return (one) => list.includes(one);
}
