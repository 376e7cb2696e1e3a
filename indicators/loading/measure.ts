import { z } from 'zod';
import type { Condition, Filter, Measure } from '../../store/measure.ts';
import type { Read } from './shape.ts';
import { expected } from './expected.ts';
import { day, decimalText, someText } from './words.ts';
import type { Path, Problem, Source } from './source.ts';

const condition = z.preprocess(
  (value) =>
    Array.isArray(value) || typeof value === 'string' || typeof value === 'number' ? { one_of: [value].flat() } : value,
  z.object({
    one_of: z
      .array(z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string()))
      .min(1, expected('expected at least one word'))
      .optional(),
    at_least: decimalText.optional(),
    of: someText.optional(),
    from: day.optional(),
  }),
);

export const where = z.record(z.string(), condition).default({});

const AGGREGATES = ['count', 'sum', 'largest'] as const;

/**
 * One number of the store, as a definition writes it:
 * `{ count: STREAM }`, `{ sum: STREAM.FIELD, times: FIELD }` or `{ largest: STREAM.FIELD }`, with `where` and `across`.
 */
export const measureForm = z.object({
  count: someText.optional(),
  sum: someText.optional(),
  largest: someText.optional(),
  times: someText.optional(),
  where,
  across: z.enum(['sum', 'largest_carrier', 'city_else_districts']).optional(),
});

type ConditionForm = z.output<typeof condition>;

export function toMeasure(source: Source, path: Path, form: z.output<typeof measureForm>): Read<Measure> {
  const filter = toFilter(source, [...path, 'where'], form.where);
  const given = AGGREGATES.filter((kind) => form[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    const [gotZh, got] = given.length > 1 ? [`，这里有 ${given.join('、')}`, `, got ${given.join(' and ')}`] : ['', ''];
    const message = {
      zh: `须恰有其一：${AGGREGATES.join(', ')}${gotZh}`,
      en: `expected exactly one of ${AGGREGATES.join(', ')}${got}`,
    };
    return { value: undefined, problems: [...filter.problems, source.problem(path, message)] };
  }
  const problems = [...filter.problems];
  if (form.times !== undefined && kind !== 'sum') {
    problems.push(
      source.keyProblem([...path, 'times'], {
        zh: `times 只能与 sum 同用，不能与 ${kind} 同用`,
        en: `"times" belongs to a sum, not to a ${kind}`,
      }),
    );
  }
  const common = { where: filter.value, ...(form.across === undefined ? {} : { across: form.across }) };
  if (kind === 'count') return { value: { kind, stream: form.count ?? '', ...common }, problems };
  const place = toPlace(source, [...path, kind], form[kind] ?? '');
  if (place.value === undefined) return { value: undefined, problems: [...problems, ...place.problems] };
  const value = { stream: place.value.stream, field: place.value.field, ...common };
  if (kind === 'largest') return { value: { kind, ...value }, problems };
  return { value: { kind, ...value, ...(form.times === undefined ? {} : { times: form.times }) }, problems };
}

export function toPlace(
  source: Source,
  path: Path,
  text: string,
): Read<{ readonly stream: string; readonly field: string }> {
  const [stream, field, ...rest] = text.split('.');
  if (stream === undefined || stream === '' || field === undefined || field === '' || rest.length > 0) {
    const message = {
      zh: `应为“数据流.字段”，如 subscribers.subscribers，这里是 ${JSON.stringify(text)}`,
      en: `expected STREAM.FIELD, e.g. subscribers.subscribers, got ${JSON.stringify(text)}`,
    };
    return { value: undefined, problems: [source.problem(path, message)] };
  }
  return { value: { stream, field }, problems: [] };
}

export function toFilter(
  source: Source,
  path: Path,
  form: Readonly<Record<string, ConditionForm>>,
): { value: Filter; problems: readonly Problem[] } {
  const conditions = Object.entries(form).map(([field, given]) => ({ field, condition: toCondition(given) }));
  return {
    value: Object.fromEntries(
      conditions.flatMap(({ field, condition }) => (condition === undefined ? [] : [[field, condition]])),
    ),
    problems: conditions
      .filter(({ condition }) => condition === undefined)
      .map(({ field }) =>
        source.problem([...path, field], {
          zh: `${field}：应为一个词、词的列表、{ at_least: 数, of: 字段 } 或 { from: 日期 }`,
          en: `${field}: expected a word, a list of words, { at_least: N, of: FIELD } or { from: DAY }`,
        }),
      ),
  };
}

function toCondition({ one_of, at_least, of, from }: ConditionForm): Condition | undefined {
  const given = [one_of, at_least, from].filter((part) => part !== undefined).length;
  if (given !== 1 || (of !== undefined && at_least === undefined)) return undefined;
  if (one_of !== undefined) return { kind: 'one_of', words: one_of };
  if (from !== undefined) return { kind: 'from', day: from };
  return at_least === undefined
    ? undefined
    : { kind: 'at_least', bound: at_least, ...(of === undefined ? {} : { of }) };
}
