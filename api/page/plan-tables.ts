import type { Catalogue } from '../../indicators/catalogue.ts';
import type { Plan } from '../../indicators/plan.ts';
import type { Profile } from '../../indicators/profile.ts';
import { fromText } from '../../indicators/rational.ts';
import { levelOf, ownScope, scopeKey } from '../../indicators/scope.ts';
import type { Verdict } from '../../indicators/judging/verdict.ts';
import { carrierName, districtName, scopeName } from '../names.ts';
import { showGap, showNumber, showTarget, showValue, withUnit } from '../numbers.ts';
import { COMMITMENT_WORDS, COMPARISON_SIGNS, FLAG_WORDS, RULE_WORDS } from '../words.ts';
import type { Text } from '../text.ts';
import type { Markup, Part } from './html.ts';
import { both, html } from './html.ts';
import { mark, narrowMark, toneOf } from './marks.ts';

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
  const heads = keys.map(
    (key) => html`<th scope="col" class="${NUMBERS.has(key) ? 'number' : ''}">${both(HEADS[key])}</th>`,
  );
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
  return html`<div class="wide">
    <table class="targets">
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
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
  const heads = carriers.map(
    (carrier) =>
      html`<th scope="col" class="number">
        ${carrier === '' ? both({ zh: '合计', en: 'total' }) : carrierName(catalogue, carrier, 'zh')}
      </th>`,
  );
  const { name } = first.value.indicator;
  return html`<div class="wide" tabindex="0" role="region" aria-label="${name.zh}">
    <table class="grid">
      <caption>
        ${both(name)} · 数值 / 目标
        <span class="en" lang="en">value / target</span>
        · ${first.target.due ?? ''}
      </caption>
      <thead>
        <tr>
          <th scope="col">${both({ zh: '区', en: 'district' })}</th>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function valueText({ value, target }: Verdict): string {
  const { unit } = value.indicator;
  if (value.value === null) return '—';
  const bound = target.value === null ? undefined : fromText(target.value);
  const shown = showValue(value.value, unit, bound);
  return unit === 'ratio' ? shown : withUnit(shown, unit, 'zh');
}

function targetText({ target, value }: Verdict, isBare = false): string {
  if (target.value === null) return '—';
  const shown = showTarget(target.value, value.indicator.unit, 'zh');
  return isBare ? shown : `${COMPARISON_SIGNS[target.comparison]} ${shown}`;
}

function gapText({ gap, value }: Verdict): string {
  return gap === null || gap.n <= 0n ? '' : showGap(gap, value.indicator.unit, 'zh');
}
