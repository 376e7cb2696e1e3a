import type { MetricName } from '../names.ts';
import type { METRICS } from '../names.ts';

type LabelOf<N extends MetricName> = (typeof METRICS)[N]['labels'][number];

/** A text is equal to; `in` is a regular expression, which a variable of several values becomes. */
export type Matcher = string | { readonly in: string } | { readonly not: string };
export type Matchers<N extends MetricName> = Readonly<Partial<Record<LabelOf<N>, Matcher>>>;

/** `gigacity_verdict{city="$city",plan=~"$plan"}`: names and labels are those of the table of metrics. */
export function series<N extends MetricName>(name: N, matchers?: Matchers<N>): string {
  const parts = Object.entries<Matcher | undefined>(matchers ?? {}).flatMap(([label, matcher]) =>
    matcher === undefined ? [] : [`${label}${condition(matcher)}`],
  );
  return parts.length === 0 ? name : `${name}{${parts.join(',')}}`;
}

function condition(matcher: Matcher): string {
  if (typeof matcher === 'string') return `="${matcher}"`;
  return 'in' in matcher ? `=~"${matcher.in}"` : `!="${matcher.not}"`;
}

/** Several processes expose the same evaluation: a maximum over them is any of them, and drops their own labels. */
export function maxBy(labels: readonly string[], expression: string): string {
  return `max by (${labels.join(', ')}) (${expression})`;
}

export function sumBy(labels: readonly string[], expression: string): string {
  return `sum by (${labels.join(', ')}) (${expression})`;
}

/** Adds the Chinese name of the indicator as the label `name`. */
export function withIndicatorName(expression: string): string {
  return `${expression} * on (indicator) group_left (name) group by (indicator, name) (gigacity_indicator_info)`;
}

/** Adds the Chinese name of the carrier as the label `carrier_name`. */
export function withCarrierName(expression: string): string {
  return `${expression} * on (carrier) group_left (carrier_name) group by (carrier, carrier_name) (label_replace(gigacity_carrier_info, "carrier_name", "$1", "name", "(.+)"))`;
}
