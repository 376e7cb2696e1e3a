import type { Indicator } from '../../indicators/indicator.ts';
import type { Milestone, Plan, Target } from '../../indicators/plan.ts';
import { fromText } from '../../indicators/rational.ts';
import type { Course } from '../../indicators/judging/course.ts';
import type { Gap } from '../../indicators/trust/completeness.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Case, Finding, Verdict } from '../../indicators/judging/verdict.ts';
import { judge } from '../../indicators/judging/verdict.ts';

/** A share of ports, unless said otherwise. */
export function indicator(of: Partial<Indicator> = {}): Indicator {
  const measure = { kind: 'count', stream: 'pon-ports', where: {} } as const;
  return {
    id: 'some_share',
    version: 1,
    name: { zh: '某占比', en: 'Some share' },
    unit: 'ratio',
    levels: ['city', 'district', 'carrier', 'district_carrier'],
    authority: '某局',
    document: { plan: 'some-plan', clause: '一', text: '某占比' },
    formula: { kind: 'ratio', numerator: measure, denominator: measure },
    examples: [],
    ...of,
  };
}

/** More than 98 % by the end of 2025, unless said otherwise. */
export function target(of: Partial<Target> = {}): Target {
  return {
    id: 'some-target',
    indicator: 'some_share',
    clause: '一（一）',
    text: '超过98%',
    scope: {},
    commitment: 'stated',
    comparison: 'more_than',
    value: '0.98',
    due: '2025-12-31',
    milestones: [],
    ...of,
  };
}

export function milestone(date: string, value: string): Milestone {
  return { date, value, basis: 'cumulative', printed: value };
}

const plan: Plan = {
  id: 'some-plan',
  version: 1,
  title: { zh: '某方案', en: 'Some plan' },
  issuers: ['某局'],
  number: null,
  date: '2025-01-01',
  jurisdiction: '310000',
  tolerance: '0.05',
  programmes: [],
  targets: [],
  tasks: [],
};

export const missingReport: Gap = {
  stream: 'pon-ports',
  subject: '',
  carrier: 'unicom',
  district: '310151',
  why: 'never_reported',
};

export function finding(
  value: string | null,
  { reason, gaps = [] }: { reason?: NonNullable<IndicatorValue['reason']>; gaps?: readonly Gap[] } = {},
): Finding {
  return {
    value: {
      indicator: indicator(),
      scope: { city: '310000' },
      asOf: '2025-06-30',
      value: value === null ? null : fromText(value),
      ...(value === null ? { reason: reason ?? 'no_data' } : {}),
      flags: [],
    },
    gaps,
  };
}

/** The verdict on a target at a day, from the value then and, where it has passed, on the due date. */
export function verdictOn(
  of: Partial<Target>,
  {
    asOf,
    now,
    onDueDate,
    formula,
    course,
  }: { asOf: string; now: Finding; onDueDate?: Finding; formula?: Indicator['formula']; course?: Course },
): Verdict {
  const one: Case = {
    plan,
    target: target(of),
    scope: { city: '310000' },
    derived: false,
    formula: formula ?? indicator().formula,
    asOf,
    now,
    course,
    onDueDate,
  };
  return judge(one);
}
