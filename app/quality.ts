import type { Doubt } from '../indicators/doubt.ts';
import { beyond, doubtsOn } from '../indicators/doubts.ts';
import type { Catalogue } from '../indicators/catalogue.ts';
import type { Limit, Profile } from '../indicators/profile.ts';
import { fromText, rational } from '../indicators/rational.ts';
import type { Place } from '../indicators/scope.ts';
import { placeOf } from '../indicators/scope.ts';
import { findStream, STREAMS } from '../ingest/streams.ts';
import type { Asker } from '../store/asker.ts';
import { readBeyond, readTies } from '../store/read.ts';
import type { EvaluateDeps, Times } from './evaluate.ts';
import { readPlace } from './evaluate.ts';

/** Everything in one place that something speaks against: reports in force on the day, ties, samples of the window. */
export async function evaluateQuality(deps: EvaluateDeps, profile: Profile, times: Times): Promise<readonly Doubt[]> {
  const { catalogue } = deps;
  const place = placeOf(profile, catalogue.registries);
  const rules = [...catalogue.quality.values()];
  const { readings, streams } = await readPlace(deps, place, { ...times, indicators: [], assignments: [], rules });
  return [
    ...doubtsOn({ place, rules, streams, readings, asOf: times.asOf }),
    ...(await moreDoubts(deps, place, times)),
  ];
}

/** What readings do not show: samples beyond a limit, and contents that differ under one identity. */
export async function moreDoubts(
  { catalogue, asker }: EvaluateDeps,
  place: Place,
  times: Times,
): Promise<readonly Doubt[]> {
  const doubts: Doubt[] = [];
  for (const limit of place.profile.plausibility.limits)
    doubts.push(...(await sampleDoubts(asker, place, { ...times, limit, catalogue })));
  doubts.push(...(await tieDoubts(asker, place, times)));
  return doubts;
}

async function sampleDoubts(
  asker: Asker,
  { profile, codes }: Place,
  { limit, asOf, knownAt, catalogue }: Times & { limit: Limit; catalogue: Catalogue },
): Promise<readonly Doubt[]> {
  const stream = findStream(limit.stream);
  if (stream?.kind !== 'sample') return [];
  const { field, atMost } = limit;
  const windowDays = longestWindow(catalogue, limit.stream);
  const rows = await readBeyond(asker, { stream, field, atMost, asOf, windowDays, zone: profile.zone, knownAt });
  return rows
    .filter(({ district }) => codes.has(district))
    .map(({ carrier, district, day, count, largest }) => ({
      kind: beyond(limit, largest),
      rule: null,
      about: [{ stream: limit.stream, carrier, district }],
      day,
      figure: fromText(largest),
      against: fromText(atMost),
      details: [field, `${String(count)} samples`],
    }));
}

/** The longest window over which an indicator reads a stream's samples. */
function longestWindow({ indicators }: Catalogue, stream: string): number {
  const windows = [...indicators.values()].flatMap(({ formula }) =>
    formula.kind === 'samples' && formula.of.stream === stream ? [formula.of.windowDays] : [],
  );
  return Math.max(1, ...windows);
}

async function tieDoubts(asker: Asker, { profile, codes }: Place, { asOf, knownAt }: Times): Promise<readonly Doubt[]> {
  const doubts: Doubt[] = [];
  for (const stream of STREAMS) {
    const ties = await readTies(asker, { stream, asOf, zone: profile.zone, knownAt });
    for (const { carrier, district, subject, day, contents } of ties.filter((tie) => codes.has(tie.district))) {
      const about = [{ stream: stream.name, ...(subject === '' ? {} : { subject }), carrier, district }];
      const figure = rational(BigInt(contents.length));
      doubts.push({ kind: 'tie', rule: null, about, day, figure, against: rational(1n), details: contents });
    }
  }
  return doubts;
}
