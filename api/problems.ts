import type { Language, Text } from './text.ts';

/** Every way a request can fail, by its code: a promise to scripts. */
export const PROBLEMS = {
  bad_request: { status: 400, title: { zh: '请求无法理解', en: 'the request cannot be understood' } },
  invalid_parameter: { status: 400, title: { zh: '请求参数有误', en: 'a parameter is wrong' } },
  invalid_body: { status: 400, title: { zh: '请求内容有误', en: 'the body is wrong' } },
  unauthorized: { status: 401, title: { zh: '需要有效的密钥', en: 'a valid key is needed' } },
  forbidden: { status: 403, title: { zh: '不允许这样做', en: 'this is not allowed' } },
  not_found: { status: 404, title: { zh: '没有这个资源', en: 'there is no such resource' } },
  method_not_allowed: { status: 405, title: { zh: '不支持该方法', en: 'the method is not allowed here' } },
  not_acceptable: { status: 406, title: { zh: '没有所要的格式', en: 'there is no such format' } },
  timeout: { status: 408, title: { zh: '请求来得太慢', en: 'the request came too slowly' } },
  conflict: { status: 409, title: { zh: '与现状冲突', en: 'this conflicts with what is there' } },
  gone: { status: 410, title: { zh: '该资源已不再保留', en: 'this is no longer kept' } },
  too_large: { status: 413, title: { zh: '请求过大', en: 'the request is too large' } },
  uri_too_long: { status: 414, title: { zh: '地址过长', en: 'the address is too long' } },
  unsupported_media_type: { status: 415, title: { zh: '不支持这种内容类型', en: 'the content type is not supported' } },
  unprocessable: { status: 422, title: { zh: '内容无法处理', en: 'the content cannot be processed' } },
  too_many_requests: { status: 429, title: { zh: '请求过多', en: 'too many requests' } },
  headers_too_large: { status: 431, title: { zh: '请求头过大', en: 'the headers are too large' } },
  internal: { status: 500, title: { zh: '服务出错', en: 'the server failed' } },
  bad_gateway: { status: 502, title: { zh: '上游未接受', en: 'the receiver did not take it' } },
  busy: { status: 503, title: { zh: '正忙，请稍后再试', en: 'busy: try again later' } },
  not_ready: { status: 503, title: { zh: '尚未就绪', en: 'not ready yet' } },
} as const satisfies Readonly<Record<string, { status: number; title: Text }>>;

export type ProblemCode = keyof typeof PROBLEMS;

interface ProblemOptions {
  /** Where: a JSON pointer into the request, such as `#/query/as_of`. */
  readonly pointer?: string;
  /** What to do about it. */
  readonly hint?: Text;
  /** Every fault where there are several. */
  readonly errors?: readonly Fault[];
  readonly retryAfterSeconds?: number;
}

/** One of several faults of a request. */
export interface Fault {
  readonly pointer: string;
  readonly detail: Text;
  readonly hint?: Text;
}

/** A request that fails for a reason its sender can be told. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly detail: Text;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, detail: Text, options: ProblemOptions = {}) {
    super(detail.en);
    this.code = code;
    this.detail = detail;
    this.options = options;
  }
}

/** A request with some faults: the first is told, and where there are several, all of them. Undefined: there are none. */
export function problemOf(code: ProblemCode, faults: readonly Fault[]): Problem | undefined {
  const [first] = faults;
  if (first === undefined) return undefined;
  const { detail, pointer, hint } = first;
  return new Problem(code, detail, {
    pointer,
    ...(hint === undefined ? {} : { hint }),
    ...(faults.length > 1 ? { errors: faults } : {}),
  });
}

/** RFC 9457, in one language. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly pointer?: string;
  readonly hint?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string; readonly hint?: string }[];
}

export function toProblemDocument(
  { code, detail, options: { pointer, hint, errors } }: Problem,
  language: Language,
  instance: string,
): ProblemDocument {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:gigacity:problem:${code}`,
    title: title[language],
    status,
    code,
    detail: detail[language],
    instance,
    ...(pointer === undefined ? {} : { pointer }),
    ...(hint === undefined ? {} : { hint: hint[language] }),
    ...(errors === undefined
      ? {}
      : {
          errors: errors.map((fault) => ({
            pointer: fault.pointer,
            detail: fault.detail[language],
            ...(fault.hint === undefined ? {} : { hint: fault.hint[language] }),
          })),
        }),
  };
}
