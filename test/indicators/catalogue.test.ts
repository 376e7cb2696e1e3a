import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../indicators/catalogue.ts';
import { describeProblem } from '../../indicators/loading/source.ts';
import { SHIPPED, shippedText, shippedWith } from './loading/shipped-files.ts';

function errorsOf(files: typeof SHIPPED): readonly string[] {
  return loadCatalogue(files)
    .problems.filter(({ severity }) => severity === 'error')
    .map((problem) => describeProblem(problem));
}

const INDICATORS = `household_gigabit_coverage pon10g_port_share pon10g_plus_port_share pon10g_ports key_place_5g_reach
  g5_stations_per_10k users_500m_plus_share users_1000m g5_user_share dual_gigabit_cases broadband_upgrades garages_covered
  outdoor_5g_stations sme_tariff_change new_business_500m_share new_5ga_stations g5_traffic_share g5_density_rank
  otn_sites_per_10k mean_subscribed_mbps idc_racks g5_factories_growth intelligent_compute_share compute_node_latency_ms
  new_dc_pue otn_capacity_tbps ipv6_active_user_share fixed_download_mbps outdoor_5g_download_mbps g5_experience_index`;

const { catalogue, problems } = loadCatalogue(SHIPPED);

describe('the shipped catalogue', () => {
  test('has no errors', () => {
    expect(errorsOf(SHIPPED)).toEqual([]);
  });

  test('says in both languages what explain and the scorecard show: notes, and why something cannot be verified', () => {
    const { indicators, plans } = catalogue;
    const remarks = [
      ...[...indicators.values()].flatMap(({ formula, notes }) =>
        formula.kind === 'external' ? [formula.reason] : [notes],
      ),
      ...[...plans.values()].flatMap(({ targets }) => targets.flatMap(({ unverifiable }) => unverifiable ?? [])),
    ];
    expect(remarks.length).toBeGreaterThan(30);
    const untold = remarks.filter(
      (one) => typeof one !== 'object' || !/[\u4e00-\u9fff]/.test(one.zh) || !/[a-z]/.test(one.en),
    );
    expect(untold).toEqual([]);
  });

  test('notes the three criteria whose 计算方法 reads 所有 while the definition counts urban areas alone', () => {
    expect(problems.map(({ file, severity }) => `${severity} ${file}`)).toEqual([
      'note indicators/catalogue/g5_user_share.yaml',
      'note indicators/catalogue/pon10g_port_share.yaml',
      'note indicators/catalogue/users_500m_plus_share.yaml',
    ]);
    expect(problems.every(({ message }) => message.endsWith('the notes say so'))).toBe(true);
  });

  test('defines every indicator that has a name outside', () => {
    expect([...catalogue.indicators.keys()].sort()).toEqual(INDICATORS.split(/\s+/).sort());
  });

  test('gives each at least two worked examples', () => {
    expect([...catalogue.indicators.values()].filter(({ examples }) => examples.length < 2)).toEqual([]);
  });

  test('carries a formula over from YAML exactly', () => {
    expect(catalogue.indicators.get('garages_covered')?.formula).toEqual({
      kind: 'plain',
      of: {
        kind: 'count',
        stream: 'acceptances',
        where: {
          programme: { kind: 'one_of', words: ['shanghai-2023-garage-coverage'] },
          positions_tested: { kind: 'at_least', bound: '1' },
          positions_passed: { kind: 'at_least', bound: '0.9', of: 'positions_tested' },
          points_passed: { kind: 'at_least', bound: '1', of: 'points_tested' },
        },
      },
    });
    expect(catalogue.indicators.get('sme_tariff_change')?.formula).toEqual({
      kind: 'growth',
      of: {
        kind: 'sum',
        stream: 'statistics',
        field: 'value',
        times: 'weight',
        where: { statistic: { kind: 'one_of', words: ['sme_tariff'] } },
      },
      per: {
        kind: 'sum',
        stream: 'statistics',
        field: 'weight',
        where: { statistic: { kind: 'one_of', words: ['sme_tariff'] } },
      },
      base: '2021-12-31',
    });
  });

  test('has a fingerprint for every indicator and plan, which comments do not change and content does', () => {
    expect(catalogue.fingerprints.size).toBe(36);
    const path = 'indicators/catalogue/idc_racks.yaml';
    const key = 'indicator:idc_racks';
    const commented = loadCatalogue(shippedWith(path, 'version: 1', 'version: 1 # the first'));
    const changed = loadCatalogue(shippedWith(path, 'version: 1', 'version: 2'));
    expect(catalogue.fingerprints.get(key)).toMatch(/^[0-9a-f]{64}$/);
    expect(commented.catalogue.fingerprints.get(key)).toBe(catalogue.fingerprints.get(key));
    expect(changed.catalogue.fingerprints.get(key)).not.toBe(catalogue.fingerprints.get(key));
  });
});

