import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { monitoringFiles, REPOSITORY } from '../../metrics/monitoring-files.ts';
import { shippedCatalogue } from '../support/catalogue.ts';
import { isMissing, runProgram, whyMissing } from '../support/programs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RULES = join(ROOT, 'metrics/prometheus/rules');
const TESTS = join(ROOT, 'test/metrics/rules');

const catalogue = shippedCatalogue();
const files = monitoringFiles(catalogue, [...catalogue.profiles.values()], REPOSITORY);

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert?: string; readonly annotations?: Readonly<Record<string, string>> }[];
  }[];
}

const alerts = files
  .filter(({ name }) => name.includes('/rules/'))
  .flatMap(({ text }) => (parse(text) as Rules).groups)
  .flatMap(({ rules }) => rules)
  .flatMap(({ alert, annotations = {} }) => (alert === undefined ? [] : [{ alert, annotations }]));
const names = [...new Set(alerts.map(({ alert }) => alert))];

describe('what Prometheus and Alertmanager are run with', () => {
  it.each(files)('$name is what the metrics, the plans and the profiles give', async ({ name, text }) => {
    await expect(text).toMatchFileSnapshot(join(ROOT, 'metrics', name));
  });

  it('holds no rules but those', () => {
    const generated = files.flatMap(({ name }) => (name.startsWith('prometheus/rules/') ? [name.slice(17)] : []));
    expect(readdirSync(RULES).sort()).toEqual(generated.sort());
  });

  it('speaks both languages', () => {
    for (const { annotations } of alerts) {
      expect(annotations['summary']).toMatch(/\p{Script=Han}/u);
      expect(annotations['description']).toMatch(/\p{Script=Han}/u);
      expect(annotations['summary_en']).not.toBe('');
      expect(annotations['description_en']).not.toBe('');
    }
  });

  it.each(names)('has a page on %s, which links to files that exist', (name) => {
    const page = join(ROOT, 'docs/runbooks', `${name}.md`);
    const text = readFileSync(page, 'utf8');
    expect(text).toMatch(new RegExp(`^# ${name}\n`));
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(existsSync(join(page, '..', link)), `${name}.md → ${link}`).toBe(true);
    expect(alerts.find(({ alert }) => alert === name)?.annotations['runbook_url']).toBe(`docs/runbooks/${name}.md`);
  });

  it('has no page on an alert that there is not', () => {
    expect(readdirSync(join(ROOT, 'docs/runbooks')).sort()).toEqual(
      ['README.md', ...names.map((name) => `${name}.md`)].sort(),
    );
  });

  it.each(names)('has a test in which %s fires', (name) => {
    const texts = readdirSync(TESTS).map((file) => readFileSync(join(TESTS, file), 'utf8'));
    expect(texts.some((text) => text.includes(`alertname="${name}"`) || text.includes(`alertname: ${name}`))).toBe(
      true,
    );
  });
});

describe.skipIf(isMissing('promtool'))(`promtool${whyMissing('promtool')}`, () => {
  it('accepts every rule', () => {
    const paths = readdirSync(RULES).map((name) => join(RULES, name));
    expect(runProgram('promtool', ['check', 'rules', ...paths])).not.toContain('FAILED');
  });

  it('accepts the configuration of Prometheus', () => {
    const path = join(ROOT, 'metrics/prometheus/prometheus.yml');
    expect(runProgram('promtool', ['check', 'config', '--syntax-only', path])).toContain('SUCCESS');
  });

  it.each(readdirSync(TESTS))('%s: each alert fires when it should and only then', (file) => {
    expect(runProgram('promtool', ['test', 'rules', join(TESTS, file)])).toContain('SUCCESS');
  });
});

describe.skipIf(isMissing('amtool'))(`amtool${whyMissing('amtool')}`, () => {
  const path = join(ROOT, 'metrics/alertmanager/alertmanager.yml');
  const receiver = (...labels: readonly string[]): string =>
    firstLine(runProgram('amtool', ['config', 'routes', 'test', `--config.file=${path}`, ...labels]));

  it('accepts the configuration of Alertmanager', () => {
    expect(runProgram('amtool', ['check-config', path])).toContain('SUCCESS');
  });

  it('tells a city of its districts, and each district of its own', () => {
    expect(receiver('alertname=GigacityDistrictBehind', 'city=310000', 'district_code=310115', 'about=target')).toBe(
      'city-310000,district-310115',
    );
    expect(receiver('alertname=GigacityCityBehind', 'city=310000', 'about=target')).toBe('city-310000');
  });

  it('tells whoever runs the program of the program', () => {
    expect(receiver('alertname=GigacityDown', 'about=pipeline')).toBe('operations');
  });
});

/** It warns of its own flags below. */
function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
