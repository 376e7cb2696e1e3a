import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import { describeProblem } from '../../../indicators/loading/source.ts';
import { SHIPPED, shippedWith } from '../loading/shipped-files.ts';

/** The first error of a file of `quality/` beside the shipped definitions. */
function firstError(files: typeof SHIPPED): string {
  const [problem] = loadCatalogue(files).problems.filter(({ severity }) => severity === 'error');
  return problem === undefined ? '' : describeProblem(problem);
}

function withRule(text: string): string {
  return firstError([
    ...SHIPPED,
    { path: 'mine/quality/some-rule.yaml', text: `id: some-rule\nname: { zh: 某, en: Some }\n${text}` },
  ]);
}

test('a rule is one file without code, checked like every definition', () => {
  const cross =
    'cross_check:\n  part: { sum: coverage.covered }\n  whole: { sum: coverage.total }\n  levels: [district]\n';
  expect(withRule(`${cross}  at_most: 1\n`)).toBe('');
  expect(withRule(cross)).toContain('expected at_least, at_most or both');
  expect(withRule('history:\n  of: { sum: sites-5g.station }\n')).toMatch(
    /some-rule\.yaml:4:\d+: unknown field of sites-5g "station"[^]*did you mean "stations"\?/,
  );
  expect(withRule('history:\n  of: { count: pon-ports }\n')).toContain('pon-ports is no stream of reports');
  expect(withRule('city_beside_districts:\n  of: { sum: coverage.total }\n')).toBe('');
  expect(withRule('city_beside_districts:\n  of: { count: pon-ports }\n')).toContain('pon-ports is no stock');
  const flow = '{ sum: programme-progress.completed }';
  expect(withRule(`city_beside_districts:\n  of: ${flow}\n`)).toContain('programme-progress is no stock');
  expect(withRule(`history:\n  of: ${flow}\n`)).toBe('');
  const exactlyOne = 'expected exactly one of history, cross_check, city_beside_districts';
  expect(withRule('')).toContain(exactlyOne);
  expect(withRule(`history:\n  of: ${flow}\ncity_beside_districts:\n  of: { sum: coverage.total }\n`)).toContain(
    exactlyOne,
  );
  expect(withRule('histroy: {}\n')).toContain('did you mean "history"?');
});

test('a limit names a number of a stream', () => {
  const files = shippedWith(
    'indicators/profiles/shanghai.yaml',
    'speed-samples.upload_mbps',
    'speed-samples.upload_mbs',
  );
  expect(firstError(files)).toMatch(
    /shanghai\.yaml:\d+:\d+: unknown number of speed-samples "upload_mbs"[^]*did you mean "upload_mbps"\?/,
  );
});

test('a profile that says nothing of plausibility has that of the program', () => {
  const shanghai = SHIPPED.find(({ path }) => path.endsWith('shanghai.yaml'));
  const [text = ''] = shanghai?.text.split('# Doubtful figures') ?? [];
  const files = [...SHIPPED, { path: 'mine/profiles/shanghai.yaml', text }];
  expect(loadCatalogue(files).catalogue.profiles.get('shanghai')?.plausibility).toEqual({
    deviations: 6,
    change: 0.25,
    history: 4,
    few: 30,
    limits: [],
  });
});
