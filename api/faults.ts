import type { z } from 'zod';
import { didYouMean, oneOf } from './hints.ts';
import type { Fault } from './problems.ts';
import type { Text } from './text.ts';

type Issue = z.core.$ZodIssue;

/** What zod says of one part of a request, in both languages; `part` is `query`, `params`, `body` or `headers`. */
export function toFaults(issue: Issue, part: string, known: readonly string[]): readonly Fault[] {
  const at = (path: readonly PropertyKey[]): string => ['#', part, ...path.map(escaped)].join('/');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: at([...issue.path, key]),
      detail: { zh: `没有参数“${key}”`, en: `there is no parameter "${key}"` },
      hint: didYouMean(key, known) ?? oneOf(known),
    }));
  const hint = hintOf(issue);
  return [{ pointer: at(issue.path), detail: describe(issue), ...(hint === undefined ? {} : { hint }) }];
}

/** The word of a list that a mistyped one most likely stands for. */
function hintOf(issue: Issue): Text | undefined {
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return undefined;
  return didYouMean(issue.input, issue.values.map(String));
}

function describe(issue: Issue): Text {
  const own = issue.code === 'custom' ? (issue.params?.['text'] as Text | undefined) : undefined;
  if (own !== undefined) return own;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? { zh: '缺少该项', en: 'it is missing' } : expected(issue);
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'too_small':
      if (issue.origin === 'string') return { zh: '不能为空', en: 'it is empty' };
      return { zh: `最小为 ${String(issue.minimum)}`, en: `the least is ${String(issue.minimum)}` };
    case 'too_big':
      if (issue.origin === 'string')
        return { zh: `最多 ${String(issue.maximum)} 个字符`, en: `at most ${String(issue.maximum)} characters` };
      if (issue.origin === 'array')
        return { zh: `最多 ${String(issue.maximum)} 个`, en: `at most ${String(issue.maximum)} of them` };
      return { zh: `最大为 ${String(issue.maximum)}`, en: `the most is ${String(issue.maximum)}` };
    case 'invalid_format':
      return { zh: '格式不对', en: 'it is not written as it should be' };
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return { zh: '不可用的值', en: issue.message === '' ? 'not a usable value' : issue.message };
    default:
      return issue satisfies never;
  }
}

function expected({ expected: wanted, input }: z.core.$ZodIssueInvalidType): Text {
  if (Array.isArray(input) && wanted === 'string') return { zh: '只能给一次', en: 'it may be given once' };
  const word = TYPES[wanted];
  return word === undefined
    ? { zh: `应为 ${wanted}`, en: `expected ${wanted}` }
    : { zh: `应为${word.zh}`, en: `expected ${word.en}` };
}

const TYPES: Readonly<Record<string, Text>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  object: { zh: '对象', en: 'an object' },
  array: { zh: '列表', en: 'a list' },
};

/** RFC 6901. */
function escaped(key: PropertyKey): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}
