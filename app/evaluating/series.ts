import { LEVELS } from '../../indicators/indicator.ts';
import type { Indicator, Level } from '../../indicators/indicator.ts';
import { valuesOf } from '../../indicators/evaluation.ts';
import type { Profile } from '../../indicators/profile.ts';
import { placeOf, scopeKey } from '../../indicators/scope.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { readPlace } from './read-place.ts';

interface SeriesRequest {
  readonly indicators: readonly Indicator[];
  readonly levels: readonly Level[];
  /** YYYY-MM-DD, rising. */
  readonly days: readonly string[];
  /** Epoch milliseconds, inclusive; null: all that is known. */
  readonly knownAt: number | null;
}

/**
 * The values of many days in one place, by indicator, scope and day. The store answers reports with their whole history,
 * so any number of days costs one question; samples are read window by window.
 */
export async function evaluateSeries(
  deps: EvaluateDeps,
  profile: Profile,
  { indicators, levels, days, knownAt }: SeriesRequest,
): Promise<readonly IndicatorValue[]> {
  const place = placeOf(profile, deps.catalogue.registries);
  const [last] = days.slice(-1);
  if (last === undefined) return [];
  const read = async (some: readonly Indicator[], asOf: string): Promise<readonly IndicatorValue[]> => {
    if (some.length === 0) return [];
    const { readings } = await readPlace(deps, place, { asOf, knownAt, indicators: some, assignments: [], rules: [] });
    const own = isSampled(some[0]) ? [asOf] : days;
    return own.flatMap((day) => valuesOf(some, { levels, place, readings, asOf: day }));
  };
  const found = [
    ...(await read(
      indicators.filter((one) => !isSampled(one)),
      last,
    )),
  ];
  for (const day of days) found.push(...(await read(indicators.filter(isSampled), day)));
  return inOrder(found, indicators);
}

/** Whether an indicator reads samples, which costs a question for each day. */
function isSampled(indicator: Indicator | undefined): boolean {
  return indicator?.formula.kind === 'samples' || indicator?.formula.kind === 'index';
}

function inOrder(values: readonly IndicatorValue[], indicators: readonly Indicator[]): readonly IndicatorValue[] {
  const series = new Map<string, IndicatorValue[]>(
    indicators.flatMap(({ id }) => LEVELS.map((level) => [`${id} ${level}`, []])),
  );
  for (const value of values) {
    const key = `${value.indicator.id} ${scopeKey(value.scope)}`;
    series.set(key, [...(series.get(key) ?? []), value]);
  }
  return [...series.values()].flat();
}
