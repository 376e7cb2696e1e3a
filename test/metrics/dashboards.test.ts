import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import type { PanelJson } from '../support/dashboards.ts';
import { BOARDS, DASHBOARDS } from '../support/dashboards.ts';

const FOLDER = fileURLToPath(new URL('../../metrics/grafana', import.meta.url));

describe('the dashboards of the repository', () => {
  // `npx vitest run test/metrics -u` writes them anew after a change that is meant.
  it.each([...DASHBOARDS])('%s is what the code gives', async (name, dashboard) => {
    await expect(`${JSON.stringify(dashboard, null, 2)}\n`).toMatchFileSnapshot(`${FOLDER}/dashboards/${name}.json`);
  });

  it('are no more than those', () => {
    const names = [...DASHBOARDS.keys()].map((name) => `${name}.json`);
    expect(readdirSync(`${FOLDER}/dashboards`).sort()).toEqual(names.sort());
  });

  it('keep the ids that links of others stand on', () => {
    expect(BOARDS.map(({ uid }) => uid)).toEqual([
      'gigacity-city',
      'gigacity-district',
      'gigacity-programme',
      'gigacity-carriers',
      'gigacity-completeness',
      'gigacity-samples',
      'gigacity-pipeline',
    ]);
  });
});

const CHINESE = /\p{Script=Han}/u;
const panels = BOARDS.flatMap((board) => board.panels.map((panel) => ({ name: `${board.uid} ${panel.title}`, panel })));

describe('every panel', () => {
  it.each(panels)('$name has a Chinese title, an English description and a unit', ({ panel }) => {
    expect(panel.title).toMatch(CHINESE_OR_NAME);
    expect(panel.description).toMatch(/^[A-Z].{20,}[.]$/);
    expect(panel.fieldConfig.defaults.unit ?? '').not.toBe('');
  });

  it.each(panels)('$name asks something, each question under a name of its own', ({ panel }) => {
    const names = panel.targets.map(({ refId }) => refId);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(panels)('$name asks the source that it names, or says that it asks several', ({ panel }) => {
    const [one = '', ...others] = new Set(panel.targets.map(({ datasource }) => datasource.uid));
    expect(panel.datasource.uid).toBe(others.length === 0 ? one : '-- Mixed --');
  });

  it.each(BOARDS)('$uid: lies beside the others, within 24 columns', ({ panels: own }) => {
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
    for (const [i, panel] of own.entries()) {
      expect([panel.title, panel.gridPos.x + panel.gridPos.w <= 24]).toEqual([panel.title, true]);
      const others = own.slice(i + 1).filter((other) => overlap(panel, other));
      expect([panel.title, others.map(({ title }) => title)]).toEqual([panel.title, []]);
    }
  });
});

const CHINESE_OR_NAME = new RegExp(`${CHINESE.source}|HTTP`, 'u');

function overlap({ gridPos: a }: PanelJson, { gridPos: b }: PanelJson): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

describe('what a dashboard names', () => {
  it.each(BOARDS)('$uid has every variable that it uses', (board) => {
    const known = new Set(board.templating.list.map(({ name }) => name));
    const used = [...JSON.stringify(board).matchAll(/\$\{?([a-z][a-z_]*)/g)].flatMap(([, name = '']) => name);
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
    expect(CHINESE.test(board.title)).toBe(true);
  });

  it.each(BOARDS)('$uid links to dashboards that exist, and fills variables that they have', (board) => {
    const links = board.panels.flatMap(({ fieldConfig }) => fieldConfig.defaults.links ?? []);
    for (const { url } of links) {
      const { pathname, searchParams } = new URL(url, 'http://grafana');
      const target = BOARDS.find(({ uid }) => pathname === `/d/${uid}`);
      const filled = [...searchParams.keys()].map((key) => key.replace('var-', ''));
      expect(target?.templating.list.map(({ name }) => name)).toEqual(expect.arrayContaining(filled));
    }
  });

  it('leads from four dashboards to the district of a row', () => {
    const linking = BOARDS.filter((board) => JSON.stringify(board).includes('/d/gigacity-district?'));
    expect(linking.map(({ uid }) => uid)).toEqual([
      'gigacity-city',
      'gigacity-programme',
      'gigacity-carriers',
      'gigacity-completeness',
    ]);
  });

  test('data sources are those that are provisioned', () => {
    const text = readFileSync(`${FOLDER}/provisioning/datasources/gigacity.yml`, 'utf8');
    const { datasources } = parse(text) as { datasources: { uid: string; type: string }[] };
    const provisioned = datasources.map(({ uid, type }) => ({ uid, type }));
    for (const { datasource } of panels.flatMap(({ panel }) => panel.targets))
      expect(provisioned).toContainEqual(datasource);
  });
});

test('provisioning holds no password and no address', () => {
  const text = readFileSync(`${FOLDER}/provisioning/datasources/gigacity.yml`, 'utf8');
  const { datasources } = parse(text) as { datasources: { url: string; secureJsonData?: Record<string, string> }[] };
  for (const { url, secureJsonData = {} } of datasources)
    expect([url, ...Object.values(secureJsonData)].filter((value) => !/^\$(GIGACITY_|__file\{)/.test(value))).toEqual(
      [],
    );
});
