import { dayOf, startOfMonth } from '../../indicators/calendar.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Completeness, ReportPeriod } from '../../indicators/trust/reporting.ts';
import { lastOverdueMonth, reportingOf } from '../../indicators/trust/reporting.ts';
import { placeOf } from '../../indicators/scope.ts';
import type { Receipt } from '../../store/receipts.ts';
import { together } from '../../store/asker.ts';
import { readReceipts } from '../../store/read-receipts.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { everyMeasure } from './every-measure.ts';
import { streamsNamed } from './samples-and-ties.ts';

export interface CompletenessRequest {
  /** The latest month whose reports were overdue, where none is asked for. */
  readonly period: ReportPeriod | undefined;
  readonly stream: string | undefined;
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

/** Who has reported what in one place, duty by duty; the store is asked once per stream. */
export async function evaluateCompleteness(
  { catalogue, asker: each, now }: EvaluateDeps,
  profile: Profile,
  { period, stream, knownAt }: CompletenessRequest,
): Promise<Completeness> {
  const asker = together(each);
  const { zone } = profile;
  const place = placeOf(profile, catalogue.registries);
  const known = dayOf(knownAt ?? now(), zone);
  const asked = period ?? monthOf(lastOverdueMonth(profile.duties, known));
  const duties = profile.duties.filter((duty) => stream === undefined || duty.stream === stream);
  const every = everyMeasure(catalogue, place);
  const answers = streamsNamed(duties.map((duty) => duty.stream)).map(async (declared) => {
    const measures = every.get(declared.name) ?? [];
    const own: readonly Receipt[] = await readReceipts(asker, { stream: declared, measures, zone, knownAt });
    return [declared.name, own] as const;
  });
  const receipts = new Map(await Promise.all(answers));
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
