import { endOfDay } from '../indicators/calendar.ts';
import type { Doubt, Suspect } from '../indicators/trust/doubt.ts';
import { DOUBTS } from '../indicators/trust/doubt.ts';
import type { Evaluation } from '../indicators/evaluation.ts';
import type { ReportCell } from '../indicators/trust/reporting.ts';
import { REPORT_STATES } from '../indicators/trust/reporting.ts';
import type { Labels, Naming, Series } from './series.ts';
import { oneHot, placeLabels, series } from './series.ts';

/** Who has reported what is due, and how old it is; `now` in epoch milliseconds. */
export function reportSeries(naming: Naming, { place, completeness }: Evaluation, now: number): readonly Series[] {
  const { city, zone } = place.profile;
  return completeness.duties.flatMap(({ duty, cells }) =>
    cells.flatMap((cell) => {
      const { stream, subject } = duty;
      const { carrier, district, state } = cell;
      const labels = reporterLabels(naming, city, {
        stream,
        carrier,
        district,
        ...(subject === undefined ? {} : { subject }),
      });
      const last = lastHeard(cell, zone);
      return [
        ...oneHot('gigacity_reports', labels, { label: 'state', words: REPORT_STATES, holds: state }),
        ...(last === undefined
          ? []
          : [series('gigacity_report_age_seconds', labels, Math.max(0, Math.round((now - last) / 1000)))]),
      ];
    }),
  );
}

/** When the report was received last or, where it is not there, the end of the day that the one before describes. */
function lastHeard({ receipt, last }: ReportCell, zone: string): number | undefined {
  if (receipt !== undefined) return receipt.latest;
  return last === undefined ? undefined : endOfDay(last, zone);
}

/** How many figures are doubtful, by kind, and whose reports they come from. */
export function qualitySeries(naming: Naming, { place, doubts }: Evaluation): readonly Series[] {
  const { profile } = place;
  return [
    ...DOUBTS.map((kind) =>
      series(
        'gigacity_quality_doubts',
        { ...placeLabels(profile), kind },
        doubts.filter((doubt) => doubt.kind === kind).length,
      ),
    ),
    ...suspects(naming, profile.city, doubts),
  ];
}

function suspects(naming: Naming, city: string, doubts: readonly Doubt[]): readonly Series[] {
  const counted = new Map<string, { readonly labels: Labels; count: number }>();
  for (const { kind, about } of doubts) {
    // One doubt may be about several reports of one sender.
    const senders = new Map(
      about.map((suspect) => {
        const labels = { ...reporterLabels(naming, city, suspect), kind };
        return [JSON.stringify(labels), labels];
      }),
    );
    for (const [key, labels] of senders) {
      const known = counted.get(key) ?? { labels, count: 0 };
      known.count += 1;
      counted.set(key, known);
    }
  }
  return [...counted.values()].map(({ labels, count }) => series('gigacity_quality_suspects', labels, count));
}

function reporterLabels(naming: Naming, city: string, { stream, subject, carrier, district }: Suspect): Labels {
  return {
    city,
    ...naming.district(district === city ? undefined : district),
    stream,
    ...(subject === undefined ? {} : { subject }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}
