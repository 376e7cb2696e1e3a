import { z } from 'zod';
import type { Formula } from '../indicator.ts';
import { indexForm, toIndex } from './index-formula.ts';
import { measureForm, toMeasure } from './measure.ts';
import { toStatistic, windowedForm } from './samples.ts';
import type { Read } from './shape.ts';
import { day, moment, remark } from './words.ts';
import type { Source } from './source.ts';

const quotient = z.object({ numerator: measureForm, denominator: measureForm });

/** Exactly one of these, named by what it computes. */
export const formulaForm = z.object({
  ratio: quotient.optional(),
  per_10k: quotient.optional(),
  plain: measureForm.optional(),
  difference: z.object({ of: measureForm, base: day, base_known_at: moment.optional() }).optional(),
  growth: z
    .object({ of: measureForm, per: measureForm.optional(), base: day, base_known_at: moment.optional() })
    .optional(),
  mean: windowedForm.optional(),
  index: indexForm.optional(),
  external: remark.optional(),
});

type FormulaForm = z.output<typeof formulaForm>;

export function toFormula(source: Source, form: FormulaForm): Read<Formula> {
  const given = Object.entries(form).filter(([, part]) => part !== undefined);
  if (given.length !== 1) {
    const message = {
      zh: `formula：须恰有其一：${Object.keys(formulaForm.shape).join(', ')}`,
      en: `formula: expected exactly one of ${Object.keys(formulaForm.shape).join(', ')}`,
    };
    return { value: undefined, problems: [source.keyProblem(['formula'], message)] };
  }
  const { ratio, per_10k, plain, difference, growth, mean, index, external } = form;
  if (ratio !== undefined) return toQuotient(source, 'ratio', ratio);
  if (per_10k !== undefined) return toQuotient(source, 'per_10k', per_10k);
  if (plain !== undefined) {
    const of = toMeasure(source, ['formula', 'plain'], plain);
    return { value: of.value && { kind: 'plain', of: of.value }, problems: of.problems };
  }
  if (difference !== undefined) {
    const of = toMeasure(source, ['formula', 'difference', 'of'], difference.of);
    return { value: of.value && { kind: 'difference', of: of.value, ...toBase(difference) }, problems: of.problems };
  }
  if (growth !== undefined) return toGrowth(source, growth);
  if (mean !== undefined) {
    const statistic = toStatistic(source, ['formula', 'mean'], mean);
    return { value: statistic.value && { kind: 'samples', ...statistic.value }, problems: statistic.problems };
  }
  if (index !== undefined) return toIndex(source, ['formula', 'index'], index);
  return { value: { kind: 'external', reason: external ?? '' }, problems: [] };
}

function toQuotient(source: Source, kind: 'ratio' | 'per_10k', form: z.output<typeof quotient>): Read<Formula> {
  const numerator = toMeasure(source, ['formula', kind, 'numerator'], form.numerator);
  const denominator = toMeasure(source, ['formula', kind, 'denominator'], form.denominator);
  return {
    value: numerator.value && denominator.value && { kind, numerator: numerator.value, denominator: denominator.value },
    problems: [...numerator.problems, ...denominator.problems],
  };
}

function toBase({ base, base_known_at }: { base: string; base_known_at?: string | undefined }): {
  readonly base: string;
  readonly baseKnownAt?: string;
} {
  return { base, ...(base_known_at === undefined ? {} : { baseKnownAt: base_known_at }) };
}

function toGrowth(source: Source, form: NonNullable<FormulaForm['growth']>): Read<Formula> {
  const of = toMeasure(source, ['formula', 'growth', 'of'], form.of);
  if (form.per === undefined) {
    return { value: of.value && { kind: 'growth', of: of.value, ...toBase(form) }, problems: of.problems };
  }
  const per = toMeasure(source, ['formula', 'growth', 'per'], form.per);
  return {
    value: of.value && per.value && { kind: 'growth', of: of.value, per: per.value, ...toBase(form) },
    problems: [...of.problems, ...per.problems],
  };
}
