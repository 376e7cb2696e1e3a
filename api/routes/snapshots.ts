import { z } from 'zod';
import { differ } from '../../indicators/snapshot/diff.ts';
import type { Routes } from '../deps.ts';
import { MEDIA_TYPES } from '../lists/format.ts';
import { documentResponses } from '../lists/responses.ts';
import { Problem } from '../problems.ts';
import { toSnapshotRow } from '../rows/snapshots.ts';
import { SNAPSHOT_TABLES } from '../tables/snapshot-tables.ts';
import { readKept, SIGNATURE_FORMATS, VIEW_FORMATS } from '../tables/snapshot-views.ts';
import { differenceDocument, snapshotDocument, snapshotRow } from './snapshot-documents.ts';
import { found, ID } from './snapshot-named.ts';
import { snapshotFormat, SnapshotSender } from './snapshot-send.ts';

const params = z.strictObject({ id: ID });
const none = z.strictObject({});

/** Fetching and comparing frozen figures. */
export const snapshotRoutes: Routes =
  ({ snapshots }) =>
  (server) => {
    const sender = new SnapshotSender();
    server.get(
      '/v1/snapshots/latest',
      {
        config: { access: 'regulator', problems: ['invalid_parameter', 'not_found'] },
        schema: {
          tags: ['snapshots'],
          summary: '最近的快照 · the snapshot that was made last',
          operationId: 'latest-snapshot',
          querystring: z.strictObject({
            profile: z.string().min(1).max(100).optional().describe('城市档案。The profile of a place'),
          }),
          response: documentResponses(snapshotRow, '最近的快照，不含内容。The latest snapshot, without its content'),
        },
      },
      async (request, reply) => {
        const { profile } = request.query;
        const profiles = profile === undefined ? undefined : [profile];
        const [last] = await snapshots.list({ profiles, limit: 1 });
        if (last === undefined) throw new Problem('not_found', { zh: '还没有快照', en: 'there are no snapshots yet' });
        return reply
          .headers({
            'content-type': `${MEDIA_TYPES.json}; charset=utf-8`,
            'cache-control': 'no-store',
            link: `</v1/snapshots/${last.id}>; rel="item"`,
          })
          .send(Buffer.from(JSON.stringify(toSnapshotRow(last))));
      },
    );

    server.get(
      '/v1/snapshots/:id',
      {
        compress: false,
        config: { access: 'regulator', problems: ['invalid_parameter', 'not_found', 'not_acceptable'] },
        schema: {
          tags: ['snapshots'],
          summary: '一个快照：签名的 JSON，或 CSV、XLSX、SDMX-CSV · one snapshot: the signed JSON, or a view of it',
          operationId: 'snapshot',
          params,
          querystring: z.strictObject({
            format: z.enum(VIEW_FORMATS).optional().describe('格式，优先于 Accept。Format; goes before Accept'),
            table: z.enum(SNAPSHOT_TABLES).default('verdicts').describe('CSV 的表。The table of a CSV'),
          }),
          response: {
            200: {
              description: '不变的内容；字节与签名一致。It never changes; the JSON is the very bytes that were signed',
              content: {
                [MEDIA_TYPES.json]: { schema: snapshotDocument },
                [MEDIA_TYPES.csv]: { schema: z.string() },
                [MEDIA_TYPES.xlsx]: { schema: z.string().meta({ format: 'binary' }) },
                'application/vnd.sdmx.data+csv': { schema: z.string() },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const { table, format } = request.query;
        const kept = await found(snapshots, request.params.id);
        return sender.send(request, reply, {
          kept,
          table,
          format: snapshotFormat(request, format, 'content'),
        }) as never;
      },
    );

    server.get(
      '/v1/snapshots/:id/signature',
      {
        compress: false,
        config: { access: 'regulator', problems: ['invalid_parameter', 'not_found', 'not_acceptable'] },
        schema: {
          tags: ['snapshots'],
          summary: '快照的签名 · the signature of a snapshot, for minisign, JWS or openssl',
          operationId: 'snapshot-signature',
          params,
          querystring: z.strictObject({
            format: z
              .enum(SIGNATURE_FORMATS)
              .optional()
              .describe('minisign、jws 或 ed25519（64 字节）。Of the file, detached, or the 64 bytes themselves'),
          }),
          response: {
            200: {
              description: '签名。A signature of the bytes of the JSON',
              content: {
                'text/plain': { schema: z.string() },
                'application/jose': { schema: z.string() },
                'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const kept = await found(snapshots, request.params.id);
        const format = snapshotFormat(request, request.query.format, 'signature');
        return sender.send(request, reply, { kept, table: 'verdicts', format }) as never;
      },
    );

    server.get(
      '/v1/snapshots/:id/diff/:other',
      {
        config: { access: 'regulator', problems: ['invalid_parameter', 'not_found', 'unprocessable'] },
        schema: {
          tags: ['snapshots'],
          summary: '两个快照的差异及原因 · what differs between two snapshots, and why',
          operationId: 'snapshot-diff',
          params: z.strictObject({ id: ID, other: ID }),
          querystring: none,
          response: documentResponses(differenceDocument, '差异。The difference'),
        },
      },
      async (request, reply) => {
        const { id, other } = request.params;
        const [before, after] = [await found(snapshots, id), await found(snapshots, other, 'params/other')];
        if (before.profile !== after.profile)
          throw new Problem('unprocessable', {
            zh: '两个快照属于不同地区',
            en: 'the snapshots are of different places',
          });
        const difference = differ(readKept(before).snapshot, readKept(after).snapshot);
        const document = { before: toSnapshotRow(before), after: toSnapshotRow(after), ...difference };
        return reply
          .header('content-type', `${MEDIA_TYPES.json}; charset=utf-8`)
          .send(Buffer.from(JSON.stringify(document)));
      },
    );

    return Promise.resolve();
  };
