import type { VerdictWord } from '../../indicators/judging/verdict.ts';
import { VERDICTS } from '../../indicators/judging/verdict.ts';
import type { Text } from '../text.ts';
import { VERDICT_WORDS } from '../words.ts';
import type { Markup } from './html.ts';
import { both, html } from './html.ts';

interface Mark {
  /** Told apart without colour, and in print. */
  readonly sign: string;
  /** Two characters for narrow cells. */
  readonly short: string;
  /** Colour: of how much it asks for attention. */
  readonly tone: 'good' | 'fine' | 'bad' | 'warn' | 'none';
}

const MARKS: Readonly<Record<VerdictWord, Mark>> = {
  met: { sign: '✓', short: '达标', tone: 'good' },
  met_late: { sign: '◔', short: '逾期', tone: 'fine' },
  missed: { sign: '✗', short: '未达', tone: 'bad' },
  behind: { sign: '▼', short: '落后', tone: 'bad' },
  at_risk: { sign: '△', short: '风险', tone: 'warn' },
  on_track: { sign: '▷', short: '推进', tone: 'fine' },
  no_data: { sign: '—', short: '未报', tone: 'none' },
  incomplete: { sign: '◌', short: '不全', tone: 'warn' },
  insufficient_sample: { sign: '≈', short: '样本', tone: 'warn' },
  unverifiable: { sign: '?', short: '待核', tone: 'none' },
};

export function toneOf(verdict: VerdictWord): string {
  return MARKS[verdict].tone;
}

/** The sign with its word. */
export function mark(verdict: VerdictWord): Markup {
  const { sign, tone } = MARKS[verdict];
  const { zh, en } = VERDICT_WORDS[verdict];
  return html`<span class="mark ${tone}"
    ><b aria-hidden="true">${sign}</b> ${zh} <span class="en" lang="en">${en}</span></span
  >`;
}

/** The sign over two characters, for cells of a wide table; readers aloud hear the whole word. */
export function narrowMark(verdict: VerdictWord): Markup {
  const { sign, short } = MARKS[verdict];
  return html`<b aria-hidden="true">${sign}</b><small aria-hidden="true">${short}</small
    ><span class="aloud">${VERDICT_WORDS[verdict].zh}</span>`;
}

/** How many of each verdict, in the order of the law. */
export function counts(verdicts: readonly { readonly verdict: VerdictWord }[]): Markup {
  const items = VERDICTS.flatMap((word) => {
    const count = verdicts.filter(({ verdict }) => verdict === word).length;
    return count === 0 ? [] : [html`<li>${mark(word)} <strong>${count}</strong></li>`];
  });
  return html`<ul class="counts">
    ${items}
  </ul>`;
}

/** What the signs mean. */
export function legend(): Markup {
  const items = VERDICTS.map((word) => {
    const { sign, short, tone } = MARKS[word];
    return html`<li>
      <span class="mark ${tone}"><b>${sign}</b> ${short}</span> ${both(VERDICT_WORDS[word])}
    </li>`;
  });
  return html`<ul class="legend" aria-label="${LEGEND.zh} ${LEGEND.en}">
    ${items}
  </ul>`;
}

const LEGEND: Text = { zh: '图例', en: 'legend' };
