import { STATE_WORDS, VERDICT_WORDS } from '../../api/words.ts';
import { dashboards } from '../../metrics/dashboards/dashboards.ts';
import type { ApiColumn } from '../../metrics/dashboards/infinity.ts';

/** A dashboard as Grafana reads it, as far as tests look at it. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly panels: readonly PanelJson[];
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource: { readonly uid: string };
  readonly targets: readonly TargetJson[];
  readonly transformations?: readonly { readonly id: string; readonly options: Readonly<Record<string, unknown>> }[];
  readonly fieldConfig: {
    readonly defaults: { readonly unit?: string; readonly links?: readonly { readonly url: string }[] };
    readonly overrides: readonly { readonly matcher: { readonly id: string; readonly options: string } }[];
  };
}

export interface TargetJson {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly url?: string;
  readonly root_selector?: string;
  readonly url_options?: { readonly params: readonly { readonly key: string; readonly value: string }[] };
  readonly columns?: readonly ApiColumn[];
}

export interface VariableJson {
  readonly name: string;
  readonly multi: boolean;
  readonly query: { readonly query: string };
  readonly regex: string;
}

export const DASHBOARDS = dashboards({ verdicts: VERDICT_WORDS, states: STATE_WORDS });

/** Every dashboard as it is written down. */
export const BOARDS: readonly DashboardJson[] = [...DASHBOARDS.values()].map(
  (dashboard) => JSON.parse(JSON.stringify(dashboard)) as DashboardJson,
);
