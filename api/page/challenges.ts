import { instantText } from '../../indicators/calendar.ts';
import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Challenge } from '../../indicators/challenge.ts';
import type { Profile } from '../../indicators/profile.ts';
import { scopeName } from '../names.ts';
import type { Markup } from './html.ts';
import { both, html } from './html.ts';
import { sheet } from './sheet.ts';

/** Values that are disputed and not yet answered; nothing where there are none. */
export function openDisputes(catalogue: Catalogue, profile: Profile, challenges: readonly Challenge[]): Markup {
  if (challenges.length === 0) return html``;
  const rows = challenges.map(({ id, indicator, scope, asOf, reason, openedAt }) => {
    const name = catalogue.indicators.get(indicator)?.name ?? { zh: indicator, en: '' };
    return html`<tr>
      <th scope="row">${both(name)}</th>
      <td>${scopeName(catalogue, scope, { profile, language: 'zh' })}</td>
      <td class="number">${asOf}</td>
      <td>${reason}</td>
      <td class="number">${instantText(openedAt).slice(0, 10)}</td>
      <td><a href="/v1/challenges/${id}">${id}</a></td>
    </tr>`;
  });
  const heads = [
    { zh: '指标', en: 'indicator' },
    { zh: '对象', en: 'whom' },
    { zh: '业务时点', en: 'as of' },
    { zh: '理由', en: 'reason' },
    { zh: '提出', en: 'opened' },
    { zh: '编号', en: 'id' },
  ].map((head) => ({ text: both(head) }));
  return html`<h3>${both({ zh: '未答复的异议', en: 'open challenges' })}</h3>
    ${sheet({ kind: 'challenges', heads, rows })}`;
}
