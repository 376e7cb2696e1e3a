import type { Asker } from './asker.ts';
import { midnight, shiftDay } from './day-ranges.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import type { SampleQuestion } from './samples.ts';

/** Refused messages of a window; an empty district or carrier where the message names none that can be read. */
export interface Rejected {
  readonly district: string;
  readonly carrier: string;
  readonly count: number;
}

/** A message belongs to the day on which it says it was observed, or where it does not say, to that of its receipt. */
function compileRejected({ stream, windowDays, asOf, knownAt, ...question }: SampleQuestion): CompiledQuery {
  const binder = new Binder();
  const zone = binder.bind('String', question.zone);
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const sql = `SELECT district, named AS carrier, count() FROM (
  SELECT if(carrier = '', JSONExtractString(any(raw), 'carrier'), carrier) AS named, JSONExtractString(any(raw), 'district') AS district,
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(any(raw), 'observed_at'), 9, 'UTC'), min(received_at)) AS moment
  FROM dead_letters WHERE stream = ${binder.bind('String', stream.name)}${known}
  GROUP BY carrier, position, raw_hash
)
WHERE moment >= ${midnight(shiftDay(asOf, 1 - windowDays), zone, binder)} AND moment < ${midnight(shiftDay(asOf, 1), zone, binder)}
GROUP BY district, named ORDER BY district, carrier`;
  return { sql, params: binder.params, tables: ['dead_letters'] };
}

export async function readRejected(asker: Asker, question: SampleQuestion): Promise<readonly Rejected[]> {
  const rows = await asker.ask(compileRejected(question));
  return rows.map(([district, carrier, count]) => ({
    district: String(district),
    carrier: String(carrier),
    count: Number(count),
  }));
}
