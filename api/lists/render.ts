import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { Language } from '../text.ts';
import { toCsv } from '../tables/csv.ts';
import type { Table } from '../tables/table.ts';
import { toXlsx } from '../tables/xlsx.ts';
import { toCursorText } from './cursor.ts';
import type { Format } from './format.ts';
import { MEDIA_TYPES } from './format.ts';
import { Rendered } from './rendered.ts';

/** What stands beside the rows of every list. */
export interface ListHead {
  /** Null where the places of the answer have different days. */
  readonly as_of: string | null;
  readonly known_at: string | null;
  /** Id of the evaluation that the rows come from. */
  readonly evaluation: string;
  /** 演示数据: some of the rows rest on simulated figures. */
  readonly simulated: boolean;
}

/** Where rows say themselves of which day they are and whether they are simulated, the head says what they have in common. */
export function headOf(
  { id, evaluations, simulated }: CommittedEvaluation,
  { known_at = null }: { readonly known_at?: string | null | undefined },
  rows: Table['rows'],
): ListHead {
  const [first] = rows;
  const days = new Set(
    first !== undefined && 'as_of' in first
      ? rows.map((row) => String(row['as_of']))
      : evaluations.map(({ asOf }) => asOf),
  );
  const [day = null] = days;
  return {
    as_of: days.size === 1 ? day : null,
    known_at,
    evaluation: id,
    simulated:
      first !== undefined && 'simulated' in first
        ? rows.some((row) => row['simulated'] === true)
        : evaluations.some(({ place }) => simulated.has(place.profile.id)),
  };
}

interface Page {
  readonly path: string;
  readonly filters: Readonly<Record<string, unknown>>;
  readonly question: string;
  readonly limit: number;
  /** Where the next page begins; null on the last one. */
  readonly next: number | null;
}

/** A page in JSON, with the way to the next. */
export function renderPage(head: ListHead, rows: Table['rows'], page: Page): Rendered {
  const { next, question } = page;
  const cursor = next === null ? null : toCursorText({ evaluation: head.evaluation, offset: next, question });
  const document = { ...head, data: rows, next_cursor: cursor };
  return new Rendered(Buffer.from(JSON.stringify(document)), {
    'content-type': `${MEDIA_TYPES.json}; charset=utf-8`,
    'content-language': 'zh',
    ...(cursor === null ? {} : { link: `<${nextUrl(page, cursor)}>; rel="next"` }),
  });
}

function nextUrl({ path, filters, limit }: Page, cursor: string): string {
  const parameters = Object.entries(filters).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((one): [string, string] => [
      name,
      String(one),
    ]),
  );
  return `${path}?${new URLSearchParams([...parameters, ['limit', String(limit)], ['cursor', cursor]]).toString()}`;
}

/** All rows as a file. */
export function renderFile(
  table: Table,
  format: Exclude<Format, 'json'>,
  { head, language }: { readonly head: ListHead; readonly language: Language },
): Rendered {
  const name = [table.name, head.as_of].flatMap((part) => (typeof part === 'string' ? part : (part?.[language] ?? [])));
  const headers = {
    'content-type': format === 'csv' ? `${MEDIA_TYPES.csv}; charset=utf-8` : MEDIA_TYPES.xlsx,
    'content-language': format === 'csv' ? 'zh' : language,
    'content-disposition': disposition(`${name.join('-')}.${format}`, `${table.name.en}.${format}`),
  };
  const body = format === 'csv' ? Buffer.from(toCsv(table)) : Buffer.from(toXlsx([table], language));
  return new Rendered(body, headers);
}

/** RFC 6266: a plain name for old readers, the right one for the others. */
export function disposition(name: string, plain: string): string {
  const ascii = plain.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
