import type { IndicatorValue } from '../indicators/values/value.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Labels, Naming, Series } from './series.ts';
import { known, series } from './series.ts';

/** An indicator's value for one scope with its parts; where it has none, `has_data` 0 alone. */
export function valueSeries(naming: Naming, one: IndicatorValue): readonly Series[] {
  const { indicator, value, numerator, denominator, flags } = one;
  const labels = { indicator: indicator.id, ...naming.scope(one.scope) };
  return [
    series('gigacity_indicator_has_data', labels, value === null ? 0 : 1),
    ...known('gigacity_indicator_value', { ...labels, unit: indicator.unit }, value),
    ...known('gigacity_indicator_numerator', labels, numerator),
    ...known('gigacity_indicator_denominator', labels, denominator),
    ...flags.map((flag) => series('gigacity_indicator_flag', { ...labels, flag }, 1)),
    ...sampleSeries(labels, one),
  ];
}

function sampleSeries(labels: Labels, { sample }: IndicatorValue): readonly Series[] {
  if (sample === undefined) return [];
  const { count, p10, p50, p90, interval } = sample;
  const percentiles = [
    ['p10', p10],
    ['p50', p50],
    ['p90', p90],
  ] as const;
  return [
    series('gigacity_indicator_samples', labels, count),
    ...percentiles.flatMap(([percentile, at]) =>
      at === null ? [] : [series('gigacity_indicator_percentile', { ...labels, percentile }, at)],
    ),
    ...(interval === null
      ? []
      : [
          series('gigacity_indicator_interval_low', labels, interval.low),
          series('gigacity_indicator_interval_high', labels, interval.high),
        ]),
  ];
}

export function indicatorInfo({ id, name, unit, version }: Indicator): Series {
  const labels = { indicator: id, name: name.zh, name_en: name.en, unit, version: String(version) };
  return series('gigacity_indicator_info', labels, 1);
}
