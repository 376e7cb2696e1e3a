import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { toFaults } from './faults.ts';
import { methodsOf } from './methods.ts';
import { Busy } from './ports.ts';
import { pathOf } from './path.ts';
import type { ProblemCode } from './problems.ts';
import { Problem, problemOf, PROBLEMS, toProblemDocument } from './problems.ts';
import { languageOf } from './speech.ts';
import type { Text } from './text.ts';

/**
 * Every failure leaves as problem+json in the caller's language; what only we can mend is logged, never shown. Call it
 * before any route is added.
 */
export function answerErrors(server: FastifyInstance, { maxUrlBytes }: { readonly maxUrlBytes: number }): void {
  const methods = methodsOf(server);
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error, request);
    if (problem.code === 'internal') request.log.error({ err: error }, 'a request failed');
    return sendProblem(request, reply, problem);
  });
  server.setNotFoundHandler((request, reply) => {
    const allowed = methods(pathOf(request));
    if (allowed.length > 0) reply.header('allow', allowed.join(', '));
    if (allowed.length > 0 && request.method === 'OPTIONS') return reply.code(204).send();
    return sendProblem(request, reply, notFound(request, allowed));
  });
  server.addHook('onRequest', (request, _reply, done) => {
    if (Buffer.byteLength(request.raw.url ?? '') <= maxUrlBytes) done();
    else done(new Problem('uri_too_long', { zh: '地址过长', en: 'the address is too long' }));
  });
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { retryAfterSeconds } = problem.options;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (problem.code === 'unauthorized') reply.header('www-authenticate', challenges(request));
  const language = languageOf(request);
  const document = toProblemDocument(problem, language, pathOf(request));
  return reply
    .code(PROBLEMS[problem.code].status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .send(Buffer.from(JSON.stringify(document)));
}

/** A browser that is to show a page may ask its user for the key; programs are not asked for a password. */
function challenges({ headers, method }: FastifyRequest): string | string[] {
  const isBrowser = method === 'GET' && headers.accept?.includes('text/html') === true;
  return isBrowser ? ['Bearer', 'Basic realm="gigacity", charset="UTF-8"'] : 'Bearer';
}

function toProblem(error: FastifyError, request: FastifyRequest): Problem {
  const raised: unknown = error;
  if (raised instanceof Problem) return raised;
  if (raised instanceof Busy)
    return new Problem(
      'busy',
      { zh: '正在计算的请求太多', en: raised.message },
      { retryAfterSeconds: raised.retryAfterSeconds },
    );
  if (error.validation !== undefined) return invalid(error, request);
  const known = BY_FASTIFY[error.code];
  if (known !== undefined) return new Problem(known.code, known.detail(request));
  const code = byStatus(error.statusCode);
  return code === 'internal'
    ? new Problem('internal', { zh: '服务出错，已记入日志', en: 'the server failed; it is in its log' })
    : new Problem(code, { zh: PROBLEMS[code].title.zh, en: error.message });
}

type Known = { readonly code: ProblemCode; readonly detail: (request: FastifyRequest) => Text };

const BY_FASTIFY: Readonly<Record<string, Known>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'too_large',
    detail: ({ routeOptions: { bodyLimit } }) => ({
      zh: `请求内容最多 ${String(bodyLimit)} 字节`,
      en: `the body may have ${String(bodyLimit)} bytes`,
    }),
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    detail: ({ headers }) => ({
      zh: `不支持内容类型“${headers['content-type'] ?? ''}”`,
      en: `the content type "${headers['content-type'] ?? ''}" is not supported`,
    }),
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    code: 'invalid_body',
    detail: () => ({ zh: '请求没有内容', en: 'the body is empty' }),
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    code: 'invalid_body',
    detail: () => ({ zh: '请求内容不是有效的 JSON', en: 'the body is not valid JSON' }),
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'bad_request',
    detail: () => ({ zh: '内容长度与 Content-Length 不符', en: 'the length of the body is not its Content-Length' }),
  },
};

function byStatus(status = 500): ProblemCode {
  if (status >= 500) return 'internal';
  const found = (Object.keys(PROBLEMS) as ProblemCode[]).find((code) => PROBLEMS[code].status === status);
  return found === undefined || status === 400 ? 'bad_request' : found;
}

const PARTS: Readonly<Record<string, string>> = { querystring: 'query' };

function invalid(error: FastifyError, request: FastifyRequest): Problem {
  const part = PARTS[error.validationContext ?? ''] ?? error.validationContext ?? 'body';
  const known = knownKeys(request, error.validationContext);
  const faults = (error.validation ?? []).flatMap(({ params }) => {
    const issue = params['issue'] as z.core.$ZodIssue | undefined;
    return issue === undefined ? [] : toFaults(issue, part, known);
  });
  const code = part === 'body' ? 'invalid_body' : 'invalid_parameter';
  return problemOf(code, faults) ?? new Problem(code, { zh: PROBLEMS[code].title.zh, en: error.message });
}

/** The names that a part of the request may have. */
function knownKeys(request: FastifyRequest, part: string | undefined): readonly string[] {
  const schema = request.routeOptions.schema?.[part as 'querystring' | 'params' | 'body' | 'headers'];
  const shape = (schema as { shape?: Readonly<Record<string, unknown>> } | undefined)?.shape;
  return Object.keys(shape ?? {});
}

function notFound(request: FastifyRequest, allowed: readonly string[]): Problem {
  const asked = `${request.method} ${pathOf(request)}`;
  const shown: Text = { zh: `没有 ${asked}`, en: `there is no ${asked}` };
  const hint = { zh: '全部地址见 /docs', en: 'all addresses are under /docs' };
  if (allowed.length === 0) return new Problem('not_found', shown, { hint });
  return new Problem('method_not_allowed', shown, {
    hint: { zh: `可以用 ${allowed.join('、')}`, en: `allowed: ${allowed.join(', ')}` },
  });
}
