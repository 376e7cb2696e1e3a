import { describe, expect, test } from 'vitest';
import { evaluateValues } from '../../app/evaluating/evaluate.ts';
import { toFixed } from '../../indicators/rational.ts';
import type { Rational } from '../../indicators/rational.ts';
import { compare, fromText } from '../../indicators/rational.ts';
import { levelOf } from '../../indicators/scope.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { line, loadInto, raw } from '../support/load.ts';

const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);
const profiles = [...catalogue.profiles.values()];

describe.each([...catalogue.indicators.values()])('$id', (indicator) => {
  test.each(indicator.examples)('$name', async ({ asOf, given, scope, expect: expected }) => {
    const profile = profiles.find(({ districts, id }) =>
      scope.district === undefined ? id === 'shanghai' : districts.includes(scope.district),
    );
    if (profile === undefined) throw new Error('no shipped profile watches the place of the example');
    const store = await emptyStore();
    const messages = given.flatMap(({ stream, messages: list }) =>
      list.map((message) => raw(stream, line({ observed_at: `${asOf}T23:59:59+08:00`, ...message }))),
    );
    const tally = await loadInto(store, rules, messages);
    expect(tally, 'every message of an example is valid').toEqual({ admitted: messages.length, rejected: 0 });

    const full = { city: profile.city, ...scope };
    const values = await evaluateValues({ catalogue, asker: store, now: () => Date.parse('2026-02-01') }, profile, {
      asOf,
      knownAt: null,
      indicators: [indicator],
      levels: [levelOf(full)],
    });
    const value = values.find((one) => one.scope.district === full.district && one.scope.carrier === full.carrier);
    expect(value && shown(value)).toEqual({
      value: expected.value === null ? null : exact(fromText(expected.value)),
      ...(expected.numerator === undefined ? {} : { numerator: exact(fromText(expected.numerator)) }),
      ...(expected.denominator === undefined ? {} : { denominator: exact(fromText(expected.denominator)) }),
      ...(expected.reason === undefined ? {} : { reason: expected.reason }),
      ...(expected.flags === undefined ? {} : { flags: expected.flags }),
    });

    /** Only what the example speaks of. */
    function shown({ value: number, numerator, denominator, reason, flags }: IndicatorValue): object {
      return {
        value: number === null ? null : exact(number),
        ...(expected.numerator === undefined || numerator === undefined ? {} : { numerator: exact(numerator) }),
        ...(expected.denominator === undefined || denominator === undefined ? {} : { denominator: exact(denominator) }),
        ...(expected.reason === undefined ? {} : { reason }),
        ...(expected.flags === undefined ? {} : { flags }),
      };
    }
  });
});

function exact(value: Rational): string {
  const decimal = toFixed(value, 20);
  return compare(fromText(decimal), value) === 0
    ? decimal.replace(/\.?0+$/, '')
    : `${String(value.n)}/${String(value.d)}`;
}
