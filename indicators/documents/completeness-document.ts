import { instantText } from '../calendar.ts';
import type { Profile } from '../profile.ts';
import type { DutyReporting, ReportCell, ReportCounts } from '../trust/reporting.ts';
import { countReports } from '../trust/reporting.ts';

/** Who has reported what in a place: the duties of its profile over a month or a quarter. */
export interface CompletenessDocument extends ReportCounts {
  readonly profile: string;
  /** As it was asked for. */
  readonly period: string;
  readonly known_at: string | null;
  readonly duties: readonly DutyDocument[];
}

export interface DutyDocument extends ReportCounts {
  readonly stream: string;
  readonly subject: string;
  readonly every: string;
  readonly period: string | null;
  readonly due: string | null;
  readonly reports: readonly ReportDocument[];
}

export interface ReportDocument {
  readonly carrier: string;
  readonly district: string;
  readonly state: string;
  /** RFC 3339 in UTC. */
  readonly first_received_at?: string;
  readonly latest_received_at?: string;
  readonly revision?: number;
  readonly why?: string;
  readonly last?: string;
}

export function toCompletenessDocument(
  { id }: Profile,
  duties: readonly DutyReporting[],
  { period, knownAt }: { period: string; knownAt: string | null },
): CompletenessDocument {
  return {
    profile: id,
    period,
    known_at: knownAt,
    ...countReports(duties.flatMap(({ cells }) => cells)),
    duties: duties.map(({ duty, period: own, due, cells }) => ({
      stream: duty.stream,
      subject: duty.subject ?? '',
      every: duty.every,
      period: own,
      due,
      ...countReports(cells),
      reports: cells.map(toReport),
    })),
  };
}

function toReport({ carrier, district, state, receipt, why, last }: ReportCell): ReportDocument {
  return {
    carrier,
    district,
    state,
    ...(receipt === undefined
      ? {}
      : {
          first_received_at: instantText(receipt.first),
          latest_received_at: instantText(receipt.latest),
          revision: receipt.revision,
        }),
    ...(why === undefined ? {} : { why }),
    ...(last === undefined ? {} : { last }),
  };
}
