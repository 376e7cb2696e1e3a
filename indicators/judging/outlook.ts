import { daysBetween } from '../calendar.ts';
import type { Course, Standing } from './course.ts';
import { isCumulative } from './course.ts';
import type { Bounds, Forecast } from './forecast.ts';
import { forecast } from './forecast.ts';
import type { Indicator } from '../indicator.ts';
import { lineOf, monthlyLineAt } from './line.ts';
import type { Target } from '../plan.ts';
import { toNumber } from '../rational.ts';
import { measuresOf } from '../values/readings.ts';

/**
 * The value to expect on a target's due date, from what was known on a day. A programme whose document prints milestones
 * is expected to follow their curve, once four of its figures lie on it; all else goes straight on in time.
 */
export function outlook(
  indicator: Indicator,
  { target, start, standing }: { target: Target; start: Course['start']; standing: Standing },
): Forecast | undefined {
  const { due } = target;
  const { day, value, points } = standing;
  if (due === null || day >= due || value === null) return undefined;
  const bounds = boundsOf(indicator, toNumber(value));
  const figures = points.map((point) => ({ day: point.day, value: toNumber(point.value) }));
  if (isCumulative(indicator.formula) && target.milestones.some(({ date }) => date < due)) {
    const line = lineOf(target, start);
    const asked = (at: string): number | undefined => {
      const value = monthlyLineAt(line, at);
      return value === undefined ? undefined : toNumber(value);
    };
    const onCurve = figures.flatMap((figure) => {
      const at = asked(figure.day);
      return at === undefined ? [] : [{ at, value: figure.value }];
    });
    const end = asked(due);
    const found = end === undefined ? undefined : forecast(onCurve, { due: end, bounds, method: 'plan_curve_trend' });
    if (found !== undefined) return found;
  }
  const inTime = figures.map((figure) => ({ at: -daysBetween(figure.day, due), value: figure.value }));
  return forecast(inTime, { due: 0, bounds, method: 'linear_trend' });
}

/** A share is 0 to 1, but a coverage may be above; a growth is -1 or more; a cumulative count never falls. */
function boundsOf({ formula, unit }: Indicator, present: number): Bounds {
  const low = isCumulative(formula)
    ? present
    : formula.kind === 'growth'
      ? -1
      : formula.kind === 'difference'
        ? -Infinity
        : 0;
  const isShare =
    formula.kind === 'ratio' && unit === 'ratio' && measuresOf(formula).every(({ stream }) => stream !== 'coverage');
  return { low, high: isShare ? Math.max(1, present) : Infinity, whole: unit === 'count' };
}
