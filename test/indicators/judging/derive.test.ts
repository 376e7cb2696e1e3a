import { expect, test } from 'vitest';
import { derivedTargets } from '../../../indicators/judging/derive.ts';
import type { Plan } from '../../../indicators/plan.ts';
import { add, fromText, ZERO } from '../../../indicators/rational.ts';
import { shippedCatalogue } from '../../support/catalogue.ts';

const { plans } = shippedCatalogue();

function planNamed(id: string): Plan {
  const plan = plans.get(id);
  if (plan === undefined) throw new Error(`no plan ${id}`);
  return plan;
}

const upgrades = planNamed('shanghai-2021-broadband-upgrade');
const derived = derivedTargets(upgrades);

function valueOf(id: string): string | null | undefined {
  return derived.find((one) => one.id === id)?.value;
}

test("a district's quarters follow the city's: 18 of 80 万户, of which 19 and then 57 by the middle of the year", () => {
  expect(valueOf('districts.310115@2021-03-31')).toBe('42750');
  expect(valueOf('districts.310115@2021-06-30')).toBe('128250');
});
test("a carrier's cell in a district follows the carrier's own quarters: 11.7 of 52 万户, of which 12 in the first", () => {
  expect(valueOf('districts.310115.telecom@2021-03-31')).toBe('27000');
});
test('what has no finite decimal stays an exact fraction', () => {
  expect(valueOf('districts.310101.telecom@2021-03-31')).toBe('51000/13');
});
test('a quarter is due at its end, and the last one is the printed total, not a derived one', () => {
  const due = new Set(derived.map((one) => one.due));
  expect([...due]).toEqual(['2021-03-31', '2021-06-30']);
});
test('the derived cells of a quarter add up to what the document prints for it', () => {
  for (const [date, printed] of [
    ['2021-03-31', '190000'],
    ['2021-06-30', '570000'],
  ]) {
    const cells = derived.filter((one) => one.due === date && one.scope.carrier === undefined);
    expect(cells).toHaveLength(16);
    expect(cells.map(({ value }) => fromText(value ?? '0')).reduce(add, ZERO)).toEqual(fromText(printed ?? ''));
  }
});
test('nothing is derived where the document prints the quarters, nor where it prints none', () => {
  expect(derivedTargets(planNamed('shanghai-2023-garage-coverage'))).toEqual([]);
  expect(derivedTargets(planNamed('shanghai-2025-action-plan'))).toEqual([]);
});
