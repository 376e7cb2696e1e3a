import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { Profile } from '../../indicators/profile.ts';
import { levelOf, ownScope, scopeKey } from '../../indicators/scope.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { carrierName, districtName, scopeName } from '../names.ts';
import { showNumber } from '../numbers.ts';
import { COMMITMENT_WORDS, FLAG_WORDS, RULE_WORDS } from '../words.ts';
import type { Text } from '../text.ts';
import { gapText, targetText, valueText } from './figures.ts';
import type { Markup, Part } from './html.ts';
import { both, html } from './html.ts';
import { mark, narrowMark, toneOf } from './marks.ts';
import { sheet } from './sheet.ts';

/** With more cells of districts by carriers than this, they stand in a grid. */
const GRID_FROM = 12;

/** A plan's printed targets: a row each, and cells of districts by carriers in a grid. */
export function planTables(
  catalogue: Catalogue,
  profile: Profile,
  { plan, verdicts }: { readonly plan: Plan; readonly verdicts: readonly Verdict[] },
): Markup {
  const cells = verdicts.filter(({ scope }) => levelOf(scope) === 'district_carrier');
  const gridded = new Set(cells.length > GRID_FROM ? cells.map(({ target }) => target.indicator) : []);
  const inGrid = ({ target, scope }: Verdict): boolean => gridded.has(target.indicator) && scope.district !== undefined;
  const rows = verdicts.filter((one) => !inGrid(one));
  const { title, number, issuers, date } = plan;
  return html`<section class="plan">
    <h3>《${title.zh}》 <span class="en" lang="en">${title.en}</span></h3>
    <p class="source">${[...issuers, ...(number === null ? [] : [number]), date].join(' · ')}</p>
    ${rows.length === 0 ? null : table(catalogue, profile, rows)}
    ${[...gridded].map((id) =>
      grid(
        catalogue,
        verdicts.filter((one) => inGrid(one) && one.target.indicator === id),
      ),
    )}
  </section>`;
}

const HEADS = {
  indicator: { zh: '指标', en: 'indicator' },
  whom: { zh: '对象', en: 'whom' },
  verdict: { zh: '结论', en: 'verdict' },
  value: { zh: '数值', en: 'value' },
  target: { zh: '目标', en: 'target' },
  due: { zh: '期限', en: 'due' },
  gap: { zh: '差距', en: 'short by' },
} as const satisfies Readonly<Record<string, Text>>;
const NUMBERS: ReadonlySet<string> = new Set(['value', 'target', 'due', 'gap']);

/** On a narrow screen each row becomes a card whose cells say themselves what they are. */
function table(catalogue: Catalogue, profile: Profile, verdicts: readonly Verdict[]): Markup {
  const own = scopeKey(ownScope(profile));
  const isWhole = verdicts.every(({ scope }) => scopeKey(scope) === own);
  const keys = (Object.keys(HEADS) as (keyof typeof HEADS)[]).filter((key) => key !== 'whom' || !isWhole);
  const heads = keys.map((key) => ({ text: both(HEADS[key]), isNumber: NUMBERS.has(key) }));
  const rows = verdicts.map((one) => {
    const { value, target, verdict, rule, scope } = one;
    const { numerator, denominator, indicator } = value;
    const cells: Readonly<Record<Exclude<keyof typeof HEADS, 'indicator'>, Part>> = {
      whom: scopeName(catalogue, scope, { profile, language: 'zh' }),
      verdict: [mark(verdict), verdict === 'met' ? null : html`<small>${both(RULE_WORDS[rule])}</small>`],
      value: [
        valueText(one),
        numerator === undefined || denominator === undefined
          ? null
          : html`<small>${showNumber(numerator)} / ${showNumber(denominator)}</small>`,
        value.flags.map((flag) => html`<small>${both(FLAG_WORDS[flag])}</small>`),
      ],
      target: [targetText(one), html`<small>${COMMITMENT_WORDS[target.commitment].zh}</small>`],
      due: target.due ?? '—',
      gap: gapText(one),
    };
    const shown = keys.flatMap((key) =>
      key === 'indicator'
        ? []
        : [html`<td class="${NUMBERS.has(key) ? 'number' : ''}" data-label="${HEADS[key].zh}">${cells[key]}</td>`],
    );
    return html`<tr>
      <th scope="row">${both(indicator.name)}<small>${target.clause}</small></th>
      ${shown}
    </tr>`;
  });
  return sheet({ kind: 'targets', heads, rows });
}

/** Districts down, carriers across, each cell `value / target` with its verdict. */
function grid(catalogue: Catalogue, verdicts: readonly Verdict[]): Markup {
  const [first] = verdicts;
  if (first === undefined) return html``;
  const districts = [...new Set(verdicts.map(({ scope }) => scope.district ?? ''))];
  const carriers = [...new Set(verdicts.map(({ scope }) => scope.carrier ?? ''))];
  const rows = districts.map((district) => {
    const cells = carriers.map((carrier) => {
      const one = verdicts.find(
        ({ scope }) => (scope.district ?? '') === district && (scope.carrier ?? '') === carrier,
      );
      if (one === undefined) return html`<td></td>`;
      return html`<td class="number ${toneOf(one.verdict)}">
        ${valueText(one)} / ${targetText(one, true)} ${narrowMark(one.verdict)}
      </td>`;
    });
    return html`<tr>
      <th scope="row">${districtName(catalogue, district, 'zh')}</th>
      ${cells}
    </tr>`;
  });
  const heads = [
    { text: both({ zh: '区', en: 'district' }) },
    ...carriers.map((carrier) => ({
      text: carrier === '' ? both({ zh: '合计', en: 'total' }) : carrierName(catalogue, carrier, 'zh'),
      isNumber: true,
    })),
  ];
  const { name } = first.value.indicator;
  const caption = html`${both(name)} · 数值 / 目标 <span class="en" lang="en">value / target</span> ·
    ${first.target.due ?? ''}`;
  return sheet({ kind: 'grid', label: name.zh, caption, heads, rows });
}
