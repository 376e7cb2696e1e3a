import type { z } from 'zod';
import type { Name } from '../indicator.ts';

/** What the shapes of definitions ask for, with the same in Chinese. */
const EXPECTED = {
  'expected a decimal number': '应为十进制数',
  'expected a number above 0': '应为大于 0 的数',
  'expected a decimal number or a fraction such as 1/3': '应为十进制数，或 1/3 这样的分数',
  'expected a district code of six digits': '应为六位区划代码',
  'expected a day such as 2025-12-31': '应为日期，如 2025-12-31',
  'expected a moment such as 2025-01-31T18:00:00+08:00, or a day': '应为时刻，如 2025-01-31T18:00:00+08:00，或日期',
  'expected some text': '应为文字，不能为空',
  'expected a whole number': '应为整数',
  'expected a whole number from 1': '应为不小于 1 的整数',
  'expected some text, or { zh, en }': '应为文字，或 { zh, en }',
  'expected small letters, digits and . _ -': '只能用小写字母、数字和 . _ -',
  'expected small letters, digits and -': '只能用小写字母、数字和 -',
  'expected small letters, digits and _': '只能用小写字母、数字和 _',
  'expected a day, standing, or { every: month or quarter, from: DAY, until: DAY }':
    '应为日期、standing，或 { every: month 或 quarter, from: 日期, until: 日期 }',
  'expected at least one task': '至少要有一项任务',
  'expected at least one component': '至少要有一个分项',
  'expected the heading of the row': '应为行标题',
  'expected at least one column': '至少要有一列',
  'expected at least one row': '至少要有一行',
  'expected a whole hour': '应为整点',
  'expected an hour from 0 to 24': '应为 0 到 24 点',
  'expected a factor from 2': '应为不小于 2 的倍数',
  'expected at least one level': '至少要有一个层级',
  'expected at least one carrier': '至少要有一家运营商',
  'expected a day from 1': '天数应不小于 1',
  'expected a day up to 366': '天数应不大于 366',
  'expected a number': '应为数',
  'expected 2 or more': '应不小于 2',
  'expected 0 or more': '应不小于 0',
  'expected STREAM.FIELD, e.g. speed-samples.download_mbps': '应为“数据流.字段”，如 speed-samples.download_mbps',
  'expected a time zone such as Asia/Shanghai': '应为时区，如 Asia/Shanghai',
  'expected at least one district': '至少要有一个区',
  'expected a share of the way from 0 up to 1, such as 0.05': '应为 0 到 1 之间（不含 1）的比例，如 0.05',
  'expected at least one issuer': '至少要有一个发文单位',
  'expected a number from 1': '应为不小于 1 的数',
  'expected at least one worked example': '至少要有一个算例',
  'expected at least one word': '至少要有一个词',
  'expected at least one milestone': '至少要有一个阶段目标',
  'expected at least one change': '至少要有一次变更',
  'expected a number up to 10,000': '应不大于 10,000',
} as const;

/** The message of a shape, which is also told in Chinese. */
export function expected(text: keyof typeof EXPECTED): string {
  return text;
}

/** What would stand in the right place. */
export function expectationOf(issue: z.core.$ZodIssue): Name {
  if (issue.code === 'invalid_type') {
    const own = KINDS[issue.expected] ?? { zh: issue.expected, en: issue.expected };
    if (!(issue.message in EXPECTED)) return { zh: `应为${own.zh}`, en: `expected ${own.en}` };
  }
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String).join(', ');
    return issue.values.length === 1
      ? { zh: `应为 ${words}`, en: `expected ${words}` }
      : { zh: `可以是 ${words}`, en: `expected one of ${words}` };
  }
  const zh = (EXPECTED as Readonly<Record<string, string>>)[issue.message];
  return { zh: zh ?? `不合要求（${issue.message}）`, en: issue.message };
}

const KINDS: Readonly<Record<string, Name>> = {
  object: { zh: '“键: 值”的组合', en: 'a mapping' },
  record: { zh: '“键: 值”的组合', en: 'a mapping' },
  array: { zh: '列表', en: 'a list' },
  string: { zh: '文字', en: 'text' },
  number: { zh: '数', en: 'number' },
  int: { zh: '整数', en: 'int' },
  boolean: { zh: ' true 或 false', en: 'boolean' },
  tuple: { zh: '列表', en: 'tuple' },
};