describe("a user's own folder", () => {
  const path = 'my/catalogue/idc_racks.yaml';
  const shipped = shippedText('indicators/catalogue/idc_racks.yaml');

  test('replaces a definition by a file of the same name', () => {
    const mine = { path, text: shipped.replace('version: 1', 'version: 7') };
    const loaded = loadCatalogue([...SHIPPED, mine]);
    expect(loaded.catalogue.indicators.get('idc_racks')?.version).toBe(7);
    expect(loaded.catalogue.indicators.size).toBe(30);
  });

  test('adds a statistic, an indicator over it and a plan with a target for it, without code', () => {
    const mine = [
      { path: 'my/registries/mine.yaml', text: 'statistics: [{ id: poles, zh: 杆, en: Poles, unit: poles }]' },
      {
        path: 'my/catalogue/poles.yaml',
        text: shipped.replaceAll('idc_racks', 'poles').replace('shanghai-2025-action-plan', 'my-plan'),
      },
      {
        path: 'my/plans/my-plan.yaml',
        text: `id: my-plan
version: 1
title: { zh: 计划, en: A plan }
issuers: [某局]
number: null
date: 2025-01-01
jurisdiction: 310000
targets:
  - { id: poles, indicator: poles, clause: 一, text: 达到0.1万杆, commitment: stated, comparison: at_least, value: 0.1, unit: 万杆, factor: 10000, due: 2025-12-31 }
`,
      },
    ];
    expect(errorsOf([...SHIPPED, ...mine])).toEqual([]);
    const { catalogue: mixed } = loadCatalogue([...SHIPPED, ...mine]);
    expect(mixed.plans.get('my-plan')?.targets[0]).toMatchObject({
      value: '1000',
      printed: { value: '0.1', unit: '万杆' },
    });
    expect(mixed.registries.statistics.length).toBe(catalogue.registries.statistics.length + 1);
  });

  test('a broken replacement does not fall back to the shipped definition', () => {
    const loaded = loadCatalogue([...SHIPPED, { path, text: shipped.replace('unit: count', 'unit: racks') }]);
    expect(loaded.catalogue.indicators.has('idc_racks')).toBe(false);
    expect(loaded.problems.find(({ severity }) => severity === 'error')).toMatchObject({ file: path, line: 4 });
  });

  test('a file in a folder that means nothing is a problem', () => {
    expect(errorsOf([{ path: 'my/things/x.yaml', text: 'a: 1' }])[0]).toMatch(
      /^my\/things\/x\.yaml:1:1: .*catalogue, plans/,
    );
  });
});

describe('faults', () => {
  test('in two files are both reported', () => {
    const one = shippedWith('indicators/catalogue/idc_racks.yaml', 'unit: count', 'unit: racks');
    const other = shippedWith('indicators/profiles/shanghai.yaml', 'zone: Asia/Shanghai', 'zone: Asia/Shangai');
    const both = SHIPPED.map((file, i) => (one[i]?.text !== file.text ? one[i] : other[i]) ?? file);
    const found = errorsOf(both).map((problem) => problem.split(':')[0]);
    expect(found).toEqual(['indicators/catalogue/idc_racks.yaml', 'indicators/profiles/shanghai.yaml']);
  });

  test('of one indicator leave out the plans that speak of it, with a note, and keep the rest', () => {
    const files = shippedWith('indicators/catalogue/garages_covered.yaml', 'unit: count', 'unit: garages');
    const { catalogue: rest, problems: found } = loadCatalogue(files);
    expect(rest.indicators.size).toBe(29);
    expect(rest.plans.size).toBe(5);
    expect(rest.profiles.get('shanghai')?.plans).not.toContain('shanghai-2023-garage-coverage');
    expect(found.filter(({ file }) => file.endsWith('garage-coverage.yaml'))).toMatchObject([{ severity: 'note' }]);
  });
});
