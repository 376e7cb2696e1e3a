import accepts from '@fastify/accepts';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod';
import { auditRequests } from './audit.ts';
import { authenticate } from './auth.ts';
import { answerClientErrors } from './client-errors.ts';
import type { ServerDeps } from './deps.ts';
import { describing } from './description.ts';
import { answerErrors } from './errors.ts';
import { ICON } from './icon.ts';
import { limitBodies } from './slow-bodies.ts';
import type { RateLimits } from './rate-limit.ts';
import { limitRates, RATE_LIMITS } from './rate-limit.ts';
import { ROUTES } from './routes.ts';
import { timeRequests } from './timing.ts';
import { validatorCompiler } from './validate.ts';

export interface ServerOptions {
  readonly version: string;
  readonly logger?: FastifyBaseLogger;
  readonly rateLimits?: RateLimits;
  /** The longest that any body may take to arrive, where that is less than its route allows. */
  readonly slowMs?: number;
}

const BODY_BYTES = 1_000_000;
const HEADER_BYTES = 16_384;
const URL_BYTES = 8_192;
const HEADERS_MS = 30_000;
const LONGEST_REQUEST_MS = 900_000;
const IDLE_MS = 60_000;

/** The server with all its routes, not yet listening. */
export async function buildServer(
  deps: ServerDeps,
  { version, logger, rateLimits = RATE_LIMITS, slowMs }: ServerOptions,
): Promise<FastifyInstance> {
  const server = Fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    bodyLimit: BODY_BYTES,
    // Slow headers are given up by Node itself, slow bodies by whoever reads them; this is for what escapes both.
    requestTimeout: LONGEST_REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
    http: { maxHeaderSize: HEADER_BYTES, headersTimeout: HEADERS_MS, connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
    return503OnClosing: true,
    // A proxy on this machine may say for whom it asks; anybody else could say anything.
    trustProxy: 'loopback',
    clientErrorHandler: answerClientErrors,
    forceCloseConnections: 'idle',
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.removeContentTypeParser('text/plain');
  answerErrors(server, { maxUrlBytes: URL_BYTES });
  timeRequests(server, deps.exporter.durations);
  authenticate(server, deps);
  auditRequests(server, deps);
  limitBodies(server, slowMs);
  server.addHook('onRoute', (route) => {
    const { url, config, schema } = route;
    const isOurs = schema?.hide !== true;
    if (isOurs && config?.access === undefined) throw new TypeError(`${url} does not say who may use it`);
    route.config = { access: 'open', ...config };
  });
  if (deps.keys !== undefined) await limitRates(server, rateLimits);
  await server.register(accepts);
  await server.register(helmet, {
    contentSecurityPolicy: { directives: POLICY },
    frameguard: { action: 'deny' },
    hsts: false,
  });
  // Answers are packed; of requests only uploads may be, and those are unpacked within bounds.
  await server.register(compress, {
    global: true,
    globalDecompression: false,
    threshold: 1024,
    encodings: ['gzip', 'identity'],
  });
  await server.register(swagger, { ...describing(server, version), transform: jsonSchemaTransform });
  await server.register(swaggerUi, { routePrefix: '/docs', staticCSP: false, ...DOCUMENTATION });
  for (const route of ROUTES) await server.register(route(deps));
  return server;
}

/** The layout without a bar for documents of other servers. */
const DOCUMENTATION = {
  uiConfig: { layout: 'BaseLayout', tryItOutEnabled: true },
  theme: {
    title: 'gigacity API',
    favicon: [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: ICON }],
  },
};

/** The page and the documentation load nothing from elsewhere. */
const POLICY = {
  defaultSrc: ["'self'"],
  fontSrc: ["'self'", 'data:'],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};
