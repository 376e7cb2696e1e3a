import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../ingest/field.ts';
import { ExactNumber } from '../../ingest/json.ts';
import type { Stream } from '../../ingest/stream.ts';
import { sites5g } from '../../ingest/streams/sites-5g.ts';
import { STREAMS } from '../../ingest/streams.ts';

/** What senders have got wrong, and what comes close. */
const HOSTILE: readonly unknown[] = [
  ...[
    null,
    true,
    '',
    ' ',
    '0',
    '５',
    'a\u0000b',
    '"',
    '\ud800',
    'x'.repeat(65),
    'x'.repeat(2_001),
    [],
    {},
    [[]],
    [null],
  ],
  ...[0, -0, -1, 0.5, 1e12, 1e12 + 1, 2 ** 53, 1e308, Infinity, NaN, 1, 500],
  ...['1.5', '0', '-1', '1e400', '0.1234567890123456789', '1e-19', '12e-3'].map((text) => new ExactNumber(text)),
  ...['2025-03-31', '2025-02-30', '2025-03-31T23:59:59+08:00', '2025-03-31T23:59:59', '2025-03-31T24:00:00Z'],
  ...['2025-03', '2025-Q4', '2025-Q5', 'telecom', 'urban', '5g', '5G', 'outdoor', 'constructor', '__proto__'],
  ...[['telecom'], ['telecom', ''], ['telecom', 5], Array.from({ length: 17 }, () => 'a')],
];

const value = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue(), fc.string(), fc.double(), fc.integer());

/** A good message with a few of its members changed, left out or added, in itself or in one of its rows. */
const messageOf = ({ example, fields, rows }: Stream): fc.Arbitrary<unknown> => {
  const changed = (good: object, names: readonly string[]): fc.Arbitrary<object> =>
    fc
      .array(fc.tuple(fc.constantFrom(...names, 'unknown', 'rows'), fc.option(value, { nil: undefined })), {
        maxLength: 3,
      })
      .map((changes) => {
        const made: Record<string, unknown> = { ...good };
        for (const [name, one] of changes) {
          if (one === undefined) Reflect.deleteProperty(made, name);
          else made[name] = one;
        }
        return made;
      });
  const own = changed(example, Object.keys(fields));
  const [row] = (example['rows'] ?? []) as readonly object[];
  if (row === undefined) return own;
  const list = fc.array(fc.oneof(fc.constant(row), changed(row, Object.keys(rows))), { maxLength: 3 });
  return fc.oneof(
    own,
    list.map((some) => ({ ...example, rows: some })),
  );
};

describe.each(STREAMS)('what fits $name is what its schema takes', (stream) => {
  const takes = (one: unknown): boolean => stream.schema.safeParse(one).success;

  test('message by message', () => {
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(messageOf(stream), (message) => {
        outcomes.add(takes(message));
        expect(stream.fits(message)).toBe(takes(message));
      }),
      { numRuns: 500 },
    );
    expect(outcomes).toEqual(new Set([true, false]));
  });

  test('as it was sent', () => {
    expect(stream.schema.parse(stream.example)).toEqual(stream.example);
  });

  test.each([null, [], [stream.example], 'text', 5, {}, new ExactNumber('1')])('%j is no message', (one) => {
    expect([stream.fits(one), takes(one)]).toEqual([false, false]);
  });

  const declared: readonly (readonly [string, Field])[] = Object.entries({ ...stream.rows, ...stream.fields });
  test.each(declared)('field by field: %s', (_, { fits, schema, example }) => {
    expect(fits(example)).toBe(true);
    for (const one of HOSTILE) expect([one, fits(one)]).toEqual([one, schema.safeParse(one).success]);
    fc.assert(fc.property(value, (one) => fits(one) === schema.safeParse(one).success));
  });
});

test('a report has at most ten thousand rows', () => {
  const [row] = sites5g.example['rows'] as readonly unknown[];
  const report = (rows: number): unknown => ({ ...sites5g.example, rows: Array.from({ length: rows }, () => row) });
  const taken = (rows: number): readonly boolean[] => [
    sites5g.fits(report(rows)),
    sites5g.schema.safeParse(report(rows)).success,
  ];
  expect([taken(10_000), taken(10_001)]).toEqual([
    [true, true],
    [false, false],
  ]);
});
