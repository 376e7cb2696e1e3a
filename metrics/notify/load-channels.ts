import { z } from 'zod';
import { didYouMean } from '../../indicators/loading/suggest.ts';
import type { Problem } from '../../indicators/loading/source.ts';
import { readSource } from '../../indicators/loading/source.ts';
import type { Name as Text } from '../../indicators/indicator.ts';
import { CHANNEL_KINDS } from './channel.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);

const channel = z
  .strictObject({
    kind: z.enum(CHANNEL_KINDS),
    url: z.url({ protocol: /^https?$/ }).optional(),
    url_file: z.string().min(1).optional(),
    secret_file: z.string().min(1).optional(),
    language: z.enum(['zh', 'en']).default('zh'),
  })
  .superRefine(({ kind, url, url_file: file }, context) => {
    const fault = (path: string[], text: Text): void => {
      context.addIssue({ code: 'custom', path, params: { text } });
    };
    if (url !== undefined && file !== undefined) fault(['url_file'], BOTH);
    else if (url === undefined && file === undefined) fault([], NEITHER);
    else if (url !== undefined && kind !== 'webhook') fault(['url'], OPEN_SECRET);
  });

const BOTH: Text = { zh: '已有 url，两者只留一个', en: 'there is a url already: one of the two' };
const NEITHER: Text = {
  zh: '缺少 url_file：写着地址的文件',
  en: 'url_file is missing: the file that holds the address',
};
const OPEN_SECRET: Text = {
  zh: '机器人的地址里有密钥：把它写进一个文件，用 url_file 指明',
  en: 'the address of a robot contains its key: put it into a file and name that as url_file',
};

const document = z.strictObject({ channels: z.record(name, channel) });

/** A channel as its file declares it, its secrets still in files of their own. */
export type ChannelDeclaration = z.output<typeof channel> & { readonly name: string };

const FIELDS = ['kind', 'url', 'url_file', 'secret_file', 'language', 'channels'];

/** Reads the file of channels; every problem with its line. */
export function loadChannels(
  file: string,
  text: string,
): { readonly channels: readonly ChannelDeclaration[]; readonly problems: readonly Problem[] } {
  const source = readSource(file, text);
  if (source.problems.length > 0) return { channels: [], problems: source.problems };
  const read = document.safeParse(source.value);
  if (read.success)
    return {
      channels: Object.entries(read.data.channels).map(([own, declared]) => ({ name: own, ...declared })),
      problems: [],
    };
  return {
    channels: [],
    problems: read.error.issues.flatMap((issue) => {
      const path = issue.path.filter((step) => typeof step !== 'symbol');
      if (issue.code !== 'unrecognized_keys') {
        return [source.problem(path, describe(issue))];
      }
      return issue.keys.map((key) => {
        const message = { zh: `没有字段 ${key}`, en: `there is no field ${key}` };
        return source.keyProblem([...path, key], message, didYouMean(key, FIELDS));
      });
    }),
  };
}

function describe(issue: z.core.$ZodIssue): Text {
  switch (issue.code) {
    case 'custom':
      return (issue.params?.['text'] as Text | undefined) ?? UNUSABLE;
    case 'invalid_value': {
      const words = issue.values.map(String).join(', ');
      return { zh: `可以是：${words}`, en: `it can be: ${words}` };
    }
    case 'invalid_key':
      return { zh: '通道名只能用小写字母、数字、- 和 _', en: 'expected lower-case letters, digits, - and _' };
    case 'invalid_format':
      return { zh: '应为 http:// 或 https:// 开头的地址', en: 'expected an address with http:// or https://' };
    case 'invalid_type':
      return issue.input === undefined
        ? { zh: `缺少 ${String(issue.path.at(-1) ?? '')}`, en: `${String(issue.path.at(-1) ?? '')} is missing` }
        : (EXPECTED[issue.expected] ?? UNUSABLE);
    case 'too_small':
      return { zh: '不能为空', en: 'it is empty' };
    case 'too_big':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_element':
      return UNUSABLE;
    default:
      return issue satisfies never;
  }
}

const UNUSABLE: Text = { zh: '不可用的值', en: 'not a usable value' };
const EXPECTED: Readonly<Record<string, Text>> = {
  string: { zh: '应为文字', en: 'expected text' },
  object: { zh: '应为“名称: 值”的列表', en: 'expected a mapping of names to values' },
  record: { zh: '应为“名称: 值”的列表', en: 'expected a mapping of names to values' },
};
