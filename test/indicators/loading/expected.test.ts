import { expect, test } from 'vitest';
import { z } from 'zod';
import { expectationOf } from '../../../indicators/loading/expected.ts';
import { day, decimalText, districtCode, remark, someText, version } from '../../../indicators/loading/words.ts';

function expectation(shape: z.ZodType, value: unknown): unknown {
  const [issue] = shape.safeParse(value).error?.issues ?? [];
  return issue === undefined ? undefined : Object.values(expectationOf(issue));
}

test.each([
  [decimalText, 'many', '应为十进制数', 'expected a decimal number'],
  [districtCode, 31, '应为六位区划代码', 'expected a district code of six digits'],
  [day, '2025-02-30', '应为日期，如 2025-12-31', 'expected a day such as 2025-12-31'],
  [version, 0, '应为不小于 1 的整数', 'expected a whole number from 1'],
  [remark, 5, '应为文字，或 { zh, en }', 'expected some text, or { zh, en }'],
  [someText, 5, '应为文字', 'expected text'],
  [z.array(someText), 'one', '应为列表', 'expected a list'],
  [z.object({}), 'one', '应为“键: 值”的组合', 'expected a mapping'],
  [z.enum(['a', 'b']), 'c', '可以是 a, b', 'expected one of a, b'],
])('%# is said in both languages', (shape, value, zh, en) => {
  expect(expectation(shape, value)).toEqual([zh, en]);
});

test('a message that nobody has translated is not left out', () => {
  expect(expectation(z.string().max(1), 'abc')).toEqual([expect.stringContaining('不合要求（'), expect.any(String)]);
});
