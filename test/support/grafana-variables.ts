import type { Sample } from './backfilled-prometheus.ts';
import type { DashboardJson, VariableJson } from './dashboards.ts';

/** The value of every variable: several where a variable takes several. */
export type Choice = Readonly<Record<string, readonly string[]>>;

/** Asks Prometheus. */
export type Ask = (expression: string) => Promise<readonly Sample[]>;

/**
 * Every way to choose the variables of a dashboard, each choice made among what the ones before leave; of those in
 * `once` only what comes first.
 */
export async function* choicesOf(
  { templating }: DashboardJson,
  ask: Ask,
  once: readonly string[] = [],
): AsyncGenerator<Choice> {
  yield* choose(templating.list, {}, { ask, once });
}

interface Choosing {
  readonly ask: Ask;
  readonly once: readonly string[];
}

async function* choose(variables: readonly VariableJson[], chosen: Choice, choosing: Choosing): AsyncGenerator<Choice> {
  const [variable, ...rest] = variables;
  if (variable === undefined) {
    yield chosen;
    return;
  }
  const values = (await optionsOf(variable, chosen, choosing.ask)).map(({ value }) => value);
  const ways = variable.multi ? [values] : values.map((one) => [one]);
  for (const value of choosing.once.includes(variable.name) ? ways.slice(0, 1) : ways)
    yield* choose(rest, { ...chosen, [variable.name]: value }, choosing);
}

export interface Option {
  readonly text: string;
  readonly value: string;
}

/** What a picker offers, taken from the answer as Grafana takes it: by the expression over each series as a text. */
export async function optionsOf({ query, regex }: VariableJson, chosen: Choice, ask: Ask): Promise<readonly Option[]> {
  const inner = /^query_result\((.*)\)$/.exec(query.query)?.[1];
  if (inner === undefined) throw new Error(`this is no query_result: ${query.query}`);
  const pattern = new RegExp(regex.slice(1, -1));
  const samples = await ask(inPromql(inner, chosen));
  return samples.flatMap(({ metric, value: [at, number] }) => {
    const labels = Object.entries(metric).map(([label, value]) => `${label}="${value}"`);
    const found = pattern.exec(`{${labels.join(',')}} ${number} ${String(at * 1000)}`)?.groups;
    const value = found?.['value'];
    return value === undefined ? [] : [{ value, text: found?.['text'] ?? value }];
  });
}

/** Several values become an alternative, as Grafana writes them for Prometheus. */
export function inPromql(expression: string, chosen: Choice): string {
  return replaced(expression, chosen, (values) => (values.length === 1 ? values.join() : `(${values.join('|')})`))
    .replaceAll('$__rate_interval', '5m')
    .replaceAll('$__range', '10m');
}

/** For the API: several values with commas between them, and the ends of the time range as days. */
export function inAddress(
  text: string,
  chosen: Choice,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  return replaced(text, chosen, (values) => values.join())
    .replaceAll('${__from:date:YYYY-MM-DD}', from)
    .replaceAll('${__to:date:YYYY-MM-DD}', to);
}

function replaced(text: string, chosen: Choice, write: (values: readonly string[]) => string): string {
  return text.replaceAll(/\$(?:\{([a-z]\w*)(?::csv)?\}|([a-z]\w*))/g, (whole, braced?: string, bare?: string) => {
    const values = chosen[braced ?? bare ?? ''];
    if (values === undefined) throw new Error(`there is no variable for ${whole}`);
    return write(values);
  });
}
