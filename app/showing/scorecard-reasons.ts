import type { Gap } from '../../indicators/trust/completeness.ts';
import { FLAGS } from '../../indicators/values/value.ts';
import { remarkIn } from '../../indicators/indicator.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { carrierName, districtName, scopeName } from '../../api/names.ts';
import { failureText } from './failed-items.ts';
import type { Scorecard } from './scorecard.ts';
import type { View } from './view.ts';
import { FLAG_WORDS, LACK_WORDS, RULE_WORDS, VERDICT_WORDS } from '../../api/words.ts';

const NAMES_SHOWN = 3;

/** Below a table: why a verdict could not be given, which reports are missing, and what to know of the values. */
export function showReasons(
  view: View,
  verdicts: readonly Verdict[],
  failures: Scorecard['failures'] = new Map(),
): void {
  const { terminal } = view;
  const { paint } = terminal;
  const lines = [
    ...missingLines(view, verdicts),
    ...failureLines(view, verdicts, failures),
    ...unverifiableLines(view, verdicts),
    ...flagLines(view, verdicts),
  ];
  for (const line of lines) terminal.print(`  ${paint.dim('·')} ${line}`);
}

/** Verdicts that lack the same reports are told of together. */
function missingLines(view: View, verdicts: readonly Verdict[]): readonly string[] {
  const groups = group(
    verdicts.filter(({ verdict, missing }) => verdict === 'incomplete' && missing.length > 0),
    ({ missing }) => JSON.stringify(missing),
  );
  return groups.map((own) => {
    const reports = describeGaps(view, own[0]?.missing ?? []);
    return `${subjects(view, own)}: ${view.terminal.say({ zh: '缺', en: 'missing' })} ${reports}`;
  });
}

/** Gaps of the same reports as one phrase: `中国电信、中国联通 subscribers/fixed 黄浦区、徐汇区 +14（最近 2025-11-30）`. */
export function describeGaps(
  { terminal, catalogue }: Pick<View, 'terminal' | 'catalogue'>,
  gaps: readonly Gap[],
): string {
  const byCarrier = group(gaps, ({ stream, subject, carrier, why, last }) =>
    JSON.stringify([stream, subject, carrier, why, last]),
  );
  const alike = group(byCarrier, (own) => JSON.stringify(own.map((gap) => ({ ...gap, carrier: '' }))));
  const phrases = alike.map((own) => {
    const [first] = own.flat();
    if (first === undefined) return '';
    const what = first.subject === '' ? first.stream : `${first.stream}/${first.subject}`;
    const who = own.map(([gap]) => carrierName(catalogue, gap?.carrier ?? '', terminal.language)).join('、');
    const districts = own[0]?.map(({ district }) => districtName(catalogue, district, 'zh')) ?? [];
    return `${who} ${what} ${few(districts, '、')} (${terminal.say(LACK_WORDS[first.why](first.last ?? ''))})`;
  });
  return few(phrases, '; ');
}

/** Items that failed their acceptance, of the indicators that these verdicts are about. */
function failureLines(
  { terminal, catalogue }: View,
  verdicts: readonly Verdict[],
  failures: Scorecard['failures'],
): readonly string[] {
  const { language } = terminal;
  return [...new Set(verdicts.map(({ value }) => value.indicator))].flatMap((indicator) => {
    const own = failures.get(indicator) ?? [];
    if (own.length === 0) return [];
    const items = own.map(({ district, entity, failed }) => {
      const why = failed.map((one) => failureText(one, language)).join(', ');
      return `${districtName(catalogue, district, 'zh')} ${entity.at(-1) ?? ''} (${why})`;
    });
    const what = {
      zh: `${String(own.length)} 项未通过验收、不计入`,
      en: `${String(own.length)} failed acceptance and do not count`,
    };
    return [`${indicator.name.zh}: ${terminal.say(what)}: ${few(items, '; ')}`];
  });
}

function unverifiableLines(view: View, verdicts: readonly Verdict[]): readonly string[] {
  const { terminal } = view;
  const groups = group(
    verdicts.filter(({ verdict }) => verdict === 'unverifiable'),
    (one) => whyUnverifiable(view, one),
  );
  return groups.map((own) => {
    const [first] = own;
    const why = first === undefined ? '' : whyUnverifiable(view, first);
    return `${subjects(view, own)}: ${terminal.say(VERDICT_WORDS.unverifiable)}: ${why}`;
  });
}

function whyUnverifiable({ terminal }: View, { target: { unverifiable }, rule }: Verdict): string {
  return unverifiable === undefined ? terminal.say(RULE_WORDS[rule]) : remarkIn(unverifiable, terminal.language);
}

function flagLines(view: View, verdicts: readonly Verdict[]): readonly string[] {
  return FLAGS.flatMap((flag) => {
    const own = verdicts.filter(({ value }) => value.flags.includes(flag));
    return own.length === 0 ? [] : [`${subjects(view, own)}: ${view.terminal.say(FLAG_WORDS[flag])}`];
  });
}

/** Whom and what a line is about: one indicator with its scopes, or several indicators. */
function subjects({ terminal, catalogue, profile }: View, verdicts: readonly Verdict[]): string {
  const { language } = terminal;
  const byIndicator = group(verdicts, ({ target }) => target.indicator);
  return few(
    byIndicator.map((own) => {
      const name = own[0]?.value.indicator.name.zh ?? '';
      const scopes = own.map(({ scope }) => scopeName(catalogue, scope, { profile, language }));
      return `${name} (${few(scopes, language === 'zh' ? '、' : ', ')})`;
    }),
    '; ',
  );
}

function few(items: readonly string[], separator: string): string {
  const more = items.length - NAMES_SHOWN;
  const shown = items.slice(0, NAMES_SHOWN).join(separator);
  return more > 0 ? `${shown} +${String(more)}` : shown;
}

function group<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = groups.get(key(item));
    if (own === undefined) groups.set(key(item), [item]);
    else own.push(item);
  }
  return [...groups.values()];
}
