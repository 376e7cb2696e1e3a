import { describeReason } from '../../ingest/rejection.ts';
import type { KeptDeadLetter } from '../../store/dead-letters.ts';
import { instantText } from '../../indicators/calendar.ts';
import type { RowOf } from '../tables/table.ts';
import { column } from '../tables/table.ts';
import type { Naming } from './naming.ts';

export const DEAD_LETTER_COLUMNS = [
  column('id', 'text', ['编号', 'Id']),
  column('received_at', 'moment', ['收到时刻', 'Received']),
  column('stream', 'text', ['数据流', 'Stream']),
  column('carrier', 'text', ['运营商代码', 'Carrier']),
  column('carrier_name', 'text', ['运营商', 'Carrier name']),
  column('source', 'text', ['来源', 'Source']),
  column('partition', 'number', ['分区', 'Partition']),
  column('offset', 'number', ['偏移量', 'Offset']),
  column('line', 'number', ['行', 'Line']),
  column('codes', 'text', ['原因代码', 'Codes']),
  column('reasons', 'text', ['原因', 'Reasons']),
  column('raw', 'text', ['原文', 'As it came']),
  column('raw_base64', 'text', ['原文（base64）', 'As it came (base64)']),
  column('replayed', 'boolean', ['已重放', 'Replayed']),
] as const;

export type DeadLetterRow = RowOf<typeof DEAD_LETTER_COLUMNS>;

export function toDeadLetterRow(letter: KeptDeadLetter, { carrier }: Naming): DeadLetterRow {
  const { origin, reasons } = letter;
  const raw = Buffer.from(letter.raw);
  return {
    id: letter.id,
    received_at: instantText(letter.receivedAt),
    stream: letter.stream,
    carrier: letter.carrier,
    carrier_name: carrier(letter.carrier),
    source: origin.source,
    partition: origin.partition,
    offset: origin.offset,
    line: origin.line,
    codes: [...new Set(reasons.map(({ code }) => code))].join(' '),
    reasons: reasons.map(describeReason).join('; '),
    raw: raw.toString('utf8'),
    raw_base64: raw.toString('base64'),
    replayed: letter.isReplayed,
  };
}
