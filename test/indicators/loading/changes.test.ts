import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../indicators/catalogue.ts';
import { changesBetween } from '../../../indicators/definition-change.ts';
import { describeProblem } from '../../../indicators/loading/source.ts';
import { shippedWith } from './shipped-files.ts';

const PORTS = 'indicators/catalogue/pon10g_ports.yaml';
const FIRST = 'version: 1\n';
const change = (version: number, date = '2025-06-01'): string =>
  `  - { version: ${String(version)}, date: ${date}, what: { zh: 计入50G, en: 50G counts too } }\n`;

function loaded(to: string): ReturnType<typeof loadCatalogue> {
  return loadCatalogue(shippedWith(PORTS, FIRST, to));
}

test('a definition tells what its later versions changed, and one that was never changed tells nothing', () => {
  const { catalogue, problems } = loaded(`version: 2\nchanges:\n${change(2)}`);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { changes } = catalogue.indicators.get('pon10g_ports') ?? {};
  expect(changes).toEqual([{ version: 2, date: '2025-06-01', what: { zh: '计入50G', en: '50G counts too' } }]);
  expect(catalogue.indicators.get('users_1000m')).not.toHaveProperty('changes');
  expect(changesBetween(changes, '2025-05-31', '2025-06-01')).toHaveLength(1);
  expect(changesBetween(changes, '2025-12-31', '2025-05-31')).toHaveLength(1);
  expect(changesBetween(changes, '2025-06-01', '2025-12-31')).toEqual([]);
});

test.each([
  ['a first version', `version: 1\nchanges:\n${change(1)}`, 'the first version changed nothing'],
  ['versions that fall', `version: 2\nchanges:\n${change(3)}${change(2)}`, 'the versions of changes must rise'],
  ['dates that fall', `version: 3\nchanges:\n${change(2)}${change(3, '2025-05-01')}`, 'must not fall'],
  ['another version than the file', `version: 3\nchanges:\n${change(2)}`, "but the file's version is 3"],
  ['a day that is none', `version: 2\nchanges:\n${change(2, '2025-13-01')}`, 'expected a day'],
])('%s among the changes is told with its place', (_, to, message) => {
  const [first, ...others] = loaded(to)
    .problems.filter(({ severity }) => severity === 'error')
    .map((problem) => describeProblem(problem));
  expect(others).toEqual([]);
  expect(first).toContain(message);
  expect(first).toMatch(/pon10g_ports\.yaml:\d+:\d+/);
});
