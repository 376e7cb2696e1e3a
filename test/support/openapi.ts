import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

/** As much of an OpenAPI document as tests look at. */
export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
}

type Got = Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>;

/** Tells of a response whether it is what the server's own document promises; throws with the difference. */
export function conformance(server: FastifyInstance): {
  readonly document: OpenApi;
  readonly check: (method: string, url: string, response: Got) => void;
} {
  const document = server.swagger() as unknown as OpenApi;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('binary', true).addSchema(document, 'openapi');
  const check = (method: string, url: string, { statusCode, headers, body }: Got): void => {
    const path = pathOf(document, url);
    const operation = document.paths[path]?.[method.toLowerCase()];
    const response = operation?.responses[String(statusCode)];
    if (response === undefined) throw new Error(`${method} ${url}: ${String(statusCode)} is not documented`);
    const [type = ''] = String(headers['content-type'] ?? '').split(';');
    if (response.content === undefined) return;
    if (!(type in response.content)) throw new Error(`${method} ${url}: ${type} is not documented`);
    if (!type.endsWith('json')) return;
    const parts = ['paths', path, method.toLowerCase(), 'responses', String(statusCode), 'content', type, 'schema'];
    const validate = ajv.getSchema(`openapi#/${parts.map(pointer).join('/')}`);
    if (validate === undefined) throw new Error(`${method} ${url}: ${type} has no schema`);
    if (validate(JSON.parse(body)) !== true)
      throw new Error(`${method} ${url}: ${ajv.errorsText(validate.errors)}\n${body.slice(0, 500)}`);
  };
  return { document, check };
}

function pathOf({ paths }: OpenApi, url: string): string {
  const asked = (url.split('?')[0] ?? '').replace(/(.)\/$/, '$1');
  if (asked in paths) return asked;
  return (
    Object.keys(paths).find((path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked)) ?? asked
  );
}

function pointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
