import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import type { Place } from '../../indicators/scope.ts';
import { measureOfLimit, measuresOfRule } from '../../indicators/trust/doubts.ts';
import { measuresByStream } from '../../indicators/values/readings.ts';
import type { Measure } from '../../store/measure.ts';

/**
 * What the whole catalogue asks of each stream, so that everybody asks the same question and one answer serves all of
 * them. Indicators that are not of the catalogue may ask for more.
 */
export function everyMeasure(
  { indicators, quality }: Catalogue,
  { profile }: Place,
  more: readonly Indicator[] = [],
): ReadonlyMap<string, readonly Measure[]> {
  const ruled = [...quality.values()].flatMap(measuresOfRule);
  const limited = profile.plausibility.limits
    .filter(({ stream }) => ruled.some((measure) => measure.stream === stream))
    .map(measureOfLimit);
  return measuresByStream([...indicators.values(), ...more], [...ruled, ...limited]);
}
