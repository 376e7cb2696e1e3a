import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Indicator, Level } from '../../indicators/indicator.ts';
import type { Failure } from './failure.ts';
import { wrong } from './failure.ts';
import { suggestion } from './suggest.ts';

/** An indicator by its id or Chinese name; throws a Failure with what may have been meant. */
export function indicatorNamed(indicators: Catalogue['indicators'], id: string): Indicator {
  const indicator = indicators.get(id) ?? [...indicators.values()].find(({ name }) => name.zh === id);
  if (indicator !== undefined) return indicator;
  throw wrong({ zh: `没有指标“${id}”`, en: `there is no indicator "${id}"` }, suggestion(id, [...indicators.keys()]));
}

/** For an indicator that was asked for at levels (in a city and in a district, say) all of which it lacks. */
export function levelFailure({ id, levels }: Indicator, asked: readonly Level[]): Failure {
  const has = levels.join(', ');
  const lacks = [...new Set(asked)].join(', ');
  return wrong(
    { zh: `指标 ${id} 没有层级 ${lacks}`, en: `the indicator ${id} has no level ${lacks}` },
    { zh: `它有：${has}`, en: `it has: ${has}` },
  );
}
