import { z } from 'zod';
import { momentOf } from '../../indicators/calendar.ts';
import type { Evaluation } from '../../indicators/evaluation.ts';
import { SNAPSHOT_ID } from '../../indicators/snapshot/seal.ts';
import type { Routes } from '../deps.ts';
import { EvaluationFinder } from '../lists/evaluation-asked.ts';
import { MEDIA_TYPES } from '../lists/format.ts';
import { day, knownAt } from '../lists/parameters.ts';
import { oneOf } from '../hints.ts';
import { Problem } from '../problems.ts';
import { toSnapshotRow } from '../rows/snapshots.ts';
import { snapshotRow } from './snapshot-documents.ts';
import { found, ID } from './snapshot-named.ts';

const asked = z.strictObject({
  profile: z.string().min(1).max(100).optional().describe('城市档案；只有一个时可省。Needed where there are several'),
  as_of: day.optional().describe('业务时点；默认当前评估的日期。Default: the evaluated day'),
  ...knownAt,
  supersedes: ID.regex(SNAPSHOT_ID).optional().describe('更正的快照。The snapshot that it corrects'),
  reason: z.string().trim().min(1).max(2_000).optional().describe('更正原因。Why it is corrected'),
});

/** Freezes what is said of a place. */
export const snapshotMakeRoutes: Routes =
  ({ snapshots, evaluations }) =>
  (server) => {
    const finder = new EvaluationFinder(evaluations);
    server.post(
      '/v1/snapshots',
      {
        config: {
          access: 'operator',
          problems: ['conflict'],
        },
        schema: {
          tags: ['snapshots'],
          summary: '建立快照 · make a snapshot',
          operationId: 'make-snapshot',
          body: asked,
          response: {
            200: { description: '内容相同的快照已存在。There is one of this content', content: MADE },
            201: { description: '已建立并签名。Made and signed', content: MADE },
          },
        },
      },
      async (request, reply) => {
        const { profile: id, as_of, known_at, supersedes, reason } = request.body;
        if ((supersedes === undefined) !== (reason === undefined))
          throw invalid('reason', { zh: 'supersedes 与 reason 须同时给出', en: 'supersedes and reason go together' });
        const corrected = supersedes === undefined ? undefined : await found(snapshots, supersedes, 'body/supersedes');
        const { place, asOf } = evaluationOf(finder.committed().evaluations, id, corrected?.profile);
        const { profile } = place;
        const { kept, isNew } = await snapshots.make({
          profile,
          asOf: as_of ?? corrected?.asOf ?? asOf,
          knownAt: known_at === undefined ? null : momentOf(known_at, profile.zone),
          supersedes: corrected === undefined ? null : { id: corrected.id, reason: reason ?? '' },
        });
        return reply
          .code(isNew ? 201 : 200)
          .headers({
            location: `/v1/snapshots/${kept.id}`,
            'cache-control': 'no-store',
            'content-type': `${MEDIA_TYPES.json}; charset=utf-8`,
          })
          .send(Buffer.from(JSON.stringify(toSnapshotRow(kept))) as never);
      },
    );
    return Promise.resolve();
  };

const MADE = { [MEDIA_TYPES.json]: { schema: snapshotRow } };

/** Of the place that is meant; a correction is of the place that it corrects. Throws a Problem where that is none. */
function evaluationOf(
  evaluations: readonly Evaluation[],
  asked: string | undefined,
  corrected: string | undefined,
): Evaluation {
  const only = evaluations.length === 1 ? evaluations[0]?.place.profile.id : undefined;
  const wanted = corrected ?? asked ?? only;
  const one = evaluations.find(({ place }) => place.profile.id === wanted);
  if (one !== undefined && (asked === undefined || asked === wanted)) return one;
  throw invalid(
    'profile',
    oneOf(corrected === undefined ? evaluations.map(({ place }) => place.profile.id) : [corrected]),
  );
}

function invalid(name: string, detail: { readonly zh: string; readonly en: string }): Problem {
  return new Problem('invalid_body', detail, { pointer: `#/body/${name}` });
}
