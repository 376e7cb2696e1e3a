import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Profile } from '../../indicators/profile.ts';
import { fromText } from '../../indicators/rational.ts';
import { worst } from '../../indicators/tasks.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { shortName } from '../names.ts';
import { showValue } from '../numbers.ts';
import type { Markup } from './html.ts';
import { both, html } from './html.ts';
import { narrowMark, toneOf } from './marks.ts';
import { sheet } from './sheet.ts';

/** Indicators down, districts across; each cell has the value and, of the targets on it, the worst verdict. */
export function matrix(catalogue: Catalogue, { districts }: Profile, verdicts: readonly Verdict[]): Markup {
  const own = verdicts.filter(({ scope }) => scope.district !== undefined && scope.carrier === undefined);
  const indicators = new Set(own.map(({ value }) => value.indicator));
  const rows = [...indicators].map((indicator) => {
    const cells = districts.map((code) =>
      cell(own.filter(({ value, scope }) => value.indicator === indicator && scope.district === code)),
    );
    return html`<tr>
      <th scope="row">${both(indicator.name)}</th>
      ${cells}
    </tr>`;
  });
  const heads = [
    { text: both({ zh: '指标', en: 'indicator' }) },
    ...districts.map((code) => ({ text: shortName(catalogue, code) })),
  ];
  const derived = own.some((one) => one.derived);
  return html`${sheet({ kind: 'matrix', label: '各区结论 verdicts by district', heads, rows })}
  ${
    derived
      ? html`<p class="note">
          * 文件未列此格：以全市目标衡量各区。<span class="en" lang="en"
            >No document prints this cell: the city's target is held against the district.</span
          >
        </p>`
      : null
  }`;
}

function cell(own: readonly Verdict[]): Markup {
  const word = worst(own);
  const one = own.find(({ verdict }) => verdict === word);
  if (word === undefined || one === undefined) return html`<td></td>`;
  const { value, target, derived } = one;
  const bound = target.value === null ? undefined : fromText(target.value);
  const shown = value.value === null ? '' : showValue(value.value, value.indicator.unit, bound);
  return html`<td class="${toneOf(word)}">
    ${narrowMark(word)}<span class="value">${shown}${derived ? '*' : ''}</span>
  </td>`;
}
