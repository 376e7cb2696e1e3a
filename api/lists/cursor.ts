import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../problems.ts';

/** Where the next page begins, and of what: a page never mixes two evaluations or two questions. */
export interface Cursor {
  /** Id of the evaluation whose rows are being read. */
  readonly evaluation: string;
  /** Rows already read. */
  readonly offset: number;
  readonly question: string;
}

const shape = z.tuple([z.string().max(200), z.int().nonnegative(), z.string().max(40)]);

export function toCursorText({ evaluation, offset, question }: Cursor): string {
  return Buffer.from(JSON.stringify([evaluation, offset, digest(question)])).toString('base64url');
}

/** Throws a Problem for a text that is no cursor, or one that another question has given. */
export function fromCursorText(text: string, question: string): Cursor {
  const found = shape.safeParse(parsed(text));
  if (!found.success)
    throw new Problem(
      'invalid_parameter',
      { zh: '游标无法识别', en: 'this is no cursor' },
      { pointer: '#/query/cursor', hint: RESTART },
    );
  const [evaluation, offset, of] = found.data;
  if (of !== digest(question))
    throw new Problem(
      'invalid_parameter',
      { zh: '游标属于另一个查询', en: 'the cursor belongs to another question' },
      {
        pointer: '#/query/cursor',
        hint: { zh: '翻页时其他参数须保持不变', en: 'keep the other parameters from page to page' },
      },
    );
  return { evaluation, offset, question };
}

export const RESTART = { zh: '不带 cursor 重新开始', en: 'start again without a cursor' };

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  } catch {
    return undefined;
  }
}

function digest(question: string): string {
  return createHash('sha256').update(question).digest('base64url').slice(0, 16);
}
