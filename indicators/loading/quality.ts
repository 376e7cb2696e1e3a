import { z } from 'zod';
import { LEVELS } from '../indicator.ts';
import { measureForm, toMeasure } from './measure.ts';
import type { Read } from './shape.ts';
import { readShape } from './shape.ts';
import { decimalText, name, someText } from './words.ts';
import type { QualityRule } from '../trust/quality-rule.ts';
import type { Source } from './source.ts';
import { expected } from './expected.ts';

const historyForm = z.object({
  of: measureForm,
  cumulative: z.boolean().default(false),
  jumps: z.boolean().default(true),
  slips: z.array(z.int(expected('expected a whole number')).min(2, expected('expected a factor from 2'))).default([]),
});

const crossForm = z.object({
  part: measureForm,
  whole: measureForm,
  levels: z.array(z.enum(LEVELS)).min(1, expected('expected at least one level')),
  at_least: decimalText.optional(),
  at_most: decimalText.optional(),
  of_median: z.boolean().default(false),
});

/** Exactly one of `history`, `cross_check` and `city_beside_districts`. */
const ruleForm = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, expected('expected small letters, digits and -')),
  name,
  history: historyForm.optional(),
  cross_check: crossForm.optional(),
  city_beside_districts: z.object({ of: measureForm }).optional(),
  notes: someText.optional(),
});

/** One file of `quality/`. */
export function loadQualityRule(source: Source): Read<QualityRule> {
  const { value: form, problems } = readShape(source, ruleForm);
  if (form === undefined) return { value: undefined, problems };
  const { history, cross_check: cross, city_beside_districts: city, notes, ...named } = form;
  const common = { ...named, ...(notes === undefined ? {} : { notes }) };
  const isOne = [history, cross, city].filter((one) => one !== undefined).length === 1;
  if (isOne && history !== undefined) {
    const { cumulative, jumps, slips } = history;
    const of = toMeasure(source, ['history', 'of'], history.of);
    return {
      value: of.value && { kind: 'history', ...common, of: of.value, cumulative, jumps, slips },
      problems: [...problems, ...of.problems],
    };
  }
  if (isOne && city !== undefined) {
    const of = toMeasure(source, ['city_beside_districts', 'of'], city.of);
    return {
      value: of.value && { kind: 'city_beside_districts', ...common, of: of.value },
      problems: [...problems, ...of.problems],
    };
  }
  if (!isOne || cross === undefined) {
    const message = {
      zh: 'history、cross_check、city_beside_districts 须恰有其一',
      en: 'expected exactly one of history, cross_check, city_beside_districts',
    };
    return { value: undefined, problems: [...problems, source.problem([], message)] };
  }
  const { levels, at_least: atLeast, at_most: atMost, of_median: ofMedian } = cross;
  const part = toMeasure(source, ['cross_check', 'part'], cross.part);
  const whole = toMeasure(source, ['cross_check', 'whole'], cross.whole);
  const unbound = atLeast === undefined && atMost === undefined;
  const bounds = { ...(atLeast === undefined ? {} : { atLeast }), ...(atMost === undefined ? {} : { atMost }) };
  return {
    value: part.value &&
      whole.value && {
        kind: 'cross_check',
        ...common,
        part: part.value,
        whole: whole.value,
        levels,
        ofMedian,
        ...bounds,
      },
    problems: [
      ...problems,
      ...part.problems,
      ...whole.problems,
      ...(unbound
        ? [
            source.keyProblem(['cross_check'], {
              zh: '须有 at_least 或 at_most，或二者都有',
              en: 'expected at_least, at_most or both',
            }),
          ]
        : []),
    ],
  };
}
