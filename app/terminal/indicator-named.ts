import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { wrong } from './failure.ts';
import { suggestion } from './suggest.ts';

/** An indicator by its id or Chinese name; throws a Failure with what may have been meant. */
export function indicatorNamed(indicators: Catalogue['indicators'], id: string): Indicator {
  const indicator = indicators.get(id) ?? [...indicators.values()].find(({ name }) => name.zh === id);
  if (indicator !== undefined) return indicator;
  throw wrong({ zh: `没有指标“${id}”`, en: `there is no indicator "${id}"` }, suggestion(id, [...indicators.keys()]));
}
