import { stringify } from 'yaml';
import type { Name } from '../../indicators/indicator.ts';

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Whom an alert concerns: whoever answers for a target, whoever sends reports, or whoever runs the program. */
export type About = 'target' | 'report' | 'pipeline';

/** An alert before its times and links are filled in; texts are Prometheus templates. */
export interface Alert {
  readonly name: string;
  readonly about: About;
  /** A template where it depends on the labels. */
  readonly severity: Severity | `{{${string}}}`;
  readonly expr: string;
  readonly timing: Timing;
  readonly summary: Name;
  readonly description: Name;
}

/** Prometheus durations: how long it must hold before it fires, and how long it fires on when it no longer does. */
export interface Timing {
  readonly for: string;
  readonly keepFiringFor: string;
}

export interface RuleOptions {
  /** Where the runbooks lie: a folder or an address. */
  readonly runbooks: string;
  /** The times of an alert instead of its own. */
  readonly timing?: Timing;
}

export interface Group {
  readonly name: string;
  readonly records?: readonly RecordingRule[];
  readonly alerts?: readonly Alert[];
}

/** One file of rules, as Prometheus reads it. */
export function toRulesFile(groups: readonly Group[], options: RuleOptions): string {
  const document = {
    groups: groups.map(({ name, records = [], alerts = [] }) => ({
      name,
      rules: [...records, ...alerts.map((alert) => toRule(alert, options))],
    })),
  };
  return HEAD + stringify(document, { lineWidth: 0, singleQuote: true });
}

const HEAD = '# Generated from the table of metrics and the plans: `gigacity monitoring export` writes it anew.\n';

function toRule(
  { name, about, severity, expr, timing: own, summary, description }: Alert,
  { runbooks, timing = own }: RuleOptions,
): object {
  return {
    alert: name,
    expr,
    for: timing.for,
    keep_firing_for: timing.keepFiringFor,
    labels: { severity, about },
    annotations: {
      summary: summary.zh,
      summary_en: summary.en,
      description: description.zh,
      description_en: description.en,
      runbook_url: `${runbooks}/${name}.md`,
    },
  };
}
