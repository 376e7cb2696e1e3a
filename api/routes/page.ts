import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Challenge } from '../../indicators/challenge.ts';
import { isWithin } from '../../indicators/scope.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import { endOfPeriod, startOfMonth } from '../../indicators/calendar.ts';
import type { Routes } from '../deps.ts';
import { EvaluationFinder, zoneOf } from '../lists/evaluation-asked.ts';
import { asOf, knownAt } from '../lists/parameters.ts';
import { Rendered, RenderedCache } from '../lists/rendered.ts';
import { sendRendered } from '../lists/send.ts';
import { page, waitingPage } from '../page/page.ts';
import type { PlaceView } from '../page/place.ts';
import type { ReportingReader } from '../ports.ts';

const PLAIN = { 'content-type': 'text/html; charset=utf-8', 'content-language': 'zh' };

/** The page for people: everything of one evaluation, with the times to choose. */
export const pageRoutes: Routes =
  ({ evaluations, reporting, challenges }) =>
  (server) => {
    const finder = new EvaluationFinder(evaluations);
    const rendered = new RenderedCache();
    server.get(
      '/',
      {
        config: { access: 'read', problems: ['invalid_parameter'] },
        // A form sends what was left empty too.
        preValidation: (request, _reply, done) => {
          const query = request.query as Record<string, unknown>;
          for (const [name, value] of Object.entries(query)) if (value === '') Reflect.deleteProperty(query, name);
          done();
        },
        schema: {
          tags: ['page'],
          summary: '网页：各地结论一览 · the page: verdicts of every place',
          operationId: 'page',
          querystring: z.strictObject({ ...asOf, ...knownAt }),
          response: { 200: { description: '网页 The page', content: { 'text/html': { schema: z.string() } } } },
        },
      },
      async (request, reply) => {
        if (evaluations.committed() === undefined)
          return sendRendered(request, reply, new Rendered(Buffer.from(waitingPage()), PLAIN));
        const query = request.query;
        const evaluation = await finder.asked(query);
        const { as_of: day, known_at: known } = query;
        const open = (await challenges.list()).filter(({ state }) => state === 'open');
        const key = JSON.stringify([evaluation.id, day, known, open.map(({ id }) => id)]);
        const bytes = await rendered.get(key, async () => {
          const places = await placesOf(evaluation, { reporting, open });
          const evaluatedAt = minuteOf(evaluation.finishedAt, zoneOf(evaluation));
          return new Rendered(Buffer.from(page({ evaluation, places, asOf: day, knownAt: known, evaluatedAt })), PLAIN);
        });
        return sendRendered(request, reply, bytes);
      },
    );
    return Promise.resolve();
  };

/** Reports are told of the month of the figures: a story that is over has nothing to report of today. */
async function placesOf(
  { evaluations, simulated }: CommittedEvaluation,
  { reporting, open }: { readonly reporting: ReportingReader; readonly open: readonly Challenge[] },
): Promise<readonly PlaceView[]> {
  const places: PlaceView[] = [];
  for (const evaluation of evaluations) {
    const { place, asOf: day, knownAt: moment, completeness } = evaluation;
    const to = endOfPeriod(day, 'month');
    const isOver = simulated.has(place.profile.id) && to < completeness.period.to;
    const found = isOver
      ? await reporting.read({ period: { name: to.slice(0, 7), from: startOfMonth(to), to }, knownAt: moment })
      : [];
    const own = found.find((one) => one.place.profile.id === place.profile.id);
    places.push({
      evaluation,
      completeness: own?.completeness ?? completeness,
      isSimulated: simulated.has(place.profile.id),
      challenges: open.filter(({ scope }) => isWithin(scope, place.profile)),
    });
  }
  return places;
}

function minuteOf(milliseconds: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone);
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
