import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';

export const FORMATS = ['json', 'csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What `?format=` names, else what `Accept` likes best of what there is; throws a Problem where that is nothing. */
export function formatOf(request: FastifyRequest, asked: Format | undefined): Format {
  if (asked !== undefined) return asked;
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*') return 'json';
  const best = request.type(Object.values(MEDIA_TYPES));
  const format = FORMATS.find((one) => MEDIA_TYPES[one] === best);
  if (format !== undefined) return format;
  throw new Problem(
    'not_acceptable',
    { zh: `没有 Accept 所要的格式：${accept}`, en: `no format that Accept asks for is offered: ${accept}` },
    {
      hint: {
        zh: `可以是：${Object.values(MEDIA_TYPES).join('、')}，或用 ?format=${FORMATS.join('|')}`,
        en: `it can be: ${Object.values(MEDIA_TYPES).join(', ')}; or ?format=${FORMATS.join('|')}`,
      },
    },
  );
}
