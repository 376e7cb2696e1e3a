import { z } from 'zod';
import type { Column } from '../tables/table.ts';
import { MEDIA_TYPES } from './format.ts';
import { rowSchema } from './parameters.ts';

/** The document of a list in JSON. */
export function listDocument(columns: readonly Column[]): z.ZodObject {
  return z.strictObject({
    as_of: z.string().nullable().describe('业务时点；各地不同时为 null。The day of the rows; null where places differ'),
    known_at: z.string().nullable().describe('所知时点，照请求原样。As it was asked for; null: all that is known'),
    evaluation: z.string().describe('评估编号。Id of the evaluation that the rows come from'),
    simulated: z.boolean().describe('演示数据。True where some rows rest on simulated figures'),
    data: z.array(rowSchema(columns)).describe('平铺的行。Flat rows; a missing number is null'),
    next_cursor: z.string().nullable().describe('下一页游标。Cursor of the next page; null on the last one'),
  });
}

type Response = { readonly description: string; readonly content: Record<string, { readonly schema: z.ZodType }> };

/** A list in each of its formats. */
export function listResponses(document: z.ZodType): { 200: Response } {
  return {
    200: {
      description: '列表；CSV 与 XLSX 含全部行。The list; CSV and XLSX hold all rows',
      content: {
        [MEDIA_TYPES.json]: { schema: document },
        [MEDIA_TYPES.csv]: { schema: z.string().describe('RFC 4180, UTF-8 with a byte order mark') },
        [MEDIA_TYPES.xlsx]: { schema: z.string().meta({ format: 'binary' }).describe('Office Open XML workbook') },
      },
    },
  };
}

/** One document in JSON. */
export function documentResponses(document: z.ZodType, description: string): { 200: Response } {
  return { 200: { description, content: { [MEDIA_TYPES.json]: { schema: document } } } };
}
