import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Routes } from '../deps.ts';
import { MEDIA_TYPES } from '../lists/format.ts';
import { Rendered } from '../lists/rendered.ts';
import { documentResponses } from '../lists/responses.ts';
import { sendRendered } from '../lists/send.ts';
import { ListServer } from '../lists/serve.ts';
import type { Text } from '../text.ts';
import { challengeList } from './challenge-list.ts';
import { changes } from './changes.ts';
import { completeness } from './completeness.ts';
import { deadLetters } from './dead-letters.ts';
import { indicatorDocument, planDocument, toIndicatorDocument, toPlanDocument } from './definition-documents.ts';
import { dimensions, indicators, plans } from './definitions.ts';
import { milestones } from './milestones.ts';
import { quality } from './quality.ts';
import { series } from './series.ts';
import { snapshotList } from './snapshot-list.ts';
import { tasks } from './tasks.ts';
import { values } from './values.ts';
import { verdicts } from './verdicts.ts';

/** Everything that is read of evaluations and beside them. */
export const readRoutes: Routes = (deps) => (server) => {
  const lists = new ListServer(deps.evaluations);
  const figures = [
    ...[verdicts, values, series(deps.series), completeness(deps.reporting)],
    ...[changes(deps.evaluations), milestones, quality, tasks(deps.tasks)],
  ];
  for (const one of figures) lists.register(server, one);
  lists.register(server, indicators);
  registerDocument(server, lists, {
    path: '/v1/indicators/:id',
    summary: { zh: '一个指标的定义与目标', en: 'one indicator with its targets' },
    schema: indicatorDocument,
    toDocument: toIndicatorDocument,
  });
  lists.register(server, plans);
  registerDocument(server, lists, {
    path: '/v1/plans/:id',
    summary: { zh: '一份规划文件', en: 'one plan with its targets and tasks' },
    schema: planDocument,
    toDocument: toPlanDocument,
  });
  for (const one of dimensions) lists.register(server, one);
  lists.register(server, deadLetters(deps.deadLetters));
  lists.register(server, snapshotList(deps.snapshots));
  lists.register(server, challengeList(deps.challenges));
  return Promise.resolve();
};

interface DocumentRoute {
  readonly path: string;
  readonly summary: Text;
  readonly schema: z.ZodType;
  /** Throws a Problem for an unknown id. */
  readonly toDocument: (catalogue: Catalogue, id: string) => unknown;
}

function registerDocument(
  server: FastifyInstance,
  { finder, rendered }: ListServer,
  { path, summary, schema, toDocument }: DocumentRoute,
): void {
  server.get(
    path,
    {
      config: { access: 'read', forDistricts: true, problems: ['invalid_parameter', 'not_found'] },
      schema: {
        tags: ['definitions'],
        summary: `${summary.zh} · ${summary.en}`,
        operationId: path.replace('/v1/', '').replace('s/:id', ''),
        params: z.strictObject({ id: z.string().min(1).max(100) }),
        querystring: z.strictObject({}),
        response: documentResponses(schema, `${summary.zh}。${summary.en}`),
      },
    },
    async (request, reply) => {
      const { id, catalogue } = finder.committed();
      const { id: asked } = request.params as { id: string };
      const bytes = await rendered.get(`${id}\n${path}\n${asked}`, () =>
        Promise.resolve(
          new Rendered(Buffer.from(JSON.stringify(toDocument(catalogue, asked))), {
            'content-type': `${MEDIA_TYPES.json}; charset=utf-8`,
          }),
        ),
      );
      return sendRendered(request, reply, bytes);
    },
  );
}
