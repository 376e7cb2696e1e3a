import type { CommittedEvaluation } from '../../indicators/committed.ts';
import type { Doubt } from '../../indicators/trust/doubt.ts';
import type { Rational } from '../../indicators/rational.ts';
import { fromText } from '../../indicators/rational.ts';
import { placeOf } from '../../indicators/scope.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Verdict, VerdictWord } from '../../indicators/judging/verdict.ts';
import { shippedCatalogue } from './catalogue.ts';
import { finding, indicator, verdictOn } from './targets.ts';

const catalogue = shippedCatalogue();

/** A verdict on a share of 98 % by the end of 2025, of the city or of one of its districts. */
export function verdictOf({
  value,
  district,
  verdict,
}: {
  value: string | null;
  district?: string;
  verdict?: VerdictWord;
}): Verdict {
  const judged = verdictOn({}, { asOf: '2025-06-30', now: finding(value) });
  const scope = { city: '310000', ...(district === undefined ? {} : { district }) };
  return { ...judged, scope, value: { ...judged.value, scope }, ...(verdict === undefined ? {} : { verdict }) };
}

/** An evaluation of Shanghai that holds just these verdicts and their values. */
export function committedEvaluation(
  verdicts: readonly Verdict[],
  {
    untargeted = [],
    simulated = [],
    doubts = [],
  }: { untargeted?: readonly string[]; simulated?: readonly string[]; doubts?: readonly Doubt[] } = {},
): CommittedEvaluation {
  const profile = catalogue.profiles.get('shanghai');
  if (profile === undefined) throw new Error('no profile of Shanghai is shipped');
  const others = untargeted.map((id) => valueOf(id, fromText('1/4')));
  const indicators = new Map(
    [...new Set(verdicts.map(({ value }) => value.indicator.id)), ...untargeted].map((id) => [id, indicator({ id })]),
  );
  return {
    id: 'some-evaluation',
    startedAt: 1_750_000_000_000,
    finishedAt: 1_750_000_002_000,
    catalogue: { ...catalogue, indicators },
    evaluations: [
      {
        place: placeOf(profile, catalogue.registries),
        asOf: '2025-06-30',
        knownAt: null,
        values: [...verdicts.map(({ value }) => value), ...others],
        verdicts,
        apportioned: [],
        completeness: { period: { name: '2025-05', from: '2025-05-01', to: '2025-05-31' }, duties: [] },
        doubts,
        challenges: [],
      },
    ],
    simulated: new Set(simulated),
  };
}

function valueOf(id: string, value: Rational): IndicatorValue {
  return { indicator: indicator({ id }), scope: { city: '310000' }, asOf: '2025-06-30', value, flags: [] };
}
