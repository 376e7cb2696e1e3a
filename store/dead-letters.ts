import type { DeadLetter } from '../ingest/measurement.ts';
import type { Asker, Row } from './asker.ts';
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
  /** How many of the latest are left out. */
  readonly offset?: number;
}

/** A dead letter as it is kept, with the name by which it is called. */
export interface KeptDeadLetter extends DeadLetter {
  readonly id: string;
  readonly isReplayed: boolean;
}

const ID = 'lower(hex(sipHash64(stream, carrier, position, raw_hash)))';

/** What is read of the bytes: themselves, nothing, or their number. */
type Raw = 'raw_base64' | "''" | 'toString(length(raw_base64))';

function compileDeadLetters(
  filter: DeadLetterFilter,
  { places = [], raw }: { readonly places?: readonly DeadLetterPlace[]; readonly raw: Raw },
): CompiledQuery {
  const binder = new Binder();
  const within = placeConditions(places, binder);
  const where = [...within, ...conditions(filter, binder)];
  const { limit, offset = 0 } = filter;
  return {
    sql: [
      `SELECT ${ID} AS id, stream, carrier, source, partition, toString(offset), line,`,
      `  toString(toUnixTimestamp64Milli(received_at)), ${raw}, codes, paths, details,`,
      `  ${REPLAYED}`,
      'FROM dead_letters FINAL',
      ...(where.length === 0 ? [] : [`WHERE ${where.join(' AND ')}`]),
      LATEST_FIRST,
      `LIMIT ${binder.bind('UInt64', limit)} OFFSET ${binder.bind('UInt64', offset)}`,
    ].join('\n'),
    params: binder.params,
    tables: ['dead_letters', 'replays'],
  };
}

const LATEST_FIRST = 'ORDER BY received_at DESC, stream, carrier, source, partition, offset, line';

const REPLAYED = 'id IN (SELECT dead_letter FROM replays) AS replayed';

function conditions({ all, carrier, code, ids, stream }: DeadLetterFilter, binder: Binder): readonly string[] {
  return [
    ...(ids === undefined || ids.length === 0 ? [] : [`id IN ${binder.bind('Array(String)', ids)}`]),
    ...(stream === undefined ? [] : [`stream = ${binder.bind('String', stream)}`]),
    ...(carrier === undefined ? [] : [`carrier = ${binder.bind('String', carrier)}`]),
    ...(code === undefined ? [] : [`has(codes, ${binder.bind('String', code)})`]),
    ...(all ? [] : ['NOT replayed']),
  ];
}

/** The table is sorted by these, so that of a large one only the parts that hold some place are read. */
function placeConditions(places: readonly DeadLetterPlace[], binder: Binder): readonly string[] {
  if (places.length === 0) return [];
  return (['stream', 'carrier', 'position'] as const).map((name) => {
    const texts = [...new Set(places.map((place) => place[name]))];
    return `${name} IN ${binder.bind('Array(String)', texts)}`;
  });
}

/** Where a dead letter stands in its table, and how large it is. */
export interface DeadLetterPlace {
  readonly id: string;
  readonly stream: string;
  readonly carrier: string;
  readonly position: string;
  readonly bytes: number;
}

/**
 * Where the letters stand that are meant, without their bytes, of which there may be many: the latest first, or in the
 * order of the table.
 */
export async function readPlaces(
  asker: Asker,
  filter: DeadLetterFilter,
  order: 'latest' | 'table',
): Promise<readonly DeadLetterPlace[]> {
  const binder = new Binder();
  const where = conditions(filter, binder);
  const latest = [
    `SELECT ${ID} AS id, stream, carrier, position, toString(length(raw_base64)) AS bytes, ${REPLAYED}`,
    'FROM dead_letters FINAL',
    ...(where.length === 0 ? [] : [`WHERE ${where.join(' AND ')}`]),
    LATEST_FIRST,
    `LIMIT ${binder.bind('UInt64', filter.limit)}`,
  ].join('\n');
  const rows = await asker.ask({
    sql: order === 'latest' ? latest : `SELECT * FROM (\n${latest}\n)\nORDER BY stream, carrier, position, id`,
    params: binder.params,
    tables: ['dead_letters', 'replays'],
  });
  return rows.map((row) => {
    const [id, stream, carrier, position, bytes] = row as [string, string, string, string, string];
    return { id, stream, carrier, position, bytes: Number(bytes) };
  });
}

/** The latest first. */
export async function readDeadLetters(asker: Asker, filter: DeadLetterFilter): Promise<readonly KeptDeadLetter[]> {
  return toKept(await asker.ask(compileDeadLetters(filter, { raw: 'raw_base64' })));
}

/** The letters that stand in some places, the latest first; no more places at once than an address takes ids. */
export async function readDeadLettersAt(
  asker: Asker,
  places: readonly DeadLetterPlace[],
): Promise<readonly KeptDeadLetter[]> {
  const filter = { ids: places.map(({ id }) => id), all: true, limit: places.length };
  return toKept(await asker.ask(compileDeadLetters(filter, { places, raw: 'raw_base64' })));
}

/** The same without their bytes, of which there may be many. */
export async function readDeadLetterHeads(
  asker: Asker,
  filter: DeadLetterFilter,
): Promise<readonly Omit<KeptDeadLetter, 'raw'>[]> {
  return toKept(await asker.ask(compileDeadLetters(filter, { raw: "''" })));
}

/** The latest first, as many as have so many bytes (in base64) together, one at least. */
export async function readDeadLetterPage(
  asker: Asker,
  filter: DeadLetterFilter,
  mostBytes: number,
): Promise<{ readonly letters: readonly KeptDeadLetter[]; readonly hasMore: boolean }> {
  const sizes = await asker.ask(
    compileDeadLetters({ ...filter, limit: filter.limit + 1 }, { raw: 'toString(length(raw_base64))' }),
  );
  let bytes = 0;
  const beyond = sizes.slice(0, filter.limit).findIndex((row, i) => (bytes += Number(row[8])) > mostBytes && i > 0);
  const limit = beyond === -1 ? Math.min(filter.limit, sizes.length) : beyond;
  const letters = limit === 0 ? [] : await readDeadLetters(asker, { ...filter, limit });
  return { letters, hasMore: sizes.length > limit };
}

function toKept(rows: readonly Row[]): readonly KeptDeadLetter[] {
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
