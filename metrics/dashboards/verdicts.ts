import type { MetricName } from '../names.ts';
import type { ReportState } from '../../indicators/trust/reporting.ts';
import type { VerdictWord } from '../../indicators/judging/verdict.ts';
import type { ValueMapping, ValueMappingResult } from '@grafana/grafana-foundation-sdk/dashboard';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Matchers } from './promql.ts';
import { maxBy, series } from './promql.ts';

/** The stable words as people read them; handed in, since they are the words of the API. */
export interface Words {
  readonly verdicts: Readonly<Record<VerdictWord, { readonly zh: string }>>;
  readonly states: Readonly<Record<ReportState, { readonly zh: string }>>;
}

/** From the best to the worst that a cell of several targets can be; what cannot be judged hides nothing else. */
const BY_GRAVITY = [
  'unverifiable',
  'met',
  'on_track',
  'met_late',
  'insufficient_sample',
  'incomplete',
  'no_data',
  'at_risk',
  'behind',
  'missed',
] as const satisfies readonly VerdictWord[];

export const VERDICT_COLOURS: Readonly<Record<VerdictWord, string>> = {
  met: 'green',
  on_track: 'blue',
  met_late: 'light-green',
  at_risk: 'yellow',
  behind: 'orange',
  missed: 'red',
  no_data: 'dark-purple',
  incomplete: 'purple',
  insufficient_sample: 'light-purple',
  unverifiable: 'gray',
};

export const STATE_COLOURS: Readonly<Record<ReportState, string>> = {
  on_time: 'green',
  reported: 'light-green',
  late: 'yellow',
  missing: 'red',
  pending: 'blue',
  replaced: 'gray',
};

/** The gravest verdict of each group as a number, which `gravityMapping` turns into its word. */
export function gravest(by: readonly string[], matchers: Matchers<'gigacity_verdict'>): string {
  const name: MetricName = 'gigacity_verdict';
  const branches = BY_GRAVITY.map(
    (verdict, i) => `${String(i + 1)} * (${series(name, { ...matchers, verdict })} == 1)`,
  );
  return maxBy(by, branches.join(' or '));
}

/** Words and colours for the numbers of `gravest`. */
export function gravityMapping({ verdicts }: Words): ValueMapping {
  return numberMapping(BY_GRAVITY.map((verdict) => [verdicts[verdict].zh, VERDICT_COLOURS[verdict]]));
}

/** Words and colours for 1, 2, 3 and so on. */
export function numberMapping(words: readonly (readonly [text: string, color: string])[]): ValueMapping {
  return mapping(words.map(([text, color], index) => [String(index + 1), { text, color, index }]));
}

/** Colours for the Chinese words that the API writes. */
export function wordMapping<W extends string>(
  words: Readonly<Record<W, { readonly zh: string }>>,
  colours: Readonly<Record<W, string>>,
): ValueMapping {
  const entries = Object.entries<{ readonly zh: string }>(words) as [W, { readonly zh: string }][];
  return mapping(entries.map(([word, { zh }], index) => [zh, { text: zh, color: colours[word], index }]));
}

function mapping(entries: readonly (readonly [string, ValueMappingResult])[]): ValueMapping {
  return { type: MappingType.ValueToText, options: Object.fromEntries(entries) };
}
