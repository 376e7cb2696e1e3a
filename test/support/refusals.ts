import { expect } from 'vitest';

/** A message of `sites-5g` with nothing wrong in it. */
export const GOOD =
  '{"id":"a","carrier":"telecom","district":"310115","observed_at":"2025-03-31T23:59:59+08:00","rows":[{"placement":"outdoor","generation":"5g","stations":3}]}';

/** GOOD with one piece of its text replaced. */
function mutated(from: string, to: string): string {
  expect(GOOD).toContain(from);
  return GOOD.replace(from, to);
}

const stations = (text: string): string => mutated('"stations":3', `"stations":${text}`);
const observed = (text: string): string => mutated('2025-03-31T23:59:59+08:00', text);

/** Every bad input of one message of `sites-5g`, with each of its reasons as a person reads it. */
export const REFUSALS: readonly (readonly [
  name: string,
  value: Uint8Array | string | null,
  reasons: readonly (string | RegExp)[],
])[] = [
  ['an empty value', '', ['empty expected a JSON object, got no bytes']],
  ['a tombstone', null, ['empty expected a JSON object, got no bytes']],
  ['a blank line', '  \n', ['empty expected a JSON object, got an empty line']],
  ['plain text', 'hello', [/^not_json /]],
  ['a truncated object', GOOD.slice(0, 50), [/^not_json /]],
  ['null', 'null', ['schema expected object, received null, got null']],
  ['an array', '[]', [/^schema expected object/]],
  ['a string', '"x"', [/^schema expected object/]],
  ['a number', '5', [/^schema expected object/]],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), ['not_utf8 expected UTF-8']],
  ['a lone surrogate', mutated('"a"', '"\\ud800"'), [/^not_utf8 a lone surrogate/]],
  ['a NUL in a word', mutated('"a"', '"a\\u0000"'), [/^schema id: expected 1 to 64 characters of/]],
  ['1e400', stations('1e400'), [/^range rows\[0\]\.stations: /]],
  ['an integer past 2⁵³', stations('9007199254740993'), [/^range rows\[0\]\.stations: /]],
  ['a negative count', stations('-3'), ['range rows[0].stations: expected a whole number ≥ 0, got -3']],
  ['a fractional count', stations('3.5'), ['range rows[0].stations: expected a whole number ≥ 0, got 3.5']],
  ['a quoted count', stations('"3"'), ['schema rows[0].stations: expected a whole number ≥ 0, got "3"']],
  ['true for a count', stations('true'), ['schema rows[0].stations: expected a whole number ≥ 0, got true']],
  ['null for a count', stations('null'), ['schema rows[0].stations: expected a whole number ≥ 0, got null']],
  ['a missing count', mutated(',"stations":3', ''), ['schema rows[0].stations: required']],
  [
    'a day that does not exist',
    observed('2025-02-30T00:00:00+08:00'),
    [/^time observed_at: expected RFC 3339 with an offset.*got "2025-02-30/],
  ],
  ['no zone', observed('2025-03-31T23:59:59'), [/^time observed_at: /]],
  ['24:00', observed('2025-03-31T24:00:00+08:00'), [/^time observed_at: /]],
  ['a leap second', observed('2025-03-31T23:59:60+08:00'), [/^time observed_at: /]],
  [
    'the year 0001',
    observed('0001-01-01T00:00:00+08:00'),
    [/^time observed_at: expected a moment between 2000 and 2100/],
  ],
  [
    'the year 9999',
    observed('9999-01-01T00:00:00+08:00'),
    [/^time observed_at: expected a moment between 2000 and 2100/],
  ],
  ['seconds instead of text', mutated('"2025-03-31T23:59:59+08:00"', '1743436799'), [/^schema observed_at: /]],
  [
    'the day after tomorrow',
    observed('2026-02-03T00:00:01+00:00'),
    [/^future observed_at: more than a day after its receipt/],
  ],
  [
    'an unknown word',
    mutated('"outdoor"', '"underground"'),
    ['schema rows[0].placement: expected one of outdoor, indoor, got "underground"'],
  ],
  ['full-width digits', mutated('310115', '３１０１１５'), [/^unknown_district district: /]],
  [
    'an unknown district',
    mutated('310115', '999999'),
    ['unknown_district district: expected a GB/T 2260 code of the registry, got 999999'],
  ],
  ['an abolished district', mutated('310115', '310108'), [/^unknown_district district: 310108 was abolished after 20/]],
  ['an unknown carrier', mutated('telecom', 'telekom'), [/^unknown_carrier carrier: expected one of /]],
  ['a duplicated key', mutated('"id":"a"', '"id":"a","id":"b"'), ['not_json the key "id" stands twice in one object']],
  [
    'a duplicated key with a space before its colon',
    mutated('"id":"a"', '"id" :"a","id" :"b"'),
    ['not_json the key "id" stands twice in one object'],
  ],
  ['__proto__', mutated('"id":"a"', '"id":"a","__proto__":{"carrier":"mobile"}'), [/__proto__/]],
  [
    'an unknown key',
    mutated('"id":"a"', '"id":"a","revison":1'),
    ['schema revison: unknown field; did you mean revision?'],
  ],
  ['200,000 nested arrays', '['.repeat(200_000) + ']'.repeat(200_000), [/^(schema|not_json) /]],
  [
    '1 MB and one byte',
    `${GOOD}${' '.repeat(1_000_001 - GOOD.length)}`,
    ['too_large expected at most 1000000 bytes, got 1000001'],
  ],
  ['10 MB', `{"id":"${'x'.repeat(10_000_000)}"}`, [/^too_large /]],
  ['SQL in an id', mutated('"a"', `"'; DROP TABLE sites_5g; --"`), [/^schema id: /]],
  [
    'two faults at once',
    mutated('"stations":3', '"stations":-1').replace('"outdoor"', '"roof"'),
    [/rows\[0\]\.placement/, /rows\[0\]\.stations/],
  ],
];
