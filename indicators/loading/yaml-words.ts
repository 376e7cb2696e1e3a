import type { ErrorCode } from 'yaml';

/** What is wrong with the writing of a YAML file, in Chinese; the parser speaks English alone. */
export function yamlFault(code: ErrorCode): string {
  return WORDS[code] ?? 'YAML 写法有误';
}

const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: '缩进有误，或括号没有闭合',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个“键: 值”',
  DUPLICATE_KEY: '同一个键出现两次',
  MISSING_CHAR: '缺少引号、括号、逗号或冒号',
  MULTILINE_IMPLICIT_KEY: '键不能跨行，或缺少冒号',
  MULTIPLE_DOCS: '一个文件只能有一份 YAML，这里又开始了一份',
  TAB_AS_INDENT: '缩进要用空格，不能用制表符',
  UNEXPECTED_TOKEN: '这里不该出现这个符号',
};
