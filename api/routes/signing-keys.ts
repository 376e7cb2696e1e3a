import { z } from 'zod';
import type { Routes } from '../deps.ts';
import { MEDIA_TYPES } from '../lists/format.ts';
import { documentResponses } from '../lists/responses.ts';
import { keysDocument, toKeysDocument } from './snapshot-documents.ts';

/** The public keys of snapshots: open to everybody, since whoever holds a snapshot must be able to verify it. */
export const signingKeyRoutes: Routes =
  ({ snapshots }) =>
  (server) => {
    server.get(
      '/.well-known/gigacity-keys.json',
      {
        config: { access: 'open', problems: ['invalid_parameter'] },
        schema: {
          tags: ['snapshots'],
          summary: '签名公钥及其有效期 · the public keys that sign snapshots, and when each was in use',
          operationId: 'signing-keys',
          querystring: z.strictObject({}),
          response: documentResponses(keysDocument, '公钥。Public keys'),
        },
      },
      async (_request, reply) => {
        const { uses, current } = await snapshots.keys();
        return reply
          .headers({ 'content-type': `${MEDIA_TYPES.json}; charset=utf-8`, 'cache-control': 'public, max-age=300' })
          .send(Buffer.from(JSON.stringify(toKeysDocument(uses, current))));
      },
    );
    return Promise.resolve();
  };
