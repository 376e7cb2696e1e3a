import type { Stream } from '../ingest/stream.ts';
import type { Asker } from './asker.ts';
import { expression, subjectColumn } from './expression.ts';
import { historyOrder, statedDay } from './history.ts';
import type { Measure } from './measure.ts';
import type { CompiledQuery } from './query.ts';
import { Binder } from './query.ts';
import { quoted, tableName } from './schema.ts';

/** The reports that the figures of a day rest on, as they were known at a moment. */
export interface ReportQuestion {
  readonly stream: Stream;
  readonly measures: readonly Measure[];
  /** YYYY-MM-DD; its end in the zone is meant. */
  readonly asOf: string;
  readonly zone: string;
  /** Only what was received by then (epoch milliseconds, inclusive); null: all there is. */
  readonly knownAt: number | null;
  /** District codes that make up the place. */
  readonly districts: readonly string[];
}

/**
 * A message in force, with where it came from; of an inventory, all entities of one carrier and district, with the
 * origin of the state observed last.
 */
export interface Report {
  readonly district: string;
  readonly carrier: string;
  /** Empty for streams without a subject. */
  readonly subject: string;
  /** What else tells messages apart: the period of a flow (`2021-03`, `2021-03 household`); empty elsewhere. */
  readonly part: string;
  /** The day from which the figures hold. */
  readonly from: string;
  /** Epoch nanoseconds as text: beyond what a double holds. */
  readonly observedAt: string;
  readonly revision: number;
  /** Epoch milliseconds; of content received several times, the first. */
  readonly receivedAt: number;
  readonly source: string;
  readonly partition: number;
  readonly offset: string;
  readonly line: number;
  /** Entities of an inventory; 1 for a report. */
  readonly entities: number;
  /** Exact decimal text per measure; null: no row of the report matched (only for largest values). */
  readonly values: readonly (string | null)[];
}

const LINEAGE = ['observed_at', 'revision', 'received_at', 'source', 'partition', '`offset`', 'line'];
const SCOPE = ['district', 'carrier', 'subject', 'part', 'from'];

/** Compiles to rows of `Report`: the winner of every key, then entities of an inventory by carrier and district. */
export function compileReports({ stream, measures, asOf, zone, knownAt, districts }: ReportQuestion): CompiledQuery {
  const binder = new Binder();
  const zoned = binder.bind('String', zone);
  const day = binder.bind('Date', asOf);
  const { stated, from } = statedDay(stream, zoned);
  const columns = measures.map((measure, i) => `${expression(measure, { stream, binder })} AS m${String(i)}`);
  const known =
    knownAt === null ? '' : ` AND received_at <= fromUnixTimestamp64Milli(${binder.bind('Int64', knownAt)})`;
  const carried = [...SCOPE, ...LINEAGE, ...measures.map((_, i) => `m${String(i)}`)];
  const at = (name: string): string => `s.${String(carried.indexOf(name) + 1)}`;
  const sums = measures.map((_, i) => `toString(sum(${at(`m${String(i)}`)}))`);
  const sql = `SELECT ${SCOPE.slice(0, 4)
    .map((name) => `${at(name)} AS ${name}`)
    .join(', ')}, toString(max(${at('from')})) AS from,
  argMax((toString(toUnixTimestamp64Nano(${at('observed_at')})), ${at('revision')}, toUnixTimestamp64Milli(${at('received_at')}), ${LINEAGE.slice(3).map(at).join(', ')}), (${LINEAGE.map(at).join(', ')})) AS lineage,
  count() AS entities, [${sums.join(', ')}] AS values
FROM (
  SELECT argMax((${carried.join(', ')}), (${historyOrder(stream)}, receipt_order)) AS s
  FROM (
    SELECT *, content_hash, receipt_order, ${stated} AS day, ${from} AS from, ${subjectColumn(stream)} AS subject, ${part(stream)} AS part, ${columns.join(', ')}
    FROM ${tableName(stream.name)}
    WHERE day <= ${day}${known}
  )
  GROUP BY ${stream.key.map(quoted).join(', ')}
)
WHERE ${at('district')} IN ${binder.bind('Array(String)', districts)} AND ${at('from')} <= ${day}
GROUP BY ${SCOPE.slice(0, 4).map(at).join(', ')}
ORDER BY district, carrier, subject, part`;
  return { sql, params: binder.params, tables: [tableName(stream.name)] };
}

/** The fields that tell the messages of one carrier, district and subject apart, the period of a flow first. */
export function partFields({ key, subject }: Stream): readonly string[] {
  return key.filter((name) => !['carrier', 'district', subject].includes(name)).reverse();
}

/** Entities of an inventory are too many to be told of one by one. */
function part(stream: Stream): string {
  const own = stream.kind === 'flow' ? partFields(stream) : [];
  if (own.length === 0) return "''";
  const texts = own.map((name) => `ifNull(toString(${quoted(name)}), '')`);
  return `arrayStringConcat(arrayFilter(t -> t != '', [${texts.join(', ')}]), ' ')`;
}

type Lineage = readonly [string, number, string | number, string, number, string | number, number];

export async function readReports(asker: Asker, question: ReportQuestion): Promise<readonly Report[]> {
  const rows = await asker.ask(compileReports(question));
  return rows.map((row) => {
    const [district, carrier, subject, text, from, lineage, entities, values] = row as [
      ...[string, string, string, string, string],
      Lineage,
      string | number,
      (string | null)[],
    ];
    const [observedAt, revision, receivedAt, source, partition, offset, line] = lineage;
    return {
      ...{ district, carrier, subject, part: text, from, observedAt, revision },
      ...{ receivedAt: Number(receivedAt), source, partition, offset: String(offset), line },
      ...{ entities: Number(entities), values },
    };
  });
}
