import { expect, test } from 'vitest';
import type { CatalogueFile } from '../../../indicators/catalogue.ts';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import type { Problem } from '../../../indicators/loading/source.ts';
import { shippedWith } from '../loading/shipped-files.ts';

const PORTS = 'indicators/catalogue/pon10g_ports.yaml';
const PUE = 'indicators/catalogue/new_dc_pue.yaml';
const GARAGES = 'indicators/catalogue/garages_covered.yaml';
const TARIFF = 'indicators/catalogue/sme_tariff_change.yaml';
const YUZHONG = 'indicators/plans/yuzhong-2023-gigabit-city.yaml';
const SHANGHAI = 'indicators/profiles/shanghai.yaml';

function errorsOf(files: readonly CatalogueFile[]): readonly Problem[] {
  return loadCatalogue(files).problems.filter(({ severity }) => severity === 'error');
}

const FORMULA = 'plain: { count: pon-ports, where: { status: in_service, technology:';

test.each([
  ['a stream', PORTS, FORMULA, FORMULA.replace('pon-ports', 'pon-port'), 'unknown stream "pon-port"', 'pon-ports'],
  ['a field', PORTS, FORMULA, FORMULA.replace('status', 'state'), 'unknown field of pon-ports "state"', 'status'],
  [
    'a word of a field',
    PORTS,
    FORMULA,
    FORMULA.replace('in_service', 'in_servce'),
    'unknown status "in_servce"',
    'in_service',
  ],
  ['a key of the formula', PORTS, 'plain: {', 'plian: {', 'unknown key "plian"', 'plain'],
  ['a statistic', PUE, 'where: { statistic: pue,', 'where: { statistic: peu,', 'unknown statistic "peu"', 'pue'],
  [
    'a field to multiply by',
    TARIFF,
    'times: weight',
    'times: wieght',
    'unknown field of statistics "wieght"',
    'weight',
  ],
  [
    'a field to take a share of',
    GARAGES,
    'of: positions_tested',
    'of: position_tested',
    'unknown field of acceptances "position_tested"',
    'positions_tested',
  ],
  [
    'a programme',
    GARAGES,
    '      programme: shanghai-2023-garage-coverage\n',
    '      programme: shanghai-2023-garage-cover\n',
    'unknown programme "shanghai-2023-garage-cover"',
    'shanghai-2023-garage-coverage',
  ],
  [
    'the plan of a definition',
    PORTS,
    'plan: yuzhong-2023-gigabit-city',
    'plan: yuzhong-2032-gigabit-city',
    'unknown plan "yuzhong-2032-gigabit-city"',
    'yuzhong-2023-gigabit-city',
  ],
  [
    'the indicator of a target',
    YUZHONG,
    'indicator: pon10g_ports',
    'indicator: pon10_ports',
    'unknown indicator "pon10_ports"',
    'pon10g_ports',
  ],
  [
    'the carrier of a target',
    YUZHONG,
    'scope: { carrier: tower }',
    'scope: { carrier: towr }',
    'unknown carrier "towr"',
    'tower',
  ],
  [
    'a plan of a profile',
    SHANGHAI,
    '- shanghai-2025-action-plan',
    '- shanghai-2026-action-plan',
    'unknown plan "shanghai-2026-action-plan"',
    'shanghai-2025-action-plan',
  ],
  ['a district of a profile', SHANGHAI, '310151]', '310152]', 'unknown district in force "310152"', '310'],
  ['the stream of a duty', SHANGHAI, 'stream: sites-5g', 'stream: site-5g', 'unknown stream "site-5g"', 'sites-5g'],
  ['the subject of a duty', SHANGHAI, 'subject: fixed', 'subject: fix', 'unknown service "fix"', 'fixed'],
])('%s that does not exist is named where it stands, with what was meant', (_what, path, from, to, message, meant) => {
  const found = errorsOf(shippedWith(path, from, to));
  const problem = found.find((candidate) => candidate.message === message);
  expect(found.map((candidate) => candidate.message)).toContain(message);
  expect(problem?.file).toBe(path);
  const wrong = /"([^"]*)"$/.exec(message)?.[1] ?? '';
  expect(problem?.sourceLine.slice(problem.column - 1)).toMatch(new RegExp(`^${wrong}`));
  expect(problem?.hint).toContain(meant);
  expect(problem?.zh.message).toMatch(new RegExp(`^没有.+“${wrong}”$`));
  expect(problem?.zh.hint).toContain(meant);
});

test.each([
  [
    'a count of a stock',
    PORTS,
    'count: pon-ports, where: { status: in_service,',
    'count: sites-5g, where: { generation: 5g } }\n  #',
    '"count" needs a stream of kind inventory; sites-5g is of kind stock',
  ],
  [
    'a largest of a field that is no number',
    PUE,
    'largest: statistics.value',
    'largest: statistics.item',
    '"item" is no number',
  ],
  [
    'a date held against a number',
    PUE,
    'commissioned: { from: 2025-01-01 }',
    'value: { from: 2025-01-01 }',
    '"from" needs a moment, and "value" is none',
  ],
])('%s does not fit', (_what, path, from, to, message) => {
  expect(loadCatalogue(shippedWith(path, from, to)).problems.map((problem) => problem.message)).toContain(message);
});

test('a condition is one thing only', () => {
  const files = shippedWith(PUE, 'from: 2025-01-01', 'from: 2025-01-01, at_least: 1');
  expect(errorsOf(files)[0]?.message).toMatch(/^commissioned: expected a word, a list of words/);
});

test('an id is the name of its file', () => {
  const files = shippedWith(PUE, 'id: new_dc_pue', 'id: newdc_pue');
  expect(errorsOf(files)).toMatchObject([{ line: 1, column: 5, hint: 'expected "new_dc_pue"' }]);
});

test('a target speaks of a level that its indicator has', () => {
  const files = shippedWith('indicators/catalogue/dual_gigabit_cases.yaml', 'carrier, district_carrier]', 'carrier]');
  const found = loadCatalogue(files).problems.filter(({ message }) => message.includes('has no level'));
  expect(found.map(({ message }) => message)).toEqual(
    Array.from(
      { length: 4 },
      () => 'dual_gigabit_cases has no level "district_carrier"; its levels are city, district, carrier',
    ),
  );
});

test('a worked example is one that a carrier could send', () => {
  const files = shippedWith(
    PORTS,
    '{ carrier: telecom, district: 500103, olt: A, port: p1, technology: 10g-epon,',
    '{ carrier: telecom, district: 500103, olt: A, port: p1, technology: 10gepon,',
  );
  expect(errorsOf(files)).toMatchObject([{ file: PORTS }]);
});

test('a numerator over urban areas and a denominator over all is noted, not refused', () => {
  const files = shippedWith(
    'indicators/catalogue/g5_user_share.yaml',
    'where: { service: mobile, area: urban } }',
    'where: { service: mobile } }',
  );
  const loaded = loadCatalogue(files);
  expect(loaded.problems.find(({ file }) => file.endsWith('g5_user_share.yaml'))).toMatchObject({
    severity: 'note',
    message: 'numerator and denominator differ in scope: urban areas over all areas',
  });
  expect(loaded.catalogue.indicators.has('g5_user_share')).toBe(true);
});
