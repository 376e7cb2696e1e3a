import type { Doubt } from '../../indicators/trust/doubt.ts';
import type { PeriodFigure } from '../../indicators/trust/overlapping-figures.ts';
import { overlapDoubts } from '../../indicators/trust/overlapping-figures.ts';
import type { Place } from '../../indicators/scope.ts';
import { firstDayOf, lastDayOf } from '../../ingest/period.ts';
import type { Stream } from '../../ingest/stream.ts';
import { COMMON_FIELDS } from '../../ingest/stream.ts';
import type { Asker } from '../../store/asker.ts';
import { readLatest } from '../../store/read.ts';
import { partFields } from '../../store/reports.ts';

interface Request {
  readonly stream: Stream;
  /** YYYY-MM-DD; only periods that have ended by then. */
  readonly asOf: string;
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

/** Figures of a flow that share days, segments and districts; none of a stream that has no periods. */
export async function readOverlaps(
  asker: Asker,
  { profile, codes }: Place,
  { stream, ...times }: Request,
): Promise<readonly Doubt[]> {
  if (stream.kind !== 'flow') return [];
  const amounts = amountsOf(stream);
  const rows = await readLatest(asker, { stream, fields: amounts, zone: profile.zone, ...times });
  const named = rows.map((row) =>
    Object.fromEntries([...stream.key, ...amounts].map((name, i) => [name, row[i] ?? ''])),
  );
  const own = named.filter(({ district }) => codes.has(district ?? ''));
  const figures = own.flatMap((values) => amounts.map((field) => periodFigure(stream, field, values)));
  return overlapDoubts(figures, profile.city);
}

/** The fields that are added up over periods. */
function amountsOf({ fields }: Stream): readonly string[] {
  return Object.entries(fields)
    .filter(([name, { column }]) => !(name in COMMON_FIELDS) && (column === 'count' || column === 'decimal'))
    .map(([name]) => name);
}

function periodFigure(stream: Stream, field: string, values: Readonly<Record<string, string>>): PeriodFigure {
  const { carrier = '', district = '', period = '', [field]: figure = '0' } = values;
  const subject = stream.subject === undefined ? undefined : values[stream.subject];
  const others = partFields(stream).filter((name) => name !== 'period');
  return {
    about: {
      stream: stream.name,
      ...(subject === undefined ? {} : { subject }),
      ...{ carrier, district, field },
      words: Object.fromEntries(others.map((name) => [name, values[name] ?? ''])),
    },
    part: partFields(stream)
      .map((name) => values[name] ?? '')
      .filter((text) => text !== '')
      .join(' '),
    ...{ period, from: firstDayOf(period), to: lastDayOf(period), figure },
  };
}
