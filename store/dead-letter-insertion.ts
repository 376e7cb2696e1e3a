import type { DeadLetter, Origin } from '../ingest/measurement.ts';
import type { Insertion } from './query.ts';

const COLUMNS = [
  ...['stream', 'carrier', 'source', 'partition', 'offset', 'line', 'received_at', 'raw_base64'],
  ...['codes', 'paths', 'details', 'position'],
];

export function insertDeadLetters(deadLetters: readonly DeadLetter[]): Insertion {
  return { table: 'dead_letters', columns: COLUMNS, rows: deadLetters.map(toRow) };
}

function toRow({ stream, carrier, origin, receivedAt, raw, reasons }: DeadLetter): string {
  const { source, partition, offset, line } = origin;
  return JSON.stringify([
    ...[stream, carrier.toWellFormed(), source, partition, offset, line, receivedAt],
    Buffer.from(raw).toString('base64'),
    reasons.map(({ code }) => code),
    reasons.map(({ path }) => path.toWellFormed()),
    reasons.map(({ detail }) => detail.toWellFormed()),
    positionOf(origin),
  ]);
}

/** Letters of files and uploads have no position: the same bytes again are the same letter. */
function positionOf({ source, partition, offset, line }: Origin): string {
  return /^(file|upload):/.test(source) ? '' : [source, partition, offset, line].join('/');
}

/** Marks dead letters, by their ids, as brought into the store. */
export function insertReplays(ids: readonly string[]): Insertion {
  return { table: 'replays', columns: ['dead_letter'], rows: ids.map((id) => JSON.stringify([id])) };
}
