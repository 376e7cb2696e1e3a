import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain } from '../../app/explain/explain.ts';
import { differenceOf } from '../../app/explain/diff.ts';
import type { Rational } from '../../indicators/rational.ts';
import { add, divide, multiply, rational, subtract, ZERO } from '../../indicators/rational.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import { shippedCatalogue, shippedRules } from '../support/catalogue.ts';
import { emptyStore } from '../support/embedded.ts';
import { SHANGHAI } from '../support/judged.ts';
import { line, loadInto, raw } from '../support/load.ts';

const catalogue = shippedCatalogue();
const rules = shippedRules(catalogue);
const FIRST = Date.parse('2026-02-01T00:00:00Z');
const LATER = Date.parse('2026-03-01T00:00:00Z');

const common = {
  carrier: fc.constantFrom('telecom', 'mobile'),
  district: fc.constantFrom('310101', '310115'),
  observed_at: fc.constantFrom('2024-12-31T23:59:59+08:00', '2025-03-31T23:59:59+08:00', '2025-06-30T23:59:59+08:00'),
  revision: fc.nat({ max: 2 }),
};
const amount = fc.nat({ max: 9 });

/** Every way of rolling up: sums, the largest carrier's, the city's own or its districts', the worst, bases and means. */
const cases = [
  {
    id: 'pon10g_port_share',
    stream: 'pon-ports',
    messages: fc
      .record({ ...common, port: fc.constantFrom('1', '2', '3'), technology: fc.constantFrom('gpon', 'xg-pon') })
      .map((of) => ({ olt: 'A', area: 'urban', status: 'in_service', ...of })),
  },
  {
    id: 'household_gigabit_coverage',
    stream: 'coverage',
    messages: fc
      .record({ ...common, carrier: fc.constantFrom('telecom', 'mobile', 'authority'), covered: amount, total: amount })
      .map(({ covered, total, ...of }) => ({
        ...of,
        subject: 'household_gigabit',
        rows: [{ area: 'urban', covered, total }],
      })),
  },
  {
    id: 'new_5ga_stations',
    stream: 'sites-5g',
    messages: fc
      .record({ ...common, stations: amount })
      .map(({ stations, ...of }) => ({ ...of, rows: [{ placement: 'outdoor', generation: '5g-a', stations }] })),
  },
  {
    id: 'sme_tariff_change',
    stream: 'statistics',
    messages: fc
      .record({ ...common, value: amount, weight: fc.integer({ min: 1, max: 5 }) })
      .map(({ value, weight, ...of }) => ({ ...of, statistic: 'sme_tariff', rows: [{ value, weight }] })),
  },
  {
    id: 'compute_node_latency_ms',
    stream: 'statistics',
    messages: fc
      .record({ ...common, value: amount })
      .map(({ value, ...of }) => ({ ...of, statistic: 'compute_latency', rows: [{ item: 'link', value }] })),
  },
  {
    id: 'broadband_upgrades',
    stream: 'programme-progress',
    messages: fc
      .record({ ...common, period: fc.constantFrom('2025-02', '2025-05'), completed: amount })
      .map((of) => ({ programme: 'shanghai-2021-broadband-upgrade', ...of })),
  },
  {
    id: 'otn_sites_per_10k',
    stream: 'statistics',
    messages: fc
      .record({
        ...common,
        carrier: fc.constantFrom('telecom', 'authority'),
        district: fc.constantFrom('310000', '310101', '310115'),
        statistic: fc.constantFrom('otn_sites', 'resident_population'),
        value: amount,
      })
      .map(({ value, ...of }) => ({ ...of, rows: [{ value }] })),
  },
];

/** What the value says of its parts; residents are counted in ten thousands there. */
function partOf(one: IndicatorValue, role: string, isBase: boolean): Rational | undefined {
  const { formula } = one.indicator;
  if (role === 'numerator') return one.numerator;
  if (role === 'denominator')
    return one.denominator && multiply(one.denominator, rational(formula.kind === 'per_10k' ? 10_000n : 1n));
  if (formula.kind === 'plain') return one.value ?? undefined;
  if (formula.kind === 'difference') return isBase ? one.base?.value : one.current;
  return undefined;
}

test.each(cases)(
  '$id: what each report changed adds up to the difference exactly, whichever two times are compared',
  async ({ id, stream, messages }) => {
    const indicator = catalogue.indicators.get(id);
    if (indicator === undefined) throw new Error(id);
    const sent = fc.array(fc.tuple(messages, fc.constantFrom(FIRST, LATER)), { minLength: 1, maxLength: 25 });
    const times = fc.record({
      asOf: fc.constantFrom('2025-01-31', '2025-03-31', '2025-12-31'),
      knownAt: fc.constantFrom(null, FIRST),
    });
    const scopes = fc.constantFrom(
      { city: '310000' },
      ...(indicator.levels.includes('district') ? [{ city: '310000', district: '310115' }] : []),
    );
    await fc.assert(
      fc.asyncProperty(sent, fc.tuple(times, times), scopes, async (all, [one, other], scope) => {
        const store = await emptyStore();
        await loadInto(
          store,
          rules,
          all.map(([message, receivedAt]) => raw(stream, line(message), receivedAt)),
        );
        const deps = { catalogue, asker: store, now: () => LATER };
        const before = await explain(deps, SHANGHAI, { indicator, scope, ...one });
        const after = await explain(deps, SHANGHAI, { indicator, scope, ...other });
        if (before === undefined || after === undefined) throw new Error('no value');
        const { parts } = differenceOf(before, after, {
          asOf: one.asOf,
          knownAt: null,
          times: { asOf: [one.asOf, other.asOf], knownAt: [one.knownAt, other.knownAt], now: LATER },
        });
        for (const { role, isBase, change, changes, ...totals } of parts) {
          expect(changes.map((each) => each.change).reduce(add, ZERO)).toEqual(change);
          expect(subtract(totals.after, totals.before)).toEqual(change);
          for (const [value, total] of [
            [before.value, totals.before],
            [after.value, totals.after],
          ] as const) {
            const part = partOf(value, role, isBase);
            if (part !== undefined) expect(total).toEqual(part);
          }
        }
        const level = (at: 'before' | 'after', isBase: boolean): Rational | undefined => {
          const [of, per] = ['of', 'per'].map((role) =>
            parts.find((part) => part.role === role && part.isBase === isBase),
          );
          return of && per && per[at].n !== 0n ? divide(of[at], per[at]) : undefined;
        };
        if (id === 'sme_tariff_change' && after.value.current !== undefined)
          expect(level('after', false)).toEqual(after.value.current);
      }),
      { numRuns: 12 },
    );
  },
  120_000,
);
