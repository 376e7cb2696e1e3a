import type { DeadLetter } from '../ingest/measurement.ts';
import type { Asker } from './asker.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';

/** Which dead letters are meant; what is left out restricts nothing. */
export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly stream?: string;
  readonly carrier?: string;
  /** One of the reasons. */
  readonly code?: string;
  /** Those too that a replay has brought into the store. */
  readonly all: boolean;
  readonly limit: number;
}

/** A dead letter as it is kept, with the name by which it is called. */
export interface KeptDeadLetter extends DeadLetter {
  readonly id: string;
  readonly isReplayed: boolean;
}

const ID = 'lower(hex(sipHash64(stream, carrier, position, raw_hash)))';

function compileDeadLetters(filter: DeadLetterFilter): CompiledQuery {
  const binder = new Binder();
  const { all, carrier, code, ids, limit, stream } = filter;
  const where = [
    ...(ids === undefined || ids.length === 0 ? [] : [`id IN ${binder.bind('Array(String)', ids)}`]),
    ...(stream === undefined ? [] : [`stream = ${binder.bind('String', stream)}`]),
    ...(carrier === undefined ? [] : [`carrier = ${binder.bind('String', carrier)}`]),
    ...(code === undefined ? [] : [`has(codes, ${binder.bind('String', code)})`]),
    ...(all ? [] : ['NOT replayed']),
  ];
  return {
    sql: [
      `SELECT ${ID} AS id, stream, carrier, source, partition, toString(offset), line,`,
      '  toString(toUnixTimestamp64Milli(received_at)), raw_base64, codes, paths, details,',
      '  id IN (SELECT dead_letter FROM replays) AS replayed',
      'FROM dead_letters FINAL',
      ...(where.length === 0 ? [] : [`WHERE ${where.join(' AND ')}`]),
      'ORDER BY received_at DESC, stream, carrier, source, partition, offset, line',
      `LIMIT ${binder.bind('UInt64', limit)}`,
    ].join('\n'),
    params: binder.params,
    tables: ['dead_letters', 'replays'],
  };
}

/** The latest first. */
export async function readDeadLetters(asker: Asker, filter: DeadLetterFilter): Promise<readonly KeptDeadLetter[]> {
  const rows = await asker.ask(compileDeadLetters(filter));
  return rows.map((row) => {
    const [id, stream, carrier, source, partition, offset, line, receivedAt, raw, codes, paths, details, replayed] =
      row as [
        ...[string, string, string, string, number, string, number, string, string],
        ...[DeadLetter['reasons'][number]['code'][], string[], string[], number | boolean],
      ];
    return {
      id,
      stream,
      carrier,
      origin: { source, partition, offset: Number(offset), line },
      receivedAt: Number(receivedAt),
      raw: Buffer.from(raw, 'base64'),
      reasons: codes.map((code, i) => ({ code, path: paths[i] ?? '', detail: details[i] ?? '' })),
      isReplayed: Boolean(replayed),
    };
  });
}
