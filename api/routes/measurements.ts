import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Routes } from '../deps.ts';
import { Problem } from '../problems.ts';
import type { Upload, Uploads } from '../uploads.ts';

const params = z.strictObject({ stream: z.string().regex(/^[a-z0-9-]{1,64}$/) });
const querystring = z.strictObject({
  carrier: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .optional()
    .describe('只收该运营商的行；上传密钥自带运营商 whose lines alone are taken; an upload key says so by itself'),
});
const receipt = z.object({
  stream: z.string(),
  carrier: z.string().nullable(),
  source: z.string().describe('upload:SHA256 of the plain content; the lineage names it'),
  sha256: z.string(),
  bytes: z.int(),
  admitted: z.int(),
  rejected: z.int(),
  duplicate: z.int().nullable().describe('admitted lines that brought nothing new; null where Kafka takes them'),
  reasons: z.record(z.string(), z.int()).describe('rejected lines by reason code'),
  refusals: z
    .array(z.object({ line: z.int(), code: z.string(), reason: z.string() }))
    .readonly()
    .describe('the first few; all are among the dead letters'),
});

const UPLOAD_BYTES = 256_000_000;
const UPLOAD_MS = 600_000;

/** Feeds of carriers without Kafka: the same pipeline, the same dead letters, and sending again changes nothing. */
export const measurementRoutes: Routes =
  ({ uploads }) =>
  (server) => {
    // Handed on as it comes: a feed is never held whole in memory.
    const asItComes = (_request: FastifyRequest, body: Readable, done: (error: null, body: Readable) => void): void => {
      done(null, body);
    };
    server.removeAllContentTypeParsers();
    server.addContentTypeParser(['application/x-ndjson', 'text/csv'], asItComes);
    server.post(
      '/v1/measurements/:stream',
      {
        config: {
          access: 'upload',
          bodyMs: UPLOAD_MS,
          problems: ['unprocessable', 'bad_gateway'],
        },
        bodyLimit: UPLOAD_BYTES,
        schema: {
          tags: ['ingest'],
          summary: '上传测量数据 · upload measurements: NDJSON or CSV, gzip or not',
          operationId: 'measurements',
          consumes: ['application/x-ndjson', 'text/csv'],
          params,
          querystring,
          response: { 200: receipt },
        },
      },
      async (request, reply) => {
        const { stream } = request.params;
        const carrier = carrierOf(request, request.query.carrier);
        requireKnown(uploads, { stream, carrier });
        const upload: Upload = { stream, carrier, ...shapeOf(request), body: request.body as Readable };
        return reply.header('cache-control', 'no-store').send(await uploads.receive(upload));
      },
    );
    return Promise.resolve();
  };

/** An upload key brings its own carrier's lines alone, whatever else is asked for. */
function carrierOf({ apiKey }: FastifyRequest, asked: string | undefined): string | undefined {
  const own = apiKey?.carrier;
  if (own === undefined || asked === undefined || asked === own) return own ?? asked;
  throw new Problem(
    'forbidden',
    { zh: `该密钥属于 ${own}，不能上传 ${asked} 的数据`, en: `the key is of ${own}; it brings nothing of ${asked}` },
    { pointer: '#/query/carrier' },
  );
}

function requireKnown(
  uploads: Uploads,
  names: { readonly stream: string; readonly carrier: string | undefined },
): void {
  const fault = uploads.fault(names);
  if (fault === undefined) return;
  const { part, text, hint } = fault;
  if (part === 'stream') throw new Problem('not_found', text, { pointer: '#/params/stream', hint });
  throw new Problem('invalid_parameter', text, { pointer: '#/query/carrier', hint });
}

function shapeOf({ headers, body }: FastifyRequest): Pick<Upload, 'format' | 'gzip'> {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  // A body without a type, or none at all, reaches no parser.
  if (body === undefined || body === null)
    throw new Problem('unsupported_media_type', { zh: '没有内容', en: 'there is no content' }, { hint: TYPES });
  const format = type.trim().toLowerCase() === 'text/csv' ? 'csv' : 'ndjson';
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'gzip' || encoding === 'identity') return { format, gzip: encoding === 'gzip' };
  throw new Problem(
    'unsupported_media_type',
    { zh: `不支持压缩方式 ${encoding}`, en: `the encoding ${encoding} is not supported` },
    { pointer: '#/headers/content-encoding', hint: { zh: '用 gzip，或不压缩', en: 'use gzip, or none' } },
  );
}

const TYPES = {
  zh: 'Content-Type 写 application/x-ndjson 或 text/csv',
  en: 'send Content-Type application/x-ndjson or text/csv',
};
