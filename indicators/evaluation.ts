import type { SampleMeasure } from '../store/measure.ts';
import type { Catalogue } from './catalogue.ts';
import type { Challenge } from './challenge.ts';
import { gapsOf } from './trust/completeness.ts';
import { courseOf } from './judging/course.ts';
import { derivedTargets } from './judging/derive.ts';
import type { Doubt } from './trust/doubt.ts';
import type { Indicator, Level } from './indicator.ts';
import { LEVELS } from './indicator.ts';
import type { Plan, Target } from './plan.ts';
import type { Readings } from './values/readings.ts';
import type { Completeness } from './trust/reporting.ts';
import { samplesOf } from './values/sample-readings.ts';
import type { Place, Scope } from './scope.ts';
import { levelOf, ownScope, scopeKey, scopesOf } from './scope.ts';
import type { IndicatorValue } from './values/value.ts';
import { ranked } from './values/rank.ts';
import { valueOf } from './values/value.ts';
import type { Case, Finding, Verdict } from './judging/verdict.ts';
import { judge } from './judging/verdict.ts';

/** Everything that is said of one place at two times: what is committed, served and frozen. */
export interface Evaluation {
  readonly place: Place;
  /** YYYY-MM-DD; its end in the profile's zone. */
  readonly asOf: string;
  /** Epoch milliseconds, inclusive; null: all that was known. */
  readonly knownAt: number | null;
  /** Of every indicator at every level that it has. */
  readonly values: readonly IndicatorValue[];
  /** Of every cell that a document prints, and at every level of what can be held against the parts (`derived`). */
  readonly verdicts: readonly Verdict[];
  /** Of the cells that follow from printed ones (`derivedTargets`): for who asks, and no part of what is frozen. */
  readonly apportioned: readonly Verdict[];
  /** The period is the latest whose reports were overdue. */
  readonly completeness: Completeness;
  /** Everything that speaks against a figure. */
  readonly doubts: readonly Doubt[];
  /** What has been disputed of this place, open and closed, the oldest first. */
  readonly challenges: readonly Challenge[];
}

/** Every value of the given indicators at the given levels; a level that an indicator does not have is passed over. */
export function valuesOf(
  indicators: readonly Indicator[],
  { levels, place, readings, asOf }: { levels: readonly Level[]; place: Place; readings: Readings; asOf: string },
): readonly IndicatorValue[] {
  return indicators.flatMap((indicator) =>
    levels
      .filter((level) => indicator.levels.includes(level))
      .flatMap((level) => {
        const values = scopesOf(place.profile, level).map((scope) => valueOf(indicator, { readings, scope, asOf }));
        return level === 'district' ? ranked(values) : values;
      }),
  );
}

/** A target and the scope that it is held against. */
export interface Assignment {
  readonly plan: Plan;
  readonly target: Target;
  readonly indicator: Indicator;
  readonly scope: Scope;
  readonly derived: boolean;
}

/**
 * The targets of a place's plans. Without a level: every cell that a document prints. With one: the cells of that
 * level, and where a document prints none, what can be derived: a share or a mean asked of the whole, held against
 * each part. (A number of things asked of the whole cannot be: nobody has said how it is divided.) With `derive`, the
 * cells that follow from printed ones too.
 */
export function assignmentsOf(
  catalogue: Catalogue,
  place: Place,
  { plans, level, derive }: { plans: readonly Plan[]; level: Level | undefined; derive: boolean },
): readonly Assignment[] {
  const printed = plans.flatMap((plan) => [
    ...plan.targets.flatMap((target) => assign(catalogue, place, { plan, target, derived: false })),
    ...(derive ? derivedTargets(plan) : []).flatMap((target) =>
      assign(catalogue, place, { plan, target, derived: true }),
    ),
  ]);
  if (level === undefined) return printed;
  const own = printed.filter(({ scope }) => levelOf(scope) === level);
  const taken = new Set(own.map(cellKey));
  const derived = printed
    .filter(({ target, indicator }) => isWhole(target) && isIntensive(indicator) && indicator.levels.includes(level))
    .flatMap((one) => scopesOf(place.profile, level).map((scope) => ({ ...one, scope, derived: true })))
    .filter((one) => !taken.has(cellKey(one)));
  return [...own, ...derived];
}

