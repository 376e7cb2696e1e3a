import { z } from 'zod';
import type { Threshold } from '../../store/measure.ts';
import type { Component, Formula } from '../indicator.ts';
import { UNITS } from '../indicator.ts';
import { samplesForm, toStatistic, wholeFrom1 } from './samples.ts';
import type { Read } from './shape.ts';
import { decimalText, name, positiveText } from './words.ts';
import type { Path, Source } from './source.ts';
import { expected } from './expected.ts';

const component = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, expected('expected small letters, digits and _')),
  name,
  unit: z.enum(UNITS),
  weight: positiveText,
  worst: decimalText,
  best: decimalText,
  mean: samplesForm.optional(),
  share: samplesForm
    .omit({ statistic: true, hours: true })
    .extend({ at_least: decimalText.optional(), at_most: decimalText.optional() })
    .optional(),
});

/**
 * Scores of 0–100, weighted: each component is a `mean` of samples or the `share` of those that are `at_least`,
 * or `at_most`, a number, and has 0 points at `worst` and 100 at `best`.
 */
export const indexForm = z.object({
  window_days: wholeFrom1,
  minimum: wholeFrom1,
  components: z.array(component).min(1, expected('expected at least one component')),
});

type IndexForm = z.output<typeof indexForm>;

export function toIndex(source: Source, path: Path, form: IndexForm): Read<Formula> {
  const read = form.components.map((one, i) => toComponent(source, [...path, 'components', i], { form, one }));
  const twice = form.components.flatMap(({ id }, i) =>
    form.components.findIndex((other) => other.id === id) < i
      ? [
          source.problem([...path, 'components', i, 'id'], {
            zh: `有两个分项都叫“${id}”`,
            en: `two components are called "${id}"`,
          }),
        ]
      : [],
  );
  const components = read.flatMap(({ value }) => value ?? []);
  return {
    value: components.length < read.length ? undefined : { kind: 'index', components, minimum: form.minimum },
    problems: [...read.flatMap(({ problems }) => problems), ...twice],
  };
}

function toComponent(
  source: Source,
  path: Path,
  { form: { window_days, minimum }, one }: { form: IndexForm; one: z.output<typeof component> },
): Read<Component> {
  const { mean, share, ...rest } = one;
  const alike =
    Number(rest.worst) === Number(rest.best)
      ? [
          source.problem([...path, 'best'], {
            zh: 'best：不能与 worst 相同',
            en: 'best: expected another number than "worst"',
          }),
        ]
      : [];
  const given = mean ?? share;
  if (given === undefined || (mean !== undefined && share !== undefined))
    return {
      value: undefined,
      problems: [
        ...alike,
        source.problem(path, { zh: 'mean 与 share 须恰有其一', en: 'expected exactly one of mean, share' }),
      ],
    };
  const at = [...path, mean === undefined ? 'share' : 'mean'];
  const windowed = { statistic: 'mean' as const, ...given, window_days, minimum };
  const read = toStatistic(source, at, windowed);
  const problems = [...alike, ...read.problems];
  if (read.value === undefined) return { value: undefined, problems };
  if (share === undefined) return { value: { ...rest, of: { kind: 'mean', ...read.value } }, problems };
  const threshold = thresholdOf(share);
  if (threshold === undefined)
    return {
      value: undefined,
      problems: [
        ...problems,
        source.problem(at, { zh: 'at_least 与 at_most 须恰有其一', en: 'expected exactly one of at_least, at_most' }),
      ],
    };
  return { value: { ...rest, of: { kind: 'share', of: { ...read.value.of, share: threshold } } }, problems };
}

function thresholdOf({ at_least, at_most }: NonNullable<z.output<typeof component>['share']>): Threshold | undefined {
  if ((at_least === undefined) === (at_most === undefined)) return undefined;
  return at_least === undefined ? { kind: 'at_most', bound: at_most ?? '' } : { kind: 'at_least', bound: at_least };
}
