import accepts from '@fastify/accepts';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod';
import type { ServerDeps } from './deps.ts';
import { describing } from './description.ts';
import { answerErrors } from './errors.ts';
import { ROUTES } from './routes.ts';
import { timeRequests } from './timing.ts';
import { validatorCompiler } from './validate.ts';

export interface ServerOptions {
  readonly version: string;
  readonly logger?: FastifyBaseLogger;
}

const BODY_BYTES = 1_000_000;
const HEADER_BYTES = 16_384;
const URL_BYTES = 8_192;
const REQUEST_MS = 30_000;
const IDLE_MS = 60_000;

/** The server with all its routes, not yet listening. */
export async function buildServer(deps: ServerDeps, { version, logger }: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    bodyLimit: BODY_BYTES,
    // Slow headers and bodies are given up by Node itself.
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
    http: { maxHeaderSize: HEADER_BYTES, headersTimeout: REQUEST_MS },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.removeContentTypeParser('text/plain');
  answerErrors(server, { maxUrlBytes: URL_BYTES });
  timeRequests(server, deps.exporter.durations);
  server.addHook('onRoute', ({ url, config, schema }) => {
    const isOurs = schema?.hide !== true;
    if (isOurs && config?.access === undefined) throw new TypeError(`${url} does not say who may use it`);
  });
  await server.register(accepts);
  await server.register(helmet, { contentSecurityPolicy: { directives: POLICY }, hsts: false });
  await server.register(compress, { global: true, threshold: 1024, encodings: ['gzip', 'identity'] });
  await server.register(swagger, { ...describing(server, version), transform: jsonSchemaTransform });
  await server.register(swaggerUi, { routePrefix: '/docs', staticCSP: false });
  for (const route of ROUTES) await server.register(route(deps));
  return server;
}

/** The page and the documentation load nothing from elsewhere. */
const POLICY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};
