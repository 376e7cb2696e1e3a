import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { DashboardLink, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PROMETHEUS } from './sources.ts';
import type { Variable } from './variables.ts';

/** Every dashboard by the id that links to it stand on: never changed. */
export const UIDS = {
  city: 'gigacity-city',
  district: 'gigacity-district',
  programme: 'gigacity-programme',
  carriers: 'gigacity-carriers',
  completeness: 'gigacity-completeness',
  samples: 'gigacity-samples',
  pipeline: 'gigacity-pipeline',
} as const;
export type BoardName = keyof typeof UIDS;

const TAG = 'gigacity';

export interface Board {
  readonly name: BoardName;
  /** Chinese. */
  readonly title: string;
  /** English. */
  readonly description: string;
  readonly variables: readonly Variable[];
  /** How far back the graphs reach at first. */
  readonly time: { readonly from: string; readonly to: string };
  /** The alerts that are drawn into graphs, as a selector of Prometheus' own series of alerts. */
  readonly alerts: string;
  /** From left to right, and from top to bottom. */
  readonly panels: readonly Builder<Panel>[];
}

/** The classic form, which every Grafana reads from files; the library prefers one that only the newest do. */
// eslint-disable-next-line @typescript-eslint/no-deprecated
const Classic = DashboardBuilder;
export type ClassicDashboard = ReturnType<InstanceType<typeof Classic>['build']>;

export function toDashboard({ name, title, description, variables, time, alerts, panels }: Board): ClassicDashboard {
  const builder = new Classic(`千兆城市 · ${title}`)
    .uid(UIDS[name])
    .description(description)
    .tags([TAG])
    .timezone('Asia/Shanghai')
    .time(time)
    .refresh('5m')
    .readonly()
    .variables([...variables])
    .annotation(alertAnnotation(alerts))
    .link(
      new DashboardLinkBuilder('千兆城市')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .tooltip('The other dashboards, for the same city')
        .includeVars(true)
        .keepTime(false),
    );
  for (const panel of panels) builder.withPanel(panel);
  const dashboard = builder.build();
  return {
    ...dashboard,
    // Without a placement links stand above the dashboard, not behind a menu.
    links: (dashboard.links ?? []).map(withoutPlacement),
    panels: (dashboard.panels ?? []).map((panel, i) => ({ ...panel, id: i + 1 })),
  };
}

function withoutPlacement(link: DashboardLink): DashboardLink {
  const shown = { ...link };
  delete shown.placement;
  return shown;
}

function alertAnnotation(expr: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('告警')
    .datasource(PROMETHEUS)
    .enable(true)
    .iconColor('red')
    .expr(expr)
    .target(new DataqueryBuilder().expr(expr).refId('alerts').range())
    .titleFormat('{{alertname}}')
    .textFormat('{{city}} {{district}} {{indicator}} {{stream}}')
    .tagKeys('severity')
    .step('60s');
}

/** Alerts of the city that is looked at, as long as they fire. */
export const CITY_ALERTS = 'ALERTS{alertname=~"Gigacity.+",alertstate="firing",city="$city"}';
export const ALL_ALERTS = 'ALERTS{alertname=~"Gigacity.+",alertstate="firing"}';

/** From a row of a table that begins with the name of a district. */
export function toDistrict(): DashboardLinkBuilder {
  const query = 'var-city=${city}&var-district=${__data.fields[0]}';
  return new DashboardLinkBuilder('打开该区').url(`/d/${UIDS.district}?${query}`);
}
