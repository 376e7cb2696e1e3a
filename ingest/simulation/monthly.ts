import type { City } from './city.ts';
import { monthEnds, startOf } from './day.ts';
import { statisticReports } from './figures.ts';
import { subscriberReports } from './lines.ts';
import type { SimulatedMessage, Watermark } from './message.ts';
import type { Span } from './port-days.ts';
import { coverageReports } from './reach.ts';
import type { Report } from './report.ts';
import { messagesOf } from './report.ts';
import { siteReports } from './sites.ts';
import { upgradeReports } from './upgrades-2021.ts';

interface Due {
  readonly day: number;
  /** The eve of the feed, for which every stock is reported once, as an opening balance. */
  readonly opening: boolean;
}

type Reports = (city: City, seed: number, due: Due) => readonly Report[];

/** The streams that are reported at the ends of months. */
export const MONTHLY: Readonly<Record<string, Reports>> = {
  'sites-5g': (city, seed, { day }) => siteReports(city, seed, day),
  subscribers: (city, seed, { day }) => subscriberReports(city, seed, day),
  coverage: (city, _, { day }) => coverageReports(city, day),
  statistics: statisticReports,
  'programme-progress': (city, seed, { day, opening }) => (opening ? [] : upgradeReports(city, seed, day)),
};

export function* monthly(
  city: City,
  seed: number,
  { reports, span }: { reports: Reports; span: Span },
): Generator<SimulatedMessage | Watermark> {
  const dues = [
    { day: span.from - 1, opening: true },
    ...monthEnds(span.from, span.to).map((day) => ({ day, opening: false })),
  ];
  for (const due of dues) {
    yield { until: startOf(due.day + 1) };
    for (const report of reports(city, seed, due)) yield* messagesOf(report, due.day, seed);
  }
}
