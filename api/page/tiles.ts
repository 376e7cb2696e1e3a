import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Profile } from '../../indicators/profile.ts';
import type { Verdict, VerdictWord } from '../../indicators/judging/verdict.ts';
import { shortName } from '../names.ts';
import { html } from './html.ts';
import type { Markup } from './html.ts';

/**
 * Where districts lie to one another, roughly: a column and a row for each. A schema, not a map: no boundary is drawn,
 * and a city that is not listed has its districts in the order of their codes.
 */
const LAYOUTS: Readonly<Record<string, Readonly<Record<string, readonly [column: number, row: number]>>>> = {
  '310000': {
    '310151': [4, 1],
    '310114': [2, 2],
    '310113': [4, 2],
    '310107': [2, 3],
    '310106': [3, 3],
    '310109': [4, 3],
    '310110': [5, 3],
    '310118': [1, 4],
    '310105': [2, 4],
    '310101': [4, 4],
    '310115': [5, 4],
    '310117': [2, 5],
    '310112': [3, 5],
    '310104': [3, 4],
    '310116': [2, 6],
    '310120': [4, 6],
  },
};

interface Group {
  readonly sign: string;
  readonly tone: string;
  readonly words: readonly VerdictWord[];
}

const GROUPS: readonly Group[] = [
  { sign: '✓', tone: 'good', words: ['met', 'met_late'] },
  { sign: '▷', tone: 'fine', words: ['on_track'] },
  { sign: '✗', tone: 'bad', words: ['missed', 'behind'] },
  { sign: '△', tone: 'warn', words: ['at_risk', 'incomplete', 'insufficient_sample'] },
  { sign: '?', tone: 'none', words: ['no_data', 'unverifiable'] },
];

/** A tile for each district with how many of its targets are met, fallen behind, doubtful; the table says the rest. */
export function tiles(catalogue: Catalogue, { city, districts }: Profile, verdicts: readonly Verdict[]): Markup {
  const layout = LAYOUTS[city];
  const items = districts.flatMap((code) => {
    const own = verdicts.filter(({ scope }) => scope.district === code && scope.carrier === undefined);
    if (own.length === 0) return [];
    const groups = GROUPS.map((group) => ({
      ...group,
      count: own.filter((one) => group.words.includes(one.verdict)).length,
    })).filter(({ count }) => count > 0);
    const at = layout?.[code];
    const place = at === undefined ? '' : `grid-column:${String(at[0])};grid-row:${String(at[1])}`;
    const numbers = groups.map(({ sign, tone, count }) => html`<span class="mark ${tone}">${sign}${count}</span>`);
    const bar = groups.map(({ tone, count }) => html`<i class="${tone}" style="flex:${count}"></i>`);
    return [
      html`<li class="tile" style="${place}">
        <span class="name">${shortName(catalogue, code)}</span><span class="signs">${numbers}</span
        ><span class="bar" aria-hidden="true">${bar}</span>
      </li>`,
    ];
  });
  return html`<figure class="tiles">
    <ul>
      ${items}
    </ul>
    <figcaption>
      ✓ 达标（含逾期） ▷ 推进 ✗ 未达或落后 △ 有风险、数据不全或样本不足 ?
      未报或无法核验；数为目标数。位置为示意，不表示行政区划界线。<span class="en" lang="en"
        >Targets by verdict. Schematic: no boundaries.</span
      >
    </figcaption>
  </figure>`;
}
