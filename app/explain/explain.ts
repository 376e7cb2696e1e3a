import { findStream } from '../../ingest/streams.ts';
import { momentOf } from '../../indicators/calendar.ts';
import type { Gap } from '../../indicators/trust/completeness.ts';
import type { Formula, Indicator } from '../../indicators/indicator.ts';
import type { Profile } from '../../indicators/profile.ts';
import { plansOf } from '../../indicators/profile.ts';
import { fromText } from '../../indicators/rational.ts';
import { measuresByStream, rolesOf } from '../../indicators/values/readings.ts';
import { samplesOf } from '../../indicators/values/sample-readings.ts';
import type { Place, Scope } from '../../indicators/scope.ts';
import { levelOf, placeOf, scopeKey } from '../../indicators/scope.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import type { Measure } from '../../store/measure.ts';
import type { Failure } from '../../store/failures.ts';
import type { CompiledQuery } from '../../store/query.ts';
import { readSamples } from '../../store/read-samples.ts';
import { readReports } from '../../store/reports.ts';
import type { SampleQuestion } from '../../store/samples.ts';
import { compileSamples } from '../../store/samples.ts';
import { compileSpans } from '../../store/spans.ts';
import type { EvaluateDeps, Times } from '../evaluating/evaluate.ts';
import { evaluateDoubts, evaluateGaps, evaluateValues, evaluateVerdicts } from '../evaluating/evaluate.ts';
import type { Exclusions } from './exclusions.ts';
import { exclusionsOf, exclusionsOfSamples } from './exclusions.ts';
import type { Contribution } from './reports.ts';
import { contributions, doubted } from './reports.ts';
import { failedItems } from '../showing/failed-items.ts';

/** Where one number comes from. */
export interface Explanation {
  readonly profile: Profile;
  readonly scope: Scope;
  readonly value: IndicatorValue;
  /** The questions that the store was asked. */
  readonly queries: readonly CompiledQuery[];
  readonly reports: readonly Contribution[];
  /** What of each stream did not go into the number, and why. */
  readonly exclusions: readonly Exclusions[];
  readonly gaps: readonly Gap[];
  /** Items of a programme that were examined and do not count. */
  readonly failures: readonly Failure[];
  readonly verdicts: readonly Verdict[];
}

export interface ExplainRequest extends Times {
  readonly indicator: Indicator;
  readonly scope: Scope;
}

export async function explain(
  deps: EvaluateDeps,
  profile: Profile,
  request: ExplainRequest,
): Promise<Explanation | undefined> {
  const { indicator, scope, asOf, knownAt } = request;
  const key = scopeKey(scope);
  const isSame = (one: { readonly scope: Scope }): boolean => scopeKey(one.scope) === key;
  const values = await evaluateValues(deps, profile, {
    asOf,
    knownAt,
    indicators: [indicator],
    levels: [levelOf(scope)],
  });
  const value = values.find(isSame);
  if (value === undefined) return undefined;
  // The other targets would only be judged to be thrown away.
  const plans = plansOf(profile, deps.catalogue.plans).map((plan) => ({
    ...plan,
    targets: plan.targets.filter((target) => target.indicator === indicator.id),
  }));
  const verdicts = await evaluateVerdicts(deps, profile, { asOf, knownAt, plans, level: levelOf(scope) });
  const place = placeOf(profile, deps.catalogue.registries);
  const isSampled = samplesOf(indicator.formula).length > 0;
  const found = isSampled ? await sampled(deps, place, request) : await reported(deps, place, request);
  const failures = await failedItems(deps, profile, request);
  const doubts = await evaluateDoubts(deps, profile, request);
  return {
    profile,
    scope,
    value,
    queries: found.queries,
    reports: found.reports.map((report) => doubted(report, doubts)),
    exclusions: isSampled
      ? exclusionsOfSamples(value)
      : await exclusionsOf(deps.asker, place, { ...request, reports: found.reports, failures }),
    // Samples are not reports: nobody is bound to send one for a day.
    gaps: isSampled ? [] : await evaluateGaps(deps, profile, request),
    failures,
    verdicts: verdicts.filter(isSame),
  };
}

type Found = Pick<Explanation, 'queries' | 'reports'>;

async function reported(
  { asker }: EvaluateDeps,
  place: Place,
  { indicator, scope, asOf, knownAt }: ExplainRequest,
): Promise<Found> {
  const { formula } = indicator;
  const { zone } = place.profile;
  const queries: CompiledQuery[] = [];
  const reports: Contribution[] = [];
  const moments = momentsOf(formula, { asOf, knownAt, zone });
  for (const [name, measures] of measuresByStream([indicator])) {
    const stream = findStream(name);
    if (stream === undefined) continue;
    for (const known of new Set(moments.map((moment) => moment.knownAt)))
      queries.push(compileSpans({ stream, measures, zone, knownAt: known }));
    for (const { isBase, ...moment } of moments) {
      const found = await readReports(asker, { stream, measures, zone, ...moment, districts: [...place.codes].sort() });
      for (const { role, measure } of rolesOf(formula)) {
        const column = measures.findIndex((one) => isSameQuestion(one, measure));
        reports.push(...contributions(found, { role, measure, column, place, scope, day: moment.asOf, isBase }));
      }
    }
  }
  return { queries, reports };
}

/** The day asked for, and the base with its own moment of knowledge. */
function momentsOf(
  formula: Formula,
  { zone, ...asked }: Times & { zone: string },
): readonly (Times & { readonly isBase: boolean })[] {
  const now = { ...asked, isBase: false };
  if (!('base' in formula)) return [now];
  const own = formula.baseKnownAt === undefined ? Infinity : momentOf(formula.baseKnownAt, zone);
  const earliest = Math.min(asked.knownAt ?? Infinity, own);
  return [now, { asOf: formula.base, knownAt: earliest === Infinity ? null : earliest, isBase: true }];
}

function isSameQuestion(a: Measure, b: Measure): boolean {
  return JSON.stringify({ ...a, across: undefined }) === JSON.stringify({ ...b, across: undefined });
}

async function sampled(
  { asker }: EvaluateDeps,
  place: Place,
  { indicator: { formula }, scope, asOf, knownAt }: ExplainRequest,
): Promise<Found> {
  const measures = samplesOf(formula);
  const [first] = measures;
  const stream = first && findStream(first.stream);
  if (first === undefined || stream === undefined) return { queries: [], reports: [] };
  const question: SampleQuestion = {
    ...{ stream, measures, asOf, knownAt },
    windowDays: first.windowDays,
    zone: place.profile.zone,
    districts: [...place.codes].sort(),
  };
  const rows = formula.kind === 'samples' ? await readSamples(asker, question) : [];
  const reports = rows.flatMap(({ district, carrier, distribution: one }): Contribution[] => {
    const isCell = district !== '' && carrier !== '';
    const covered = (scope.district ?? district) === district && (scope.carrier ?? carrier) === carrier;
    if (!isCell || !covered || one.count === 0) return [];
    const value = fromText(String(one.count));
    return [
      {
        role: 'samples',
        day: asOf,
        isBase: false,
        stream: stream.name,
        report: { carrier, district, subject: '', part: '', from: asOf, entities: one.count },
        value,
        counted: true,
        doubts: [],
      },
    ];
  });
  return { queries: [compileSamples(question)], reports };
}
