import type { FastifyDynamicSwaggerOptions, SwaggerTransformObject } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import type { Access } from './access.ts';
import type { ProblemCode } from './problems.ts';
import { PROBLEMS } from './problems.ts';

/** The OpenAPI document: what routes declare, and what all of them share. */

/** Problems that every route may answer with. */
const EVERYWHERE: readonly ProblemCode[] = [
  'bad_request',
  'timeout',
  'uri_too_long',
  'too_many_requests',
  'headers_too_large',
  'internal',
  'busy',
];
/** Problems of routes that take a body. */
const POSTED: readonly ProblemCode[] = [
  'invalid_parameter',
  'invalid_body',
  'too_large',
  'unsupported_media_type',
  'not_found',
];
/** Problems of routes that need a key, of which one is that nobody's can be looked up. */
const KEYED: readonly ProblemCode[] = ['unauthorized', 'forbidden', 'not_ready'];

interface Declared {
  readonly access: Access;
  readonly problems: readonly ProblemCode[];
}

/** Documents the server; call it before any route is added. */
export function describing(server: FastifyInstance, version: string): FastifyDynamicSwaggerOptions {
  const declared = new Map<string, Declared>();
  server.addHook('onRoute', ({ method, url, config }) => {
    const { access = 'open', problems = [] } = config ?? {};
    const path = url.replaceAll(/:(\w+)/g, '{$1}');
    for (const one of [method].flat()) declared.set(`${one.toLowerCase()} ${path}`, { access, problems });
  });
  return { openapi: openapi(version), transformObject: (document) => completed(document, declared) };
}

type Document = Exclude<ReturnType<SwaggerTransformObject>, { swagger?: string }>;

function completed(document: Parameters<SwaggerTransformObject>[0], declared: ReadonlyMap<string, Declared>): Document {
  if (!('openapiObject' in document)) throw new TypeError('the document is OpenAPI 3');
  const { openapiObject } = document;
  for (const [path, operations] of Object.entries(openapiObject.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations ?? {})) {
      const own = declared.get(`${method} ${path}`);
      if (own === undefined) continue;
      const { access, problems } = own;
      const target = operation as { responses?: Record<string, unknown>; security?: unknown };
      const codes = [
        ...EVERYWHERE,
        ...(access === 'open' ? [] : KEYED),
        ...(method === 'post' ? POSTED : []),
        ...problems,
      ];
      target.responses = { ...target.responses, ...problemResponses(codes) };
      const cached = (target.responses['200'] as { content?: object } | undefined)?.content !== undefined;
      if (method === 'get' && cached) target.responses['304'] = { description: '未变化。Not modified since the ETag' };
      target.security = access === 'open' ? [] : [{ key: [] }];
    }
  }
  return openapiObject;
}

/** Several codes can share a status; each status is described once. */
function problemResponses(codes: readonly ProblemCode[]): Readonly<Record<string, unknown>> {
  const statuses = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code];
    statuses.set(status, [...(statuses.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...statuses].map(([status, own]) => [
      String(status),
      {
        description: own
          .map((code) => `\`${code}\` ${PROBLEMS[code].title.zh} · ${PROBLEMS[code].title.en}`)
          .join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

const PROBLEM = {
  type: 'object',
  description: '出错说明（RFC 9457）。What went wrong, in the language of Accept-Language',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(PROBLEMS), description: '稳定的代码。Stable: a promise to scripts' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    pointer: { type: 'string', description: '请求中的位置。JSON pointer into the request, such as #/query/as_of' },
    hint: { type: 'string', description: '如何改正。What to do about it' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' }, hint: { type: 'string' } },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

const TAGS = [
  { name: 'figures', description: '数值、结论、报送情况。Values, verdicts, who has reported' },
  { name: 'definitions', description: '指标与规划文件。Indicators and plans' },
  { name: 'dimensions', description: '代码与名称。Codes and names' },
  { name: 'snapshots', description: '冻结并签名的数值与结论。Figures frozen and signed' },
  { name: 'ingest', description: '接收与拒收。What came in, and what was refused' },
  { name: 'challenges', description: '异议、答复与更正。Disputed values, answers and corrections' },
  { name: 'alerts', description: '告警转发。Alerts handed on' },
  { name: 'page', description: '网页。The page' },
  { name: 'health', description: '存活与就绪。Life and readiness' },
];

function openapi(version: string): NonNullable<FastifyDynamicSwaggerOptions['openapi']> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'gigacity',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: [
        '千兆城市指标与目标核验。Indicators of gigabit networks, held against official targets.',
        '',
        '比率为 0–1；缺数为 null 并给出原因。Ratios are 0–1; a missing number is null with a reason.',
        '日期为业务时区的日；时刻为 RFC 3339。Days are days of the place; moments are RFC 3339.',
      ].join('\n'),
    },
    servers: [{ url: '/', description: '本服务。This server' }],
    tags: TAGS,
    components: {
      schemas: { Problem: PROBLEM as never },
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'gck_ID_SECRET',
          description: '本机且无密钥文件时不需要。Not needed on loopback without a file of keys',
        },
      },
    },
  };
}
