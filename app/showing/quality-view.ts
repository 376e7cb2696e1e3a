import type { Doubt } from '../../indicators/trust/doubt.ts';
import { DOUBTS } from '../../indicators/trust/doubt.ts';
import type { Rational } from '../../indicators/rational.ts';
import { compare, divide, isZero, rational, toShown } from '../../indicators/rational.ts';
import { carrierName, districtName, placeName, shortName, showName } from '../../api/names.ts';
import { showNumber } from '../../api/numbers.ts';
import { placeTitle } from './scorecard-view.ts';
import { table } from '../terminal/table.ts';
import type { View } from './view.ts';
import { DOUBT_WORDS } from '../../api/words.ts';

/** A block for each kind of doubt: whose figure, of which day, and what speaks against it. */
export function showQuality(
  view: View,
  doubts: readonly Doubt[],
  { asOf, isDemo }: { asOf: string; isDemo: boolean },
): void {
  const { terminal, profile } = view;
  const { paint, language } = terminal;
  if (doubts.length === 0) {
    const name = placeName(profile, language);
    terminal.print(
      terminal.say({ zh: `${name}：截至 ${asOf} 没有存疑数据。`, en: `${name}: nothing doubtful as of ${asOf}.` }),
    );
    return;
  }
  terminal.print(placeTitle(view, { asOf, isDemo }));
  for (const kind of DOUBTS) {
    const own = doubts.filter((doubt) => doubt.kind === kind);
    if (own.length === 0) continue;
    terminal.print();
    terminal.print(`${paint.bold(terminal.say(DOUBT_WORDS[kind]))}  ${String(own.length)}`);
    terminal.print(
      table(
        [{ head: '' }, { head: '' }, { head: '' }, { head: '', align: 'right' }, { head: '' }],
        own.map((doubt) => [...whose(view, doubt), doubt.day, ...reason(view, doubt)]),
      ),
    );
  }
  terminal.print();
  terminal.print(
    paint.dim(
      terminal.say({
        zh: '存疑数据照常采用，从不改动；请报送单位核实，必要时以更高 revision 更正。',
        en: 'Doubtful figures count as they are, never changed; ask the sender, who may correct them by a higher revision.',
      }),
    ),
  );
}

function whose({ terminal, catalogue, profile }: View, { about }: Doubt): readonly string[] {
  const { language } = terminal;
  const streams = about.map(({ stream, subject }) => (subject === undefined ? stream : `${stream}/${subject}`));
  const [first] = about;
  const names = [
    ...(first?.district === undefined
      ? [placeName(profile, language)]
      : [districtName(catalogue, first.district, language)]),
    ...(first?.carrier === undefined ? [] : [carrierName(catalogue, first.carrier, language)]),
  ];
  return [[...new Set(streams)].join(' ~ '), names.join(language === 'zh' ? '' : ' · ')];
}

function reason(
  { terminal, catalogue }: View,
  { kind, rule, figure, against, details = [] }: Doubt,
): readonly string[] {
  if (kind === 'tie') return ['', details.join(' ≠ ')];
  const named = kind === 'whole_beside_parts' ? details.map((one) => shortName(catalogue, one)) : details;
  const why = rule === null ? named.join(', ') : showName(rule.name, terminal.language);
  return [`${showNumber(figure)} ← ${showNumber(against)}${factorText(figure, against)}`, terminal.paint.dim(why)];
}

const TENTH = rational(1n, 10n);

/** By how much a figure is off: what fell to a small part is told by how many times it is smaller. */
function factorText(figure: Rational, against: Rational): string {
  if (isZero(against)) return '';
  const factor = divide(figure, against);
  return isZero(figure) || compare(factor, TENTH) >= 0
    ? ` (×${toShown(factor, 2)})`
    : ` (÷${toShown(divide(against, figure), 2)})`;
}
