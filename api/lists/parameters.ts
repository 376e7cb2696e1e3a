import { z } from 'zod';
import { COMPARISONS } from '../../indicators/plan.ts';
import { LEVELS, UNITS } from '../../indicators/indicator.ts';
import { REPORT_STATES } from '../../indicators/trust/reporting.ts';
import { VERDICTS } from '../../indicators/judging/verdict.ts';
import type { Column } from '../tables/table.ts';
import type { Text } from '../text.ts';
import { FORMATS } from './format.ts';

/** Query parameters, each described once. */

const MOST_VALUES = 200;
const MOST_ROWS = 10_000;
const PAGE_ROWS = 1_000;

/** A parameter that may be repeated, or hold several values with commas between them. */
function several<T extends z.ZodType>(one: T, text: string): z.ZodOptional<z.ZodArray<T>> {
  return z.array(one).min(1).max(MOST_VALUES).describe(`${text} (repeated or comma-separated)`).optional();
}

function words(text: string): z.ZodOptional<z.ZodArray<z.ZodString>> {
  return several(z.string().min(1).max(100), text);
}

const DAY: Text = { zh: '写成 2025-12-31（2000 至 2100 年）', en: 'write it as 2025-12-31 (2000 to 2100)' };
const MOMENT: Text = {
  zh: '写成 2025-04-15T09:00:00+08:00（地址中 + 写作 %2B），或某日 2025-04-15',
  en: 'write it as 2025-04-15T09:00:00+08:00 (a + in an address is %2B), or as a day, 2025-04-15',
};

function checked(text: Text, holds: (value: string) => boolean): z.ZodString {
  return z.string().max(40).refine(holds, { params: { text } });
}

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success && text >= '2000-01-01' && text < '2101-01-01';
}

function isMoment(text: string): boolean {
  return isDay(text) || (z.iso.datetime({ offset: true }).safeParse(text).success && isDay(text.slice(0, 10)));
}

export const day = checked(DAY, isDay).meta({ format: 'date' });

export const asOf = {
  as_of: day.optional().describe('业务时点：截至该日的数值。Figures of this day; default: the evaluated one'),
};
export const knownAt = {
  known_at: checked(MOMENT, isMoment)
    .optional()
    .describe(
      '所知时点：RFC 3339 时刻或某日（当日末）。Only what was received by then (a moment, or the end of a day)',
    ),
};

export const indicator = { indicator: words('指标代码或名称 indicator id or Chinese name') };
export const plan = { plan: words('规划文件代码 plan id') };
export const city = { city: words('城市代码或名称 city code or Chinese name') };
export const district = { district: words('区划代码或名称 GB/T 2260 code or Chinese name') };
export const carrier = { carrier: words('运营商代码或名称 carrier code or Chinese name') };
export const derive = {
  derive: z
    .enum(['true', 'false'])
    .default('false')
    .describe(
      '含文件未列、由所列目标推得的目标（各区分季度）。Those too that follow from printed ones: parts by quarter',
    ),
};
export const stream = { stream: words('数据流 stream') };
export const level = { level: several(z.enum(LEVELS), '层级 level') };
export const verdict = { verdict: several(z.enum(VERDICTS), '结论 verdict') };
export const state = { state: several(z.enum(REPORT_STATES), '报送状态 state of a report') };

/** What every list understands. */
export const paging = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_ROWS)
    .default(PAGE_ROWS)
    .describe('每页行数（JSON）。Rows a page (JSON; CSV and XLSX hold all rows)'),
  cursor: z.string().min(1).max(500).optional().describe('上一页的 next_cursor。`next_cursor` of the page before'),
  format: z.enum(FORMATS).optional().describe('格式，优先于 Accept。Format; goes before Accept'),
};

/** Several values of one parameter in one text. */
export function splitSeveral(query: Record<string, unknown>, names: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(query)) {
    if (!names.has(name)) continue;
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    query[name] = texts.flatMap((text) => (typeof text === 'string' ? text.split(',').map((one) => one.trim()) : text));
  }
}

const WORDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  level: LEVELS,
  verdict: VERDICTS,
  unit: UNITS,
  comparison: COMPARISONS,
  state: REPORT_STATES,
};

/** The schema of a row, made of its columns. */
export function rowSchema(columns: readonly Column[]): z.ZodObject {
  return z.strictObject(Object.fromEntries(columns.map((column) => [column.key, cellSchema(column)])));
}

function cellSchema({ key, kind, head, words = WORDS[key] }: Column): z.ZodType {
  const text = `${head.zh}。${head.en}`;
  if (words !== undefined) return z.enum(words).nullable().describe(text);
  switch (kind) {
    case 'text':
      return z.string().nullable().describe(text);
    case 'date':
      return z.string().nullable().describe(`${text} (YYYY-MM-DD)`);
    case 'moment':
      return z.string().nullable().describe(`${text} (RFC 3339, or a day)`);
    case 'number':
      return z.number().nullable().describe(text);
    case 'ratio':
      return z.number().nullable().describe(`${text} (0–1)`);
    case 'figure':
      return z.number().nullable().describe(`${text}, in the row's \`unit\` (ratios 0–1)`);
    case 'boolean':
      return z.boolean().nullable().describe(text);
    default:
      return kind satisfies never;
  }
}
