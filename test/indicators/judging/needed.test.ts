import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Needed } from '../../../indicators/judging/needed.ts';
import { neededFor } from '../../../indicators/judging/needed.ts';
import type { Comparison } from '../../../indicators/plan.ts';
import { COMPARISONS } from '../../../indicators/plan.ts';
import type { Rational } from '../../../indicators/rational.ts';
import { add, divide, fromText, rational, toFixed } from '../../../indicators/rational.ts';
import type { IndicatorValue } from '../../../indicators/values/value.ts';
import { satisfies } from '../../../indicators/judging/comparison.ts';
import { shippedCatalogue } from '../../support/catalogue.ts';

const { indicators, plans } = shippedCatalogue();

/** A verdict on a target that asks for `bound`, and for `milestone` at an earlier day. */
function verdictOn(
  indicator: string,
  parts: Partial<IndicatorValue>,
  asked: { comparison: Comparison; bound: string; milestone?: string },
): Parameters<typeof neededFor>[0] {
  const definition = indicators.get(indicator);
  const [target] = plans.get('national-gigabit-city')?.targets ?? [];
  if (definition === undefined || target === undefined) throw new Error(indicator);
  const { comparison, bound, milestone: printed } = asked;
  return {
    target: { ...target, indicator, comparison, value: bound },
    value: { indicator: definition, scope: { city: '310000' }, asOf: '2025-12-31', value: null, flags: [], ...parts },
    ...(printed === undefined
      ? {}
      : { milestone: { date: '2025-06-30', value: printed, basis: 'cumulative', printed } }),
  };
}

function share(n: bigint, d: bigint): Partial<IndicatorValue> {
  return { value: rational(n, d), numerator: rational(n), denominator: rational(d) };
}

const changes = (all: readonly Needed[]): unknown => all.map(({ for: goal, change }) => [goal, toFixed(change, 3)]);

