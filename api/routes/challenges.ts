import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Challenge, Disputed } from '../../indicators/challenge.ts';
import { toChallengeDocument } from '../../indicators/challenge.ts';
import type { Scope } from '../../indicators/scope.ts';
import { challengeDocument } from '../challenge-schema.ts';
import type { Challenges } from '../challenges.ts';
import type { Routes } from '../deps.ts';
import { Problem } from '../problems.ts';
import { visibleTo } from '../visibility.ts';

const code = z.string().regex(/^[0-9a-z_-]{1,40}$/);
const LONGEST_TEXT = 2_000;
const text = z.string().trim().min(1).max(LONGEST_TEXT);

const dispute = z.strictObject({
  indicator: code,
  scope: z.strictObject({ city: code, district: code.optional(), carrier: code.optional() }),
  as_of: z.iso.date(),
  reason: text,
});
const answer = z.strictObject({ answer: text });
const id = z.strictObject({ id: z.string().regex(/^c-[0-9a-f]{12}$/) });

/** A value is disputed, and the dispute ends with an operator's answer or the sender's correction. */
export const challengeRoutes: Routes =
  ({ challenges }) =>
  (server) => {
    server.post(
      '/v1/challenges',
      {
        config: {
          access: 'read',
          forDistricts: true,
          problems: ['unprocessable', 'conflict'],
        },
        schema: {
          tags: ['challenges'],
          summary: '对一个数值提出异议 · dispute a value (regulators; a district its own)',
          operationId: 'challenge-open',
          body: dispute,
          response: { 201: challengeDocument },
        },
      },
      async (request, reply) => {
        const { indicator, scope: asked, as_of: asOf, reason } = request.body;
        const scope = scopeOf(asked);
        requireStanding(request, scope);
        const opened = await open(challenges, { indicator, scope, asOf }, { reason, by: callerOf(request) });
        return reply
          .code(201)
          .header('location', `/v1/challenges/${opened.id}`)
          .header('cache-control', 'no-store')
          .send(toChallengeDocument(opened));
      },
    );
    server.get(
      '/v1/challenges/:id',
      {
        config: { access: 'read', forDistricts: true, problems: ['not_found', 'invalid_parameter'] },
        schema: {
          tags: ['challenges'],
          summary: '一项异议 · one challenge',
          operationId: 'challenge',
          params: id,
          response: { 200: challengeDocument },
        },
      },
      async (request, reply) => {
        const found = (await challenges.list()).find((one) => one.id === request.params.id);
        if (found === undefined || !visibleTo(request.apiKey, found.scope)) throw noSuchChallenge();
        return reply.header('cache-control', 'no-store').send(toChallengeDocument(found));
      },
    );
    server.post(
      '/v1/challenges/:id/answer',
      {
        config: { access: 'operator', problems: ['conflict'] },
        schema: {
          tags: ['challenges'],
          summary: '答复并关闭异议 · answer a challenge, which closes it',
          operationId: 'challenge-answer',
          params: id,
          body: answer,
          response: { 200: challengeDocument },
        },
      },
      async (request, reply) => {
        const given = { text: request.body.answer, by: callerOf(request) };
        const answered = await challenges.answer(request.params.id, given);
        switch (answered.kind) {
          case 'no_such_challenge':
            throw noSuchChallenge();
          case 'closed_already':
            throw new Problem('conflict', { zh: '该异议已关闭', en: 'this challenge is closed already' });
          case 'answered':
            return reply.header('cache-control', 'no-store').send(toChallengeDocument(answered.challenge));
          default:
            return answered satisfies never;
        }
      },
    );
    return Promise.resolve();
  };

function scopeOf({ city, district, carrier }: z.output<typeof dispute>['scope']): Scope {
  return { city, ...(district === undefined ? {} : { district }), ...(carrier === undefined ? {} : { carrier }) };
}

/** Regulators may dispute any value, a district those of its own. */
function requireStanding({ apiKey }: FastifyRequest, { city, district }: Scope): void {
  if (apiKey === null) return;
  const own = apiKey.district;
  if (own === undefined && apiKey.role === 'read')
    throw new Problem('forbidden', {
      zh: '提出异议须为监管或区的密钥',
      en: 'only regulators and districts may dispute a value',
    });
  if (own !== undefined && (own.city !== city || own.code !== district))
    throw new Problem(
      'forbidden',
      { zh: `该密钥只能对 ${own.code} 的数值提出异议`, en: `this key may dispute values of ${own.code} alone` },
      { pointer: '#/body/scope/district' },
    );
}

async function open(
  challenges: Challenges,
  disputed: Disputed,
  dispute: { readonly reason: string; readonly by: string },
): Promise<Challenge> {
  const opened = await challenges.open(disputed, dispute);
  switch (opened.kind) {
    case 'opened':
      return opened.challenge;
    case 'no_such_value':
      throw new Problem(
        'unprocessable',
        { zh: '没有这样的数值', en: 'there is no such value' },
        {
          pointer: '#/body',
          hint: { zh: '指标、范围与日期照抄 /v1/values', en: 'take indicator, scope and day from /v1/values' },
        },
      );
    case 'open_already':
      throw new Problem(
        'conflict',
        {
          zh: '您已对该数值提出异议，尚未答复',
          en: 'you have disputed this value already, and it is not answered yet',
        },
        { hint: { zh: `见 /v1/challenges/${opened.challenge.id}`, en: `see /v1/challenges/${opened.challenge.id}` } },
      );
    default:
      return opened satisfies never;
  }
}

function callerOf({ apiKey }: FastifyRequest): string {
  return apiKey?.id ?? 'local';
}

function noSuchChallenge(): Problem {
  return new Problem('not_found', { zh: '没有这项异议', en: 'there is no such challenge' });
}
