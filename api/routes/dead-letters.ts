import { z } from 'zod';
import { REASON_CODES } from '../../ingest/rejection.ts';
import type { AnyList } from '../lists/list.ts';
import { list } from '../lists/list.ts';
import type { DeadLetterReader } from '../ports.ts';
import { DEAD_LETTER_COLUMNS, toDeadLetterRow } from '../rows/dead-letters.ts';
import { namingOfCatalogue } from '../rows/naming.ts';

const exact = z.string().min(1).max(100).optional();

/** Refused messages, the latest first; read anew each time, since they are no part of an evaluation. */
export const deadLetters = (reader: DeadLetterReader): AnyList =>
  list({
    path: '/v1/dead-letters',
    tag: 'ingest',
    name: { zh: '死信', en: 'Dead letters' },
    summary: { zh: '被拒收的报文及原因', en: 'refused messages with their reasons' },
    access: 'operator',
    columns: DEAD_LETTER_COLUMNS,
    filters: {
      stream: exact.describe('数据流，照收到的名称。The stream, as it was called'),
      carrier: exact.describe('运营商代码 carrier code'),
      code: z.enum(REASON_CODES).optional().describe('原因代码 one of the reasons'),
      all: z.enum(['true', 'false']).default('false').describe('含已重放的。Those too that a replay has brought in'),
    },
    isLive: true,
    rows: async ({ query, evaluation, page }) => {
      const { stream, carrier, code, all } = query;
      const { letters, hasMore } = await reader.read({
        ...(stream === undefined ? {} : { stream }),
        ...(carrier === undefined ? {} : { carrier }),
        ...(code === undefined ? {} : { code }),
        all: all === 'true',
        ...page,
      });
      const naming = namingOfCatalogue(evaluation.catalogue);
      return { rows: letters.map((letter) => toDeadLetterRow(letter, naming)), hasMore };
    },
  });
