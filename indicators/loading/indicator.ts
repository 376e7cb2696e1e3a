import { z } from 'zod';
import type { Example, Indicator } from '../indicator.ts';
import { LEVELS, UNITS } from '../indicator.ts';
import { changesForm, changesProblems } from './changes.ts';
import { formulaForm, toFormula } from './formula.ts';
import type { Read } from './shape.ts';
import { readShape } from './shape.ts';
import { day, districtCode, fractionText, name, remark, someText, version } from './words.ts';
import type { Source } from './source.ts';
import { expected } from './expected.ts';

/** `repeat: N` stands for N messages that differ in their running id alone; the other fields are the stream's. */
const message = z
  .object({
    repeat: z
      .int(expected('expected a whole number'))
      .min(1, expected('expected a number from 1'))
      .max(10_000, expected('expected a number up to 10,000'))
      .default(1),
    district: districtCode.optional(),
  })
  .catchall(z.unknown());

const exampleForm = z.object({
  name: someText,
  as_of: day,
  scope: z.object({ district: districtCode.optional(), carrier: someText.optional() }).default({}),
  given: z.record(z.string(), z.array(message)),
  expect: z.object({
    value: fractionText.nullable(),
    numerator: fractionText.optional(),
    denominator: fractionText.optional(),
    reason: someText.optional(),
    flags: z.array(someText).optional(),
  }),
});

const indicatorForm = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, expected('expected small letters, digits and _')),
  version,
  name,
  unit: z.enum(UNITS),
  levels: z.array(z.enum(LEVELS)).min(1, expected('expected at least one level')),
  authority: someText,
  document: z.object({ plan: someText, clause: someText, text: someText }),
  formula: formulaForm,
  notes: remark.optional(),
  changes: changesForm,
  examples: z.array(exampleForm).min(1, expected('expected at least one worked example')),
});

/** One file of `catalogue/`. */
export function loadIndicator(source: Source): Read<Indicator> {
  const shaped = readShape(source, indicatorForm);
  if (shaped.value === undefined) return { value: undefined, problems: shaped.problems };
  const { notes, changes, formula: form, examples, ...rest } = shaped.value;
  const formula = toFormula(source, form);
  return {
    value: formula.value && {
      ...rest,
      formula: formula.value,
      ...(notes === undefined ? {} : { notes }),
      ...(changes === undefined ? {} : { changes }),
      examples: examples.map(toExample),
    },
    problems: [...shaped.problems, ...formula.problems, ...changesProblems(source, shaped.value)],
  };
}

function toExample({ name, as_of, scope, given, expect }: z.output<typeof exampleForm>): Example {
  return {
    name,
    asOf: as_of,
    scope: defined(scope),
    given: Object.entries(given).map(([stream, messages]) => ({ stream, messages: messages.flatMap(repeated) })),
    expect: { ...defined(expect), value: expect.value },
  };
}

function repeated({ repeat, ...fields }: z.output<typeof message>): readonly Readonly<Record<string, unknown>>[] {
  const sent = defined(fields);
  return Array.from({ length: repeat }, () => sent);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Optional keys that are undefined are left out: the types tell the two apart. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