describe('what would have to change', () => {
  test('is the fewest more ports with today’s number of all ports', () => {
    const one = verdictOn('pon10g_port_share', share(499n, 1001n), { comparison: 'at_least', bound: '0.5' });
    expect(neededFor(one)).toEqual([
      {
        ...{ for: 'target', part: 'numerator', now: rational(499n), bound: fromText('500.5') },
        ...{ change: rational(2n), beyond: false },
      },
    ]);
  });

  test('is nothing where the target holds', () => {
    expect(neededFor(verdictOn('pon10g_port_share', share(1n, 2n), { comparison: 'at_least', bound: '0.5' }))).toEqual(
      [],
    );
  });

  test('is one more where the number itself is excluded', () => {
    const asked = { comparison: 'more_than', bound: '0.5' } as const;
    expect(changes(neededFor(verdictOn('pon10g_port_share', share(1n, 2n), asked)))).toEqual([['target', '1.000']]);
  });

  test('is told for the milestone that was missed too', () => {
    const asked = { comparison: 'at_least', bound: '0.9', milestone: '0.6' } as const;
    expect(changes(neededFor(verdictOn('pon10g_port_share', share(5n, 10n), asked)))).toEqual([
      ['milestone', '1.000'],
      ['target', '4.000'],
    ]);
  });

  test('counts residents in ten thousands for a density', () => {
    const parts = { value: rational(3n, 2n), numerator: rational(3n), denominator: rational(2n) };
    const one = verdictOn('g5_stations_per_10k', parts, { comparison: 'at_least', bound: '18' });
    expect(changes(neededFor(one))).toEqual([['target', '33.000']]);
  });

  test('is fewer, or less of what is measured, for a value that must not be above', () => {
    const asked = { comparison: 'at_most', bound: '1.25' } as const;
    const [pue] = neededFor(verdictOn('new_dc_pue', { value: fromText('1.3') }, asked));
    expect(pue).toMatchObject({ part: 'figure', change: fromText('-0.05'), beyond: false });
    const [strict] = neededFor(
      verdictOn('new_dc_pue', { value: fromText('1.25') }, { ...asked, comparison: 'less_than' }),
    );
    expect(strict).toMatchObject({ change: rational(0n), beyond: true });
  });

  test('is reckoned from the base for a growth', () => {
    const base = { asOf: '2024-12-31', knownAt: undefined, value: rational(33n) };
    const parts = { value: rational(0n), current: rational(33n), base };
    const one = verdictOn('g5_factories_growth', parts, { comparison: 'at_least', bound: '0.2' });
    const [needed] = neededFor(one);
    expect(needed).toMatchObject({ part: 'figure', bound: fromText('39.6') });
  });

  test('is more samples where there are too few', () => {
    const sample = { count: 21, p10: null, p50: null, p90: null, interval: null };
    const parts = { reason: 'insufficient_sample', sample } as unknown as Partial<IndicatorValue>;
    const one = verdictOn('fixed_download_mbps', parts, { comparison: 'at_least', bound: '500' });
    expect(neededFor(one)).toMatchObject([{ part: 'samples', change: rational(9n) }]);
  });

  test('is samples of the part of the day that lacks them, never fewer of all', () => {
    const [busy, idle] = ['忙时', '闲时'].map((zh) => ({ zh, en: zh }));
    const definition = indicators.get('fixed_download_mbps');
    if (definition?.formula.kind !== 'samples' || busy === undefined || idle === undefined) throw new Error('samples');
    const weights = [
      { name: busy, weight: '0.6' },
      { name: idle, weight: '0.4' },
    ];
    const sample = { count: 45, parts: [{ count: 1 }, { count: 44 }] };
    const one = verdictOn(
      'fixed_download_mbps',
      {
        indicator: { ...definition, formula: { ...definition.formula, weights } },
        ...({ reason: 'insufficient_sample', sample } as unknown as Partial<IndicatorValue>),
      },
      { comparison: 'at_least', bound: '500' },
    );
    expect(neededFor(one)).toMatchObject([{ part: 'samples', of: busy, now: rational(1n), change: rational(1n) }]);
  });

  test('is samples of each component of an index that lacks them', () => {
    const counts = [45, 0, 45, 45, 29];
    const formula = indicators.get('g5_experience_index')?.formula;
    if (formula?.kind !== 'index') throw new Error('index');
    const components = formula.components.map(({ name }, i) => ({ name, count: counts[i] }));
    const parts = { reason: 'insufficient_sample', index: { components } } as unknown as Partial<IndicatorValue>;
    const needed = neededFor(verdictOn('g5_experience_index', parts, { comparison: 'at_least', bound: '60' }));
    expect(needed.map(({ of, change }) => [of?.zh, change])).toEqual([
      ['室内下载速率', rational(30n)],
      ['室内100兆以上占比', rational(1n)],
    ]);
  });

  test('is enough, and one step less is not', () => {
    const counts = fc.record({
      n: fc.bigInt(0n, 10_000n),
      d: fc.bigInt(1n, 10_000n),
      bound: fc.integer({ min: 0, max: 1_500 }).map((thousandths) => toFixed(rational(BigInt(thousandths), 1000n), 3)),
      comparison: fc.constantFrom(...COMPARISONS),
    });
    fc.assert(
      fc.property(counts, ({ n, d, bound, comparison }) => {
        const holds = (value: Rational): boolean => satisfies(value, comparison, fromText(bound));
        const [needed] = neededFor(verdictOn('pon10g_port_share', share(n, d), { comparison, bound }));
        expect(needed === undefined).toBe(holds(rational(n, d)));
        if (needed === undefined) return;
        const after = (change: Rational): Rational => divide(add(rational(n), change), rational(d));
        const step = comparison === 'at_least' || comparison === 'more_than' ? -1n : 1n;
        expect(needed.change.d).toBe(1n);
        expect(holds(after(needed.change))).toBe(true);
        expect(holds(after(add(needed.change, rational(step))))).toBe(false);
      }),
    );
  });
});
