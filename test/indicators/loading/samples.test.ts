import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import { describeProblem } from '../../../indicators/loading/source.ts';
import { shippedWith } from './shipped-files.ts';

const FIXED = 'indicators/catalogue/fixed_download_mbps.yaml';
const INDEX = 'indicators/catalogue/g5_experience_index.yaml';
const MINIMUM = '    minimum: 30\n';

const PARTS = `    hours:
      - { name: { zh: 忙时, en: busy }, from: 19, until: 22, weight: 0.6 }
      - { name: { zh: 闲时, en: idle }, weight: 0.4 }
`;

function loaded(path: string, from: string, to: string): ReturnType<typeof loadCatalogue> {
  return loadCatalogue(shippedWith(path, from, to));
}

function errors(path: string, from: string, to: string): string {
  return loaded(path, from, to)
    .problems.filter(({ severity }) => severity === 'error')
    .map((problem) => describeProblem(problem))
    .join('\n');
}

test('a definition names its statistic, its hours and what one tester counts for', () => {
  const more = `${MINIMUM}    statistic: geometric_mean\n    per_tester_per_day: 5\n${PARTS}`;
  const { catalogue, problems } = loaded(FIXED, MINIMUM, more);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(catalogue.indicators.get('fixed_download_mbps')?.formula).toMatchObject({
    statistic: 'geometric_mean',
    of: { logarithms: true, perTesterPerDay: 5, hours: [{ from: 19, until: 22 }] },
    weights: [{ weight: '0.6' }, { name: { zh: '闲时' }, weight: '0.4' }],
  });
});

describe('what is wrong is told with its place', () => {
  test.each([
    ['a statistic', `${MINIMUM}    statistic: geometric_meen\n`, ':17:16: ', 'did you mean "geometric_mean"?'],
    ['a key', `${MINIMUM}    per_tester_a_day: 5\n`, ':17:5: ', 'did you mean "per_tester_per_day"?'],
    ['hours backwards', `${MINIMUM}${PARTS.replace('19', '23')}`, ':18:9: ', 'the first before the second'],
    [
      'no other hours',
      `${MINIMUM}${PARTS.replace(/ {6}- .*闲时.*\n/, '')}`,
      ':17:5: ',
      'one without for all other hours',
    ],
    ['a weight of 0', `${MINIMUM}${PARTS.replace('0.6', '0')}`, ':18:', 'expected a number above 0'],
    [
      'hours twice',
      `${MINIMUM}${PARTS}      - { name: { zh: 晚, en: late }, from: 21, until: 24, weight: 1 }\n`,
      ':20:9: ',
      'these hours belong to another part already',
    ],
  ])('%s', (_, text, place, message) => {
    const found = errors(FIXED, MINIMUM, text);
    expect(found).toContain(`${FIXED}${place}`);
    expect(found).toContain(message);
  });

  test.each([
    ['the same bounds', 'worst: 60', 'worst: 10', 'expected another number than "worst"'],
    ['a name twice', 'id: indoor_download', 'id: outdoor_download', 'two components are called "outdoor_download"'],
    ['a field', 'speed-samples.latency_ms', 'speed-samples.latency', 'did you mean "latency_ms"?'],
    ['a key', 'window_days: 90', 'window_day: 90', 'did you mean "window_days"?'],
  ])('of an index: %s', (_, from, to, message) => {
    expect(errors(INDEX, from, to)).toContain(message);
  });
});

describe('a share of an index', () => {
  const THRESHOLD = 'place: outdoor }\n          at_least: 100\n';

  test('is of the samples that are at most a number, where the definition says so', () => {
    const { catalogue, problems } = loaded(INDEX, THRESHOLD, THRESHOLD.replace('at_least', 'at_most'));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const { formula } = catalogue.indicators.get('g5_experience_index') ?? {};
    const shares = formula?.kind === 'index' ? formula.components.filter(({ of }) => of.kind === 'share') : [];
    expect(shares[0]?.of).toMatchObject({ of: { share: { kind: 'at_most', bound: '100' } } });
  });

  test('has one threshold', () => {
    const both = `${THRESHOLD}          at_most: 200\n`;
    expect(errors(INDEX, THRESHOLD, both)).toContain('expected exactly one of at_least, at_most');
  });
});
