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

const cityForm = z.object({ of: measureForm });

/** Exactly one of `history`, `cross_check` and `city_beside_districts`. */
const ruleForm = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, expected('expected small letters, digits and -')),
  name,
  history: historyForm.optional(),
  cross_check: crossForm.optional(),
  city_beside_districts: cityForm.optional(),
  notes: someText.optional(),
});

/** One file of `quality/`. */
export function loadQualityRule(source: Source): Read<QualityRule> {
  const { value: form, problems } = readShape(source, ruleForm);
  if (form === undefined) return { value: undefined, problems };
  const { history, cross_check: cross, city_beside_districts: city, notes, ...named } = form;
  const common = { ...named, ...(notes === undefined ? {} : { notes }) };
  const [rule, ...others] = [
    ...(history === undefined ? [] : [toHistoryRule(source, common, history)]),
    ...(cross === undefined ? [] : [toCrossCheck(source, common, cross)]),
    ...(city === undefined ? [] : [toCityRule(source, common, city)]),
  ];
  if (rule !== undefined && others.length === 0)
    return { value: rule.value, problems: [...problems, ...rule.problems] };
  const message = {
    zh: 'history、cross_check、city_beside_districts 须恰有其一',
    en: 'expected exactly one of history, cross_check, city_beside_districts',
  };
  return { value: undefined, problems: [...problems, source.problem([], message)] };
}

type Common = Pick<QualityRule, 'id' | 'name' | 'notes'>;

function toHistoryRule(source: Source, common: Common, form: z.output<typeof historyForm>): Read<QualityRule> {
  const { value: of, problems } = toMeasure(source, ['history', 'of'], form.of);
  return { value: of && { kind: 'history', ...common, ...form, of }, problems };
}

function toCityRule(source: Source, common: Common, form: z.output<typeof cityForm>): Read<QualityRule> {
  const { value: of, problems } = toMeasure(source, ['city_beside_districts', 'of'], form.of);
  return { value: of && { kind: 'city_beside_districts', ...common, of }, problems };
}

function toCrossCheck(source: Source, common: Common, form: z.output<typeof crossForm>): Read<QualityRule> {
  const { levels, at_least: atLeast, at_most: atMost, of_median: ofMedian } = form;
  const part = toMeasure(source, ['cross_check', 'part'], form.part);
  const whole = toMeasure(source, ['cross_check', 'whole'], form.whole);
  const problems = [...part.problems, ...whole.problems];
  if (atLeast === undefined && atMost === undefined)
    problems.push(
      source.keyProblem(['cross_check'], {
        zh: '须有 at_least 或 at_most，或二者都有',
        en: 'expected at_least, at_most or both',
      }),
    );
  const bounds = { ...(atLeast === undefined ? {} : { atLeast }), ...(atMost === undefined ? {} : { atMost }) };
  const read = part.value && whole.value && { part: part.value, whole: whole.value };
  return { value: read && { kind: 'cross_check', ...common, ...read, levels, ofMedian, ...bounds }, problems };
}
