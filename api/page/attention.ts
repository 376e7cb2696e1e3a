import type { Catalogue } from '../../indicators/catalogue.ts';
import { groupBy } from '../../indicators/group-by.ts';
import type { Verdict, VerdictWord } from '../../indicators/judging/verdict.ts';
import type { Profile } from '../../indicators/profile.ts';
import { carrierName, scopeName } from '../names.ts';
import { showGap } from '../numbers.ts';
import { gapText, targetText, valueText } from './figures.ts';
import type { Markup } from './html.ts';
import { both, html } from './html.ts';
import { mark } from './marks.ts';
import { sheet } from './sheet.ts';

/** What somebody must do something about, the worst first. */
const ASKING: readonly VerdictWord[] = ['missed', 'behind', 'at_risk', 'no_data', 'incomplete', 'insufficient_sample'];
/** More places than these are counted instead of named. */
const NAMED = 8;

/** Which targets are behind, of whom, by how much, and what would still make them; one row for each kind. */
export function attention(catalogue: Catalogue, profile: Profile, verdicts: readonly Verdict[]): Markup {
  const rows = ASKING.flatMap((word) => {
    const own = verdicts.filter(({ verdict }) => verdict === word);
    const groups = groupBy(own, ({ plan, target }) => [plan.id, target.indicator, target.due].join(' '));
    return [...groups.values()].map((group) => row(catalogue, profile, group));
  });
  const title = html`<h3>${both({ zh: '需要关注', en: 'needs attention' })}</h3>`;
  if (rows.length === 0)
    return html`${title}
      <p class="calm">
        ${both({ zh: '没有未达标、落后或缺数的目标。', en: 'No target is missed, behind or without its figures.' })}
      </p>`;
  const heads = [
    { text: both({ zh: '结论', en: 'verdict' }) },
    { text: both({ zh: '指标', en: 'indicator' }) },
    { text: both({ zh: '谁，差多少', en: 'who, and by how much' }) },
  ];
  return html`${title}${sheet({ kind: 'attention', heads, rows })}`;
}

function row(catalogue: Catalogue, profile: Profile, group: readonly Verdict[]): Markup {
  const [first] = group;
  if (first === undefined) return html``;
  const { plan, target, value, verdict } = first;
  const items = group.slice(0, NAMED).map((one) => item(catalogue, profile, one));
  const more = group.length - items.length;
  return html`<tr>
    <td>${mark(verdict)}${group.length > 1 ? html` <strong>${group.length}</strong>` : null}</td>
    <th scope="row">
      ${both(value.indicator.name)}<small>《${plan.title.zh}》${target.due === null ? '' : ` · ${target.due}`}</small>
    </th>
    <td>
      <ul class="who">
        ${items}${more > 0 ? html`<li>${both({ zh: `另有 ${String(more)} 个`, en: `${String(more)} more` })}</li>` : null}
      </ul>
    </td>
  </tr>`;
}

function item(catalogue: Catalogue, profile: Profile, one: Verdict): Markup {
  const gap = gapText(one);
  const { requiredPerMonth } = one.pace;
  const carriers = [...new Set(one.missing.map(({ carrier }) => carrierName(catalogue, carrier, 'zh')))];
  return html`<li>
    <b>${scopeName(catalogue, one.scope, { profile, language: 'zh' })}</b> ${valueText(one)}
    <span class="of">/ ${targetText(one)}</span>${gap === '' ? null : html` <span class="short">差 ${gap}</span>`}${
      requiredPerMonth === undefined
        ? null
        : html` <span class="of">每月还需 ${showGap(requiredPerMonth, one.value.indicator.unit, 'zh')}</span>`
    }${carriers.length === 0 ? null : html` <span class="of">缺 ${carriers.join('、')} 的报表</span>`}
  </li>`;
}
