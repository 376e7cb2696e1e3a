import { z } from 'zod';
import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import type { Snapshots } from '../ports.ts';
import { SNAPSHOT_COLUMNS, toSnapshotRow } from '../rows/snapshots.ts';

/** Snapshots without their content, the latest first; read anew each time, since they are no part of an evaluation. */
export const snapshotList = (snapshots: Snapshots): AnyList =>
  list({
    path: '/v1/snapshots',
    tag: 'snapshots',
    name: { zh: '快照', en: 'Snapshots' },
    summary: { zh: '快照目录，最近的在前', en: 'snapshots, the latest first' },
    access: 'regulator',
    columns: SNAPSHOT_COLUMNS,
    filters: {
      profile: z.string().min(1).max(100).optional().describe('城市档案。The profile of a place'),
    },
    isLive: true,
    rows: async ({ query: { profile }, page: { offset, limit } }) => {
      const profiles = profile === undefined ? undefined : [profile];
      return (await snapshots.list({ profiles, limit: offset + limit + 1 })).map(toSnapshotRow);
    },
  });
