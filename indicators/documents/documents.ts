import type { Forecast } from '../judging/forecast.ts';
import type { Rational } from '../rational.ts';
import { fromText, toNumber } from '../rational.ts';
import type { IndexDocument, SampleDocument } from './sample-documents.ts';
import { toIndexDocument, toSampleDocument } from './sample-documents.ts';
import type { Scope } from '../scope.ts';
import type { Base, IndicatorValue } from '../values/value.ts';
import type { Verdict } from '../judging/verdict.ts';

/** The documents that outsiders read; ratios are 0–1 and missing numbers are null with a reason. */

export interface ValueDocument {
  readonly indicator: string;
  readonly scope: Scope;
  readonly as_of: string;
  readonly known_at: string | null;
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly current?: number;
  readonly base?: { readonly as_of: string; readonly known_at: string | null; readonly value: number };
  readonly unit: string;
  readonly reason?: string;
  readonly flags: readonly string[];
  readonly sample?: SampleDocument;
  readonly index?: IndexDocument;
  readonly definition_version: string;
}

export interface VerdictDocument {
  readonly plan: string;
  readonly target: string;
  readonly indicator: string;
  readonly scope: Scope;
  readonly as_of: string;
  readonly known_at: string | null;
  readonly verdict: string;
  readonly rule: string;
  readonly value: ValueDocument;
  readonly value_at_due?: ValueDocument;
  readonly comparison: string;
  readonly target_value: number | null;
  readonly due: string | null;
  readonly commitment: string;
  readonly milestone?: { readonly date: string; readonly value: number; readonly basis: string };
  readonly gap: number | null;
  /** To the due date, before and on it. */
  readonly days_left?: number;
  /** In the unit a month: since where the plan found it, and from here to the target (每月还需). */
  readonly pace_per_month?: number;
  readonly required_per_month?: number;
  /** What the line between the milestones asks for by that day, and how far a value may be off it. */
  readonly line?: { readonly date: string; readonly value: number; readonly tolerance: number };
  /** Of a target that is at risk: the day that was risky. */
  readonly risky_on?: string;
  readonly forecast?: {
    readonly at_due: number;
    readonly low: number;
    readonly high: number;
    /** The part of outcomes that the interval is meant to hold. */
    readonly level: number;
    readonly method: string;
    readonly points: number;
  };
  readonly missing: readonly {
    readonly stream: string;
    readonly subject: string;
    readonly carrier: string;
    readonly district: string;
    readonly why: string;
    readonly last?: string;
  }[];
  readonly derived: boolean;
  readonly document: { readonly number: string | null; readonly clause: string };
  readonly plan_version: string;
}

/** `knownAt` is the moment as it was asked for; null where none was. */
export function toValueDocument(value: IndicatorValue, knownAt: string | null): ValueDocument {
  const { indicator, scope, asOf, base, reason, sample, index } = value;
  return {
    indicator: indicator.id,
    scope,
    as_of: asOf,
    known_at: knownAt,
    value: value.value === null ? null : toNumber(value.value),
    ...present('numerator', value.numerator),
    ...present('denominator', value.denominator),
    ...present('current', value.current),
    ...(base === undefined ? {} : { base: toBaseDocument(base, knownAt) }),
    unit: indicator.unit,
    ...(reason === undefined ? {} : { reason }),
    flags: value.flags,
    ...(sample === undefined ? {} : { sample: toSampleDocument(sample) }),
    ...(index === undefined ? {} : { index: toIndexDocument(index) }),
    definition_version: String(indicator.version),
  };
}

export function toVerdictDocument(one: Verdict, knownAt: string | null): VerdictDocument {
  const { plan, target, milestone, atDue, pace, forecast, line, riskyOn } = one;
  return {
    plan: plan.id,
    target: target.id,
    indicator: target.indicator,
    scope: one.scope,
    as_of: one.asOf,
    known_at: knownAt,
    verdict: one.verdict,
    rule: one.rule,
    value: toValueDocument(one.value, knownAt),
    ...(atDue === undefined ? {} : { value_at_due: toValueDocument(atDue, knownAt) }),
    comparison: target.comparison,
    target_value: target.value === null ? null : toNumber(fromText(target.value)),
    due: target.due,
    commitment: target.commitment,
    ...(milestone === undefined
      ? {}
      : { milestone: { date: milestone.date, value: toNumber(fromText(milestone.value)), basis: milestone.basis } }),
    gap: one.gap === null ? null : toNumber(one.gap),
    ...(pace.daysLeft === undefined ? {} : { days_left: pace.daysLeft }),
    ...present('pace_per_month', pace.perMonth),
    ...present('required_per_month', pace.requiredPerMonth),
    ...(line === undefined
      ? {}
      : { line: { date: line.day, value: toNumber(line.value), tolerance: toNumber(line.tolerance) } }),
    ...(riskyOn === undefined ? {} : { risky_on: riskyOn }),
    ...(forecast === undefined ? {} : { forecast: toForecastDocument(forecast) }),
    missing: one.missing,
    derived: one.derived,
    document: { number: plan.number, clause: target.clause },
    plan_version: String(plan.version),
  };
}

function toBaseDocument({ asOf, knownAt, value }: Base, asked: string | null): NonNullable<ValueDocument['base']> {
  return { as_of: asOf, known_at: knownAt ?? asked, value: toNumber(value) };
}

function toForecastDocument({ atDue, ...rest }: Forecast): NonNullable<VerdictDocument['forecast']> {
  return { at_due: atDue, ...rest };
}

function present<K extends string>(key: K, value: Rational | undefined): { readonly [P in K]?: number } {
  return value === undefined ? {} : ({ [key]: toNumber(value) } as { readonly [P in K]?: number });
}