/** What is judged where nothing is asked for: every printed cell, then what can be derived at each level. */
export function everyAssignment(catalogue: Catalogue, place: Place, plans: readonly Plan[]): readonly Assignment[] {
  const at = (level: Level | undefined): readonly Assignment[] =>
    assignmentsOf(catalogue, place, { plans, level, derive: false });
  return [...at(undefined), ...LEVELS.flatMap((level) => at(level).filter(({ derived }) => derived))];
}

/** The cells that no document prints and that follow from printed ones. */
export function apportionedAssignments(
  catalogue: Catalogue,
  place: Place,
  plans: readonly Plan[],
): readonly Assignment[] {
  return assignmentsOf(catalogue, place, { plans, level: undefined, derive: true }).filter(({ derived }) => derived);
}

function assign(
  catalogue: Catalogue,
  { profile }: Place,
  { plan, target, derived }: { plan: Plan; target: Target; derived: boolean },
): readonly Assignment[] {
  const indicator = catalogue.indicators.get(target.indicator);
  if (indicator === undefined) return [];
  return [{ plan, target, indicator, scope: { ...ownScope(profile), ...target.scope }, derived }];
}

function cellKey({ plan, indicator, scope }: Assignment): string {
  return `${plan.id} ${indicator.id} ${scopeKey(scope)}`;
}

function isWhole({ scope }: Target): boolean {
  return scope.district === undefined && scope.carrier === undefined;
}

/** Shares, densities, means and growth are the same kind of number for a part as for the whole; sums are not. */
function isIntensive({ formula }: Indicator): boolean {
  return (
    formula.kind === 'ratio' ||
    formula.kind === 'per_10k' ||
    formula.kind === 'growth' ||
    formula.kind === 'samples' ||
    formula.kind === 'index'
  );
}

/** Judges a target at a day; `known` is the day whose knowledge of what was overdue counts. */
export function verdictOf(
  { plan, target, indicator, scope, derived }: Assignment,
  { place, readings, asOf, known }: { place: Place; readings: Readings; asOf: string; known: string },
): Verdict {
  const find = (day: string): Finding => ({
    value: valueOf(indicator, { readings, scope, asOf: day }),
    gaps: gapsOf(indicator.formula, { place, readings, scope, asOf: day, known }),
  });
  const { due } = target;
  const one: Case = {
    plan,
    target,
    scope,
    derived,
    asOf,
    formula: indicator.formula,
    now: find(asOf),
    course: due === null || asOf > due ? undefined : courseOf(indicator, { plan, readings, scope }),
    onDueDate: due !== null && asOf > due ? find(due) : undefined,
  };
  return judge(one);
}

/** The windows of samples that the assignments and values need: at the day itself and on due dates before it. */
export function sampleDays(
  indicators: readonly Indicator[],
  assignments: readonly Assignment[],
  asOf: string,
): ReadonlyMap<string, readonly SampleMeasure[]> {
  const byDay = new Map<string, Map<string, SampleMeasure>>();
  const need = (day: string, { formula }: Indicator): void => {
    for (const measure of samplesOf(formula)) {
      const measures = byDay.get(day) ?? new Map<string, SampleMeasure>();
      byDay.set(day, measures.set(JSON.stringify(measure), measure));
    }
  };
  for (const indicator of indicators) need(asOf, indicator);
  for (const { indicator, target } of assignments) {
    if (target.due !== null && target.due < asOf) need(target.due, indicator);
  }
  return new Map([...byDay].map(([day, measures]) => [day, [...measures.values()]]));
}
