import type { Doubt } from '../../indicators/trust/doubt.ts';
import type { Profile } from '../../indicators/profile.ts';
import { placeOf } from '../../indicators/scope.ts';
import { STREAMS } from '../../ingest/streams.ts';
import { together } from '../../store/asker.ts';
import { doubting, reportDoubts } from './doubting.ts';
import type { EvaluateDeps, Times } from './evaluate.ts';
import { readPlace } from './read-place.ts';
import { readMoreDoubts } from './samples-and-ties.ts';

/** Everything in one place that something speaks against: reports in force on the day, ties, samples of the window. */
export async function evaluateQuality(deps: EvaluateDeps, profile: Profile, times: Times): Promise<readonly Doubt[]> {
  const { catalogue } = deps;
  const asker = together(deps.asker);
  const place = placeOf(profile, catalogue.registries);
  const rules = [...catalogue.quality.values()];
  const read = await readPlace({ catalogue, asker }, place, { ...times, indicators: [], assignments: [], rules });
  const more = await readMoreDoubts({ catalogue, asker }, place, { ...times, streams: STREAMS, sampleDays: [] });
  return doubting({
    place,
    ofReports: reportDoubts({ place, rules, ...read }),
    more,
    challenges: read.challenges,
  }).doubtsOf(times.asOf);
}
