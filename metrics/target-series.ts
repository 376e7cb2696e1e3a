import { endOfDay } from '../indicators/calendar.ts';
import type { Comparison, Plan, Target } from '../indicators/plan.ts';
import type { Rational } from '../indicators/rational.ts';
import { compare, divide, fromText, isZero, ZERO } from '../indicators/rational.ts';
import type { Verdict } from '../indicators/judging/verdict.ts';
import { VERDICTS } from '../indicators/judging/verdict.ts';
import type { Naming, Series } from './series.ts';
import { known, oneHot, series } from './series.ts';

/** The verdict on one target in one scope, and the figures that it rests on. */
export function targetSeries(naming: Naming, one: Verdict): readonly Series[] {
  const { plan, target, derived, pace, forecast, milestone, gap } = one;
  const labels = {
    plan: plan.id,
    target: target.id,
    indicator: target.indicator,
    ...naming.scope(one.scope),
    derived: String(derived),
  };
  const asked = target.value === null ? undefined : fromText(target.value);
  return [
    ...oneHot('gigacity_verdict', labels, { label: 'verdict', words: VERDICTS, holds: one.verdict }),
    ...known('gigacity_target_value', labels, asked),
    ...known('gigacity_target_attainment_ratio', labels, attainment(one.value.value, asked, target.comparison)),
    ...known('gigacity_target_gap', labels, gap),
    ...known(
      'gigacity_target_milestone_value',
      labels,
      milestone === undefined ? undefined : fromText(milestone.value),
    ),
    ...known('gigacity_target_pace_per_month', labels, pace.perMonth),
    ...known('gigacity_target_required_per_month', labels, pace.requiredPerMonth),
    ...(forecast === undefined
      ? []
      : [
          series('gigacity_target_forecast_value', labels, forecast.atDue),
          series('gigacity_target_forecast_low', labels, forecast.low),
          series('gigacity_target_forecast_high', labels, forecast.high),
        ]),
  ];
}

/**
 * How much of what is asked for is reached, 1 being all of it: value over target, or target over value where less is
 * better. A negative target (a fall by a tenth) is reached by going further from nought, so it is value over target
 * whichever way it is compared. Undefined where the quotient says nothing.
 */
export function attainment(
  value: Rational | null,
  asked: Rational | undefined,
  comparison: Comparison,
): Rational | undefined {
  if (value === null || asked === undefined || isZero(asked)) return undefined;
  const wantsLess = comparison === 'at_most' || comparison === 'less_than';
  const isNegative = compare(asked, ZERO) < 0;
  if (wantsLess === isNegative) return divide(value, asked);
  const sameSign = compare(value, ZERO) < 0 === isNegative;
  return isZero(value) || !sameSign ? undefined : divide(asked, value);
}

/** What a plan says of its targets; the same for every place that follows it. */
export function planSeries(plan: Plan, { zone, unitOf }: PlanContext): readonly Series[] {
  const { id, title, number, date } = plan;
  return [
    series('gigacity_plan_info', { plan: id, title: title.zh, title_en: title.en, number: number ?? '', date }, 1),
    ...plan.targets.flatMap((target) => [
      series('gigacity_target_info', targetInfo(id, target, unitOf), 1),
      ...(target.due === null
        ? []
        : [
            series(
              'gigacity_target_due_timestamp_seconds',
              { plan: id, target: target.id },
              endOfDay(target.due, zone) / 1000,
            ),
          ]),
    ]),
  ];
}

interface PlanContext {
  readonly zone: string;
  readonly unitOf: (indicator: string) => string;
}

function targetInfo(
  plan: string,
  { id, indicator, comparison, commitment, clause, due }: Target,
  unitOf: PlanContext['unitOf'],
): Readonly<Record<string, string>> {
  return { plan, target: id, indicator, comparison, commitment, clause, due: due ?? '', unit: unitOf(indicator) };
}
