import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { momentOf } from '../../indicators/calendar.ts';
import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { ApiKey } from '../keys.ts';
import type { Evaluations } from '../ports.ts';
import { languageOf } from '../speech.ts';
import { Problem } from '../problems.ts';
import type { Table } from '../tables/table.ts';
import { visibleTo } from '../visibility.ts';
import { Choices } from './choices.ts';
import { fromCursorText } from './cursor.ts';
import { EvaluationFinder, zoneOf } from './evaluation-asked.ts';
import { formatOf } from './format.ts';
import type { AnyList, Page, Part } from './list.ts';
import { paging, splitSeveral } from './parameters.ts';
import { headOf, renderFile, renderPage } from './render.ts';
import type { Rendered } from './rendered.ts';
import { RenderedCache } from './rendered.ts';
import { listDocument, listResponses } from './responses.ts';
import { sendRendered } from './send.ts';

/** Tables whose pages are being read. */
const KEPT_TABLES = 16;
/** Rows that a file of a live list holds at most. */
const FILE: Page = { offset: 0, limit: 100_000 };

/** `hasMore`: of rows that begin where the page does; without it all rows are there from the first on. */
type Found = Table & Partial<Part>;

/** Parameters beside those of paging; the times are those of every list that has them. */
type Filters = Readonly<Record<string, unknown>> & {
  readonly as_of?: string | undefined;
  readonly known_at?: string | undefined;
};
type ListQuery = Filters & z.output<z.ZodObject<typeof paging>>;

interface Asked {
  readonly evaluation: CommittedEvaluation;
  readonly filters: Filters;
  readonly viewer: ApiKey | null;
  /** The route, the filters and what the caller may see as one text: the same text, the same rows. */
  readonly question: string;
}

/** Serves lists from evaluations; one for the whole server, so that all routes share its memory. */
export class ListServer {
  readonly finder: EvaluationFinder;
  readonly rendered = new RenderedCache();
  readonly #tables = new LRUCache<string, Table>({ max: KEPT_TABLES });

  constructor(evaluations: Evaluations) {
    this.finder = new EvaluationFinder(evaluations);
  }

  register(server: FastifyInstance, list: AnyList): void {
    const querystring = z.strictObject({ ...list.filters, ...paging });
    const several = new Set(Object.entries(querystring.shape).flatMap(([name, one]) => (isSeveral(one) ? [name] : [])));
    server.get(
      list.path,
      {
        config: {
          access: list.access,
          forDistricts: list.forDistricts ?? false,
          problems: ['invalid_parameter', 'not_acceptable', 'gone'],
        },
        preValidation: (request, _reply, done) => {
          splitSeveral(request.query as Record<string, unknown>, several);
          done();
        },
        schema: {
          tags: [list.tag],
          summary: `${list.summary.zh} · ${list.summary.en}`,
          operationId: list.path.replace('/v1/', '').replaceAll('/', '-'),
          querystring,
          response: listResponses(listDocument(list.columns)),
        },
      },
      (request, reply) => this.#answer(request, reply, list),
    );
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, list: AnyList): Promise<FastifyReply> {
    const { limit, cursor: text, format: named, ...filters } = request.query as ListQuery;
    const format = formatOf(request, named);
    const language = languageOf(request);
    const viewer = request.apiKey;
    const question = JSON.stringify([list.path, Object.entries(filters).sort(), viewer?.district?.code]);
    const cursor = text === undefined ? undefined : fromCursorText(text, question);
    const evaluation = cursor === undefined ? await this.finder.asked(filters) : this.finder.again(cursor.evaluation);
    const asked = { evaluation, filters, question, viewer };
    const page = { limit, offset: cursor?.offset ?? 0 };
    const render = async (): Promise<Rendered> => {
      const table = await this.#table(list, asked, format === 'json' ? page : FILE);
      const head = headOf(evaluation, filters, table.rows);
      if (format === 'json') {
        const { rows, next } = pageOf(table, page);
        return renderPage(head, rows, { limit, next, path: list.path, filters, question });
      }
      if (table.hasMore === true) throw tooLarge();
      return renderFile(table, format, { head, language });
    };
    if (list.isLive === true) return sendRendered(request, reply, await render());
    const extent = format === 'json' ? `${String(page.offset)}+${String(limit)}` : language;
    const key = [evaluation.id, question, format, extent].join('\n');
    return sendRendered(request, reply, await this.rendered.get(key, render));
  }

  async #table(list: AnyList, { evaluation, filters, question, viewer }: Asked, page: Page): Promise<Found> {
    const key = `${evaluation.id}\n${question}`;
    const known = list.isLive === true ? undefined : this.#tables.get(key);
    if (known !== undefined) return known;
    const { known_at: text = null } = filters;
    const found = await list.rows({
      query: filters,
      evaluation,
      choices: new Choices(evaluation),
      knownAt: { text, moment: text === null ? null : momentOf(text, zoneOf(evaluation)) },
      sees: (about) => visibleTo(viewer, about),
      page,
    });
    const table = { name: list.name, columns: list.columns, ...('hasMore' in found ? found : { rows: found }) };
    if (list.isLive !== true) this.#tables.set(key, table);
    return table;
  }
}

function pageOf({ rows, hasMore }: Found, { offset, limit }: Page): { rows: Table['rows']; next: number | null } {
  const end = offset + (hasMore === undefined ? limit : rows.length);
  const next = (hasMore ?? rows.length > end) ? end : null;
  return { rows: hasMore === undefined ? rows.slice(offset, end) : rows, next };
}

/** A file that lacks rows would not show it. */
function tooLarge(): Problem {
  return new Problem(
    'invalid_parameter',
    { zh: '行太多或太大，一个文件装不下', en: 'the rows are too many or too large for one file' },
    {
      pointer: '#/query/format',
      hint: {
        zh: '用 JSON 分页读取，或用其他参数缩小范围',
        en: 'read pages of JSON, or ask for fewer by the other parameters',
      },
    },
  );
}

function isSeveral(schema: z.core.$ZodType): boolean {
  return (schema instanceof z.ZodOptional ? schema.unwrap() : schema) instanceof z.ZodArray;
}
