import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from './access.ts';
import { ROLES } from './access.ts';
import type { ApiKey } from './keys.ts';
import { localFault } from './local-guard.ts';
import { Problem } from './problems.ts';
import { fromToken, standingOf } from './tokens.ts';

/** Where keys are looked up; throws a Problem while they cannot be read. */
export interface Keys {
  find(id: string): ApiKey | undefined;
}

export interface AuthDeps {
  /** Undefined: the server is reached from this machine alone, and whoever reaches it is its operator. */
  readonly keys: Keys | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request is to be refused, found before its rate is counted and told after. */
    refusal: Problem | null;
  }
}

/**
 * First says who asks, so that requests are counted by key, and only then refuses: guesses are counted too. Nothing of
 * a body is read before that.
 */
export function authenticate(server: FastifyInstance, { keys, now }: AuthDeps): void {
  server.decorateRequest('apiKey', null);
  server.decorateRequest('refusal', null);
  server.addHook('onRequest', (request, _reply, done) => {
    if (keys === undefined) {
      request.refusal = localFault(request.headers) ?? null;
    } else {
      const found = shown(request, keys, now());
      if (found instanceof Problem) request.refusal = request.routeOptions.config.access === 'open' ? null : found;
      else request.apiKey = found;
    }
    done();
  });
  server.addHook('preParsing', (request, _reply, _payload, done) => {
    const { access, forDistricts = false } = request.routeOptions.config;
    const problem = request.refusal ?? refusalOf(request.apiKey, { access, forDistricts });
    if (problem === undefined) done();
    else done(problem);
  });
}

function shown(request: FastifyRequest, keys: Keys, now: number): ApiKey | null | Problem {
  const { authorization } = request.headers;
  if (authorization === undefined) return new Problem('unauthorized', NO_KEY, { hint: HOW });
  const token = fromToken(tokenText(request, authorization));
  if (token === undefined) return new Problem('unauthorized', NOT_A_KEY, { pointer: AT, hint: HOW });
  const standing = standingOf(token, keys.find(token.id), now);
  switch (standing.kind) {
    case 'valid':
      return standing.key;
    case 'unknown':
      return new Problem('unauthorized', { zh: '没有这个密钥', en: 'there is no such key' }, { pointer: AT });
    case 'expired': {
      const day = standing.key.expires ?? '';
      return new Problem(
        'unauthorized',
        { zh: `密钥已于 ${day} 到期`, en: `the key was valid until ${day}` },
        { pointer: AT, hint: ANOTHER },
      );
    }
    case 'revoked':
      return new Problem(
        'unauthorized',
        { zh: '密钥已被吊销', en: 'the key was revoked' },
        { pointer: AT, hint: ANOTHER },
      );
    default:
      return standing satisfies never;
  }
}

/**
 * A browser can show a key as the password of HTTP Basic (RFC 7617), under any user name. It goes on doing so by itself,
 * whichever site makes it ask, so that this way is for reading alone.
 */
function tokenText({ method }: FastifyRequest, authorization: string): string {
  const [scheme = '', text = '', ...rest] = authorization.split(' ');
  if (rest.length > 0) return '';
  if (scheme.toLowerCase() === 'bearer') return text;
  if (scheme.toLowerCase() !== 'basic' || !['GET', 'HEAD'].includes(method)) return '';
  return /^[^:]*:(.*)$/s.exec(Buffer.from(text, 'base64').toString())?.[1] ?? '';
}

const AT = '#/headers/authorization';
const NO_KEY = { zh: '没有出示密钥', en: 'no key was shown' };
const NOT_A_KEY = { zh: '这不是密钥', en: 'this is no key' };
const HOW = { zh: 'Authorization: Bearer gck_ID_SECRET', en: 'Authorization: Bearer gck_ID_SECRET' };
const ANOTHER = { zh: '请向运维索取新密钥', en: 'ask the operator for another' };

/** What a route asks of a key that is valid; a caller who needs no key may do everything. */
function refusalOf(
  key: ApiKey | null,
  { access, forDistricts }: { access: Access | undefined; forDistricts: boolean },
): Problem | undefined {
  if (key === null || access === undefined || access === 'open') return undefined;
  if (!mayUse(key, access))
    return new Problem('forbidden', {
      zh: `需要 ${access} 角色，该密钥为 ${key.role}`,
      en: `this takes the role ${access}; the key has ${key.role}`,
    });
  if (key.district !== undefined && !forDistricts)
    return new Problem('forbidden', {
      zh: '其中有其他区的内容，单个区的密钥不能使用',
      en: 'this tells of every district; the key is of one',
    });
  return undefined;
}

function mayUse({ role }: ApiKey, access: Exclude<Access, 'open'>): boolean {
  switch (access) {
    case 'upload':
    case 'notify':
      return role === access || role === 'operator';
    case 'read':
    case 'regulator':
    case 'operator':
      return ROLES.slice(ROLES.indexOf(access)).some((one) => one === role);
    default:
      return access satisfies never;
  }
}
