import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Unit } from '../../indicators/indicator.ts';
import type { PromQuestion } from './panels.ts';
import { maxBy, series } from './promql.ts';
import type { Matchers } from './promql.ts';

/** The units of indicators as Grafana knows them; it writes others as they are. */
const UNITS: Readonly<Partial<Record<Unit, string>>> = {
  ratio: 'percentunit',
  mbps: 'Mbits',
  per_10k: 'suffix: /万人',
  count: 'short',
  tbps: 'suffix: Tbps',
  pue: 'none',
  index: 'none',
  rank: 'none',
};

/**
 * What a graph of one picked indicator takes from data: its unit, and with matchers the target as a threshold. A unit
 * written into the dashboard would be wrong for the next indicator that is picked.
 */
export function fromIndicator(targets?: Matchers<'gigacity_target_value'>): {
  readonly queries: readonly PromQuestion[];
  readonly shape: DataTransformerConfig[];
} {
  const unit = config('unit', unitOf('$indicator'));
  if (targets === undefined) return { queries: [unit], shape: [applied('unit', 'unit', 'unit')] };
  const target = config('target', maxBy(['indicator'], series('gigacity_target_value', targets)));
  return {
    queries: [unit, target],
    shape: [
      applied('unit', 'unit', 'unit'),
      // Beside another table of the same source, the column bears the name of its query.
      applied('target', 'Value #target', 'threshold1'),
    ],
  };
}

function config(refId: string, expr: string): PromQuestion {
  return { expr, over: 'now', format: 'table', refId };
}

function unitOf(indicator: string): string {
  const own = `group by (unit) (${series('gigacity_indicator_info', { indicator })})`;
  return Object.entries(UNITS).reduce(
    (expression, [unit, shown]) => `label_replace(${expression}, "unit", "${shown}", "unit", "${unit}")`,
    own,
  );
}

function applied(configRefId: string, fieldName: string, handlerKey: string): DataTransformerConfig {
  return {
    id: 'configFromData',
    options: { configRefId, mappings: [{ fieldName, handlerKey }], applyTo: { id: 'byType', options: 'number' } },
  };
}
