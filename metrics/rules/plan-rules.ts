import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Name } from '../../indicators/indicator.ts';
import type { Plan, Target } from '../../indicators/plan.ts';
import type { Alert, Group } from './rule.ts';
import { figure, INDICATOR_NAME, SIMULATED, WHOM } from './template.ts';
import { CURRENT, HELD_VERDICT, UNDECIDED } from './verdict-rules.ts';

/** Evaluations follow reports within seconds; corrections follow one another, so a word must stand for a while. */
const TIMING = { for: '15m', keepFiringFor: '1h' } as const;
/** A cell that no document prints is worth knowing, and no breach. */
const SEVERITY = '{{ if eq $labels.derived "true" }}info{{ else }}warning{{ end }}';

const VALUE = figure('gigacity_indicator_value', 'indicator');
const TARGET = figure('gigacity_target_value', 'target');
const FORECAST = figure('gigacity_target_forecast_value', 'target');
const REQUIRED = figure('gigacity_target_required_per_month', 'target');
const GAP = figure('gigacity_target_gap', 'target');

/** The alerts that a plan's targets can raise. */
export function planRules(plan: Plan, { indicators }: Pick<Catalogue, 'indicators'>): Group {
  const canBeBehind = plan.targets.filter(
    ({ value, due, milestones }) => value !== null && (due === null || milestones.length > 0),
  );
  const reaches = ({ indicator, scope }: Target): boolean =>
    scope.carrier === undefined &&
    (scope.district !== undefined || indicators.get(indicator)?.levels.includes('district') === true);
  const isWhole = ({ scope }: Target): boolean => scope.district === undefined && scope.carrier === undefined;
  const isDated = plan.targets.some(({ value, due }) => value !== null && due !== null);
  return {
    name: `gigacity-plan-${plan.id}`,
    alerts: [
      ...(canBeBehind.some(reaches) ? [behind(plan, 'GigacityDistrictBehind', 'level="district"')] : []),
      ...(canBeBehind.some(isWhole) ? [behind(plan, 'GigacityCityBehind', 'level="city"')] : []),
      ...(canBeBehind.some(({ scope }) => scope.carrier !== undefined)
        ? [behind(plan, 'GigacityCarrierBehind', 'level=~"carrier|district_carrier"')]
        : []),
      ...(isDated ? [forecastMiss(plan), missed(plan)] : []),
      noData(plan),
    ],
  };
}

function about({ id, title, number }: Plan): { readonly selector: string; readonly document: Name } {
  return {
    selector: `plan="${id}"`,
    document: { zh: `《${title.zh}》${number === null ? '' : `（${number}）`}`, en: title.en },
  };
}

function behind(plan: Plan, name: string, level: string): Alert {
  const { selector, document } = about(plan);
  return {
    name,
    about: 'target',
    severity: SEVERITY,
    expr: `${HELD_VERDICT}{${selector}, verdict="behind", ${level}}`,
    timing: TIMING,
    summary: {
      zh: `${SIMULATED}${WHOM.zh} ${INDICATOR_NAME.zh} 落后`,
      en: `${SIMULATED}${WHOM.en}: ${INDICATOR_NAME.en} is behind`,
    },
    description: {
      zh: `现为 ${VALUE}，目标 ${TARGET}，差 ${GAP}，每月还需 ${REQUIRED}。依据${document.zh}。`,
      en: `It is ${VALUE}, the target ${TARGET}, short by ${GAP}; needed a month: ${REQUIRED}. ${document.en}.`,
    },
  };
}

function forecastMiss(plan: Plan): Alert {
  const { selector, document } = about(plan);
  return {
    name: 'GigacityForecastMiss',
    about: 'target',
    severity: SEVERITY,
    expr: `${HELD_VERDICT}{${selector}, verdict="at_risk"}`,
    timing: TIMING,
    summary: {
      zh: `${SIMULATED}${WHOM.zh} ${INDICATOR_NAME.zh} 预计到期达不到目标`,
      en: `${SIMULATED}${WHOM.en}: ${INDICATOR_NAME.en} is expected to miss its target`,
    },
    description: {
      zh: `现为 ${VALUE}，预计到期 ${FORECAST}，目标 ${TARGET}，每月还需 ${REQUIRED}。依据${document.zh}。`,
      en: `It is ${VALUE}, expected to be ${FORECAST} when due, the target ${TARGET}; needed a month: ${REQUIRED}. ${document.en}.`,
    },
  };
}

function missed(plan: Plan): Alert {
  const { selector, document } = about(plan);
  return {
    name: 'GigacityMissed',
    about: 'target',
    severity: SEVERITY,
    expr: `${HELD_VERDICT}{${selector}, verdict="missed"}`,
    timing: TIMING,
    summary: {
      zh: `${SIMULATED}${WHOM.zh} ${INDICATOR_NAME.zh} 到期未达标`,
      en: `${SIMULATED}${WHOM.en}: ${INDICATOR_NAME.en} missed its target`,
    },
    description: {
      zh: `现为 ${VALUE}，目标 ${TARGET}，差 ${GAP}。依据${document.zh}。`,
      en: `It is ${VALUE}, the target ${TARGET}, short by ${GAP}. ${document.en}.`,
    },
  };
}

function noData(plan: Plan): Alert {
  const { selector, document } = about(plan);
  return {
    name: 'GigacityNoData',
    about: 'target',
    severity: SEVERITY,
    expr: `${CURRENT}{${selector}, verdict=~"${UNDECIDED.join('|')}"}`,
    timing: TIMING,
    summary: {
      zh: `${SIMULATED}${WHOM.zh} ${INDICATOR_NAME.zh} 数据不足，无法判定`,
      en: `${SIMULATED}${WHOM.en}: no verdict on ${INDICATOR_NAME.en} for lack of figures`,
    },
    description: {
      zh: `结论为 {{ $labels.verdict }}，最近的值 ${VALUE}，目标 ${TARGET}。此前的结论在数据补齐前不视为好转。依据${document.zh}。`,
      en: `The verdict is {{ $labels.verdict }}, the latest value ${VALUE}, the target ${TARGET}. What was known before is not taken as mended until the figures are there. ${document.en}.`,
    },
  };
}
