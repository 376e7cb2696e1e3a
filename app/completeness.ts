import { dayOf, startOfMonth } from '../indicators/calendar.ts';
import type { Profile } from '../indicators/profile.ts';
import type { Completeness, ReportPeriod } from '../indicators/reporting.ts';
import { lastOverdueMonth, reportingOf } from '../indicators/reporting.ts';
import { placeOf } from '../indicators/scope.ts';
import { findStream } from '../ingest/streams.ts';
import type { Receipt } from '../store/receipts.ts';
import { readReceipts } from '../store/read.ts';
import type { EvaluateDeps } from './evaluate.ts';

export interface CompletenessRequest {
  /** The latest month whose reports were overdue, where none is asked for. */
  readonly period: ReportPeriod | undefined;
  readonly stream: string | undefined;
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

/** Who has reported what in one place, duty by duty; the store is asked once per stream. */
export async function evaluateCompleteness(
  { catalogue, asker, now }: EvaluateDeps,
  profile: Profile,
  { period, stream, knownAt }: CompletenessRequest,
): Promise<Completeness> {
  const { zone } = profile;
  const place = placeOf(profile, catalogue.registries);
  const known = dayOf(knownAt ?? now(), zone);
  const asked = period ?? monthOf(lastOverdueMonth(profile.duties, known));
  const duties = profile.duties.filter((duty) => stream === undefined || duty.stream === stream);
  const receipts = new Map<string, readonly Receipt[]>();
  for (const name of new Set(duties.map((duty) => duty.stream))) {
    const declared = findStream(name);
    if (declared !== undefined) receipts.set(name, await readReceipts(asker, { stream: declared, zone, knownAt }));
  }
  return {
    period: asked,
    duties: duties.flatMap((duty) =>
      reportingOf(duty, { place, receipts: receipts.get(duty.stream) ?? [], from: asked.from, to: asked.to, known }),
    ),
  };
}

function monthOf(end: string): ReportPeriod {
  return { name: end.slice(0, 7), from: startOfMonth(end), to: end };
}
