import type { OpenMetricsContentType } from 'prom-client';
import { Gauge, Registry } from 'prom-client';
import { endOfDay } from '../indicators/calendar.ts';
import type { CommittedEvaluation } from '../indicators/committed.ts';
import type { Evaluation } from '../indicators/evaluation.ts';
import { groupBy } from '../indicators/group-by.ts';
import { EVALUATION_METRICS } from './names.ts';
import type { EvaluationMetricName } from './names.ts';
import { qualitySeries, reportSeries } from './report-series.ts';
import type { Series } from './series.ts';
import { Naming, placeLabels, series } from './series.ts';
import { planSeries, targetSeries } from './target-series.ts';
import { indicatorInfo, valueSeries } from './value-series.ts';

/** A committed evaluation as text, made once and served until the next one is committed. */
export interface Exposition {
  /** Prometheus' text format; gauges alone, so that it is OpenMetrics too but for its last line. */
  readonly text: string;
  readonly series: number;
  /** Series that were left out, by indicator. */
  readonly dropped: ReadonlyMap<string, number>;
}

/**
 * Renders an evaluation. Over `limit` series whole indicators are left out, values, targets and verdicts alike: first
 * those that no target is set for, then the others, each from the end of the catalogue; what else is told of places,
 * reports and the evaluation itself is never left out.
 */
export async function expose(committed: CommittedEvaluation, limit: number): Promise<Exposition> {
  const naming = new Naming(committed.catalogue.registries);
  const always = unique([
    ...committed.evaluations.flatMap((one) => placeSeries(naming, one, committed)),
    ...definitionSeries(committed),
    ...evaluationSeries(committed),
  ]);
  const kept = [...always];
  const dropped = new Map<string, number>();
  for (const [indicator, own] of byIndicator(naming, committed)) {
    // The first that does not fit ends it, so that which ones are left out depends on the order alone.
    if (dropped.size > 0 || kept.length + own.length > limit) dropped.set(indicator, own.length);
    else kept.push(...own);
  }
  const shown = [
    ...kept,
    series('gigacity_exposition_series', {}, kept.length),
    ...[...dropped].map(([indicator, count]) => series('gigacity_exposition_dropped_series', { indicator }, count)),
  ];
  return { text: await render(shown), series: kept.length, dropped };
}

/** Each indicator with all its series, in the order in which they are kept. */
function byIndicator(naming: Naming, { catalogue, evaluations }: CommittedEvaluation): readonly [string, Series[]][] {
  const values = groupBy(
    evaluations.flatMap(({ values }) => values),
    ({ indicator }) => indicator.id,
  );
  const verdicts = groupBy(
    evaluations.flatMap(({ verdicts }) => verdicts),
    ({ target }) => target.indicator,
  );
  const ids = [...catalogue.indicators.keys()];
  const ordered = [...ids.filter((id) => verdicts.has(id)), ...ids.filter((id) => !verdicts.has(id))];
  return ordered.map((id) => [
    id,
    unique([
      ...(values.get(id) ?? []).flatMap((value) => valueSeries(naming, value)),
      ...(verdicts.get(id) ?? []).flatMap((verdict) => targetSeries(naming, verdict)),
    ]),
  ]);
}

function placeSeries(
  naming: Naming,
  evaluation: Evaluation,
  { finishedAt, simulated }: CommittedEvaluation,
): readonly Series[] {
  const { place, asOf, knownAt } = evaluation;
  const { profile } = place;
  const labels = placeLabels(profile);
  const asOfEnds = endOfDay(asOf, profile.zone);
  // Figures of a past day are as old as they were on that day.
  const now = Math.min(knownAt ?? finishedAt, asOfEnds);
  return [
    series('gigacity_place_info', { ...labels, name: profile.name.zh, name_en: profile.name.en }, 1),
    series('gigacity_simulated', labels, simulated.has(profile.id) ? 1 : 0),
    series('gigacity_evaluation_as_of_timestamp_seconds', labels, asOfEnds / 1000),
    ...reportSeries(naming, evaluation, now),
    ...qualitySeries(naming, evaluation),
  ];
}

function definitionSeries({ catalogue, evaluations }: CommittedEvaluation): readonly Series[] {
  const unitOf = (id: string): string => catalogue.indicators.get(id)?.unit ?? '';
  return [
    ...[...catalogue.indicators.values()].map(indicatorInfo),
    ...catalogue.registries.carriers.map(({ code, name }) =>
      series('gigacity_carrier_info', { carrier: code, name: name.zh, name_en: name.en }, 1),
    ),
    ...evaluations.flatMap(({ place: { profile } }) =>
      profile.plans.flatMap((id) => {
        const plan = catalogue.plans.get(id);
        return plan === undefined ? [] : planSeries(plan, { zone: profile.zone, unitOf });
      }),
    ),
  ];
}

function evaluationSeries({ id, startedAt, finishedAt }: CommittedEvaluation): readonly Series[] {
  return [
    series('gigacity_evaluation_info', { id }, 1),
    series('gigacity_evaluation_last_success_timestamp_seconds', {}, finishedAt / 1000),
    series('gigacity_evaluation_duration_seconds', {}, (finishedAt - startedAt) / 1000),
  ];
}

/** Of the same name and labels the first, where two profiles tell of the same district or follow the same plan. */
function unique(all: readonly Series[]): Series[] {
  const seen = new Map<string, Series>();
  for (const one of all) {
    const key = `${one.name} ${JSON.stringify(one.labels)}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

/**
 * Name by name, with a turn for others between: all at once would keep every request waiting. In the form of
 * OpenMetrics, which allows no empty lines; for gauges the older format is the same.
 */
async function render(all: readonly Series[]): Promise<string> {
  const parts: string[] = [];
  for (const [name, own] of groupBy(all, (one) => one.name)) {
    const registry = new Registry<OpenMetricsContentType>();
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    const { help, labels } = EVALUATION_METRICS[name as EvaluationMetricName];
    const gauge = new Gauge({ name, help: help.en, labelNames: [...labels], registers: [registry] });
    for (const one of own) gauge.set(one.labels, one.value);
    parts.push((await registry.metrics()).slice(0, -END.length));
    await new Promise(setImmediate);
  }
  return parts.join('');
}

const END = '# EOF\n';
