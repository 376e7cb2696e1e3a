import type { Indicator } from '../../indicators/indicator.ts';
import { levelOf } from '../../indicators/scope.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import { carrierName, indicatorName, placeName, scopeName } from '../../api/names.ts';
import { showNumber, showValue, withUnit } from '../../api/numbers.ts';
import type { View } from './view.ts';
import { placeTitle } from './scorecard-view.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { FLAG_WORDS, REASON_WORDS } from '../../api/words.ts';

/** A place's values: a block for each indicator, with parts where there is room for them. */
export function showValues(
  view: View,
  values: readonly IndicatorValue[],
  { asOf, isDemo }: { asOf: string; isDemo: boolean },
): void {
  const { terminal, profile } = view;
  if (values.length === 0) return;
  if (values.every(({ value }) => value === null)) {
    const name = placeName(profile, terminal.language);
    terminal.print(terminal.say({ zh: `${name}：截至 ${asOf} 没有数值。`, en: `${name}: no values as of ${asOf}.` }));
    return;
  }
  terminal.print(placeTitle(view, { asOf, isDemo }));
  const indicators = new Map<Indicator, IndicatorValue[]>();
  for (const value of values) indicators.set(value.indicator, [...(indicators.get(value.indicator) ?? []), value]);
  for (const [indicator, own] of indicators) {
    terminal.print();
    terminal.print(
      `${terminal.paint.bold(indicatorName(indicator, terminal.language))}  ${terminal.paint.dim(indicator.id)}`,
    );
    const gridded = own.some(({ scope }) => levelOf(scope) === 'district_carrier') && own.length > GRID_FROM;
    if (gridded) showGrid(view, own);
    else showList(view, own);
  }
  terminal.print();
}

const GRID_FROM = 12;

function showList({ terminal, catalogue, profile }: View, values: readonly IndicatorValue[]): void {
  const { paint, language } = terminal;
  const head = (zh: string, en: string): string => paint.dim(terminal.say({ zh, en }));
  const rows = values.map((one) => [
    scopeName(catalogue, one.scope, { profile, language }),
    valueText(one, terminal),
    partsText(one),
    paint.dim(one.flags.map((flag) => terminal.say(FLAG_WORDS[flag])).join('; ')),
  ]);
  terminal.print(
    table(
      [
        { head: head('对象', 'whom') },
        { head: head('数值', 'value'), align: 'right' },
        { head: head('分子/分母', 'parts'), align: 'right' },
        { head: head('说明', 'notes') },
      ],
      rows,
    ),
  );
}

/** Districts down, carriers across; the place's own figures come first. */
function showGrid({ terminal, catalogue, profile }: View, values: readonly IndicatorValue[]): void {
  const { paint, language } = terminal;
  const carriers = distinct(values.map(({ scope }) => scope.carrier));
  const districts = distinct(values.map(({ scope }) => scope.district));
  const rows = districts.map((district) => [
    scopeName(
      catalogue,
      { city: profile.city, ...(district === undefined ? {} : { district }) },
      { profile, language },
    ),
    ...carriers.map((carrier) => {
      const one = values.find(({ scope }) => scope.district === district && scope.carrier === carrier);
      return one === undefined ? '' : valueText(one, terminal);
    }),
  ]);
  terminal.print(
    table(
      [
        { head: '' },
        ...carriers.map((carrier) => ({
          head: paint.dim(
            carrier === undefined
              ? terminal.say({ zh: '合计', en: 'all carriers' })
              : carrierName(catalogue, carrier, language),
          ),
          align: 'right' as const,
        })),
      ],
      rows,
    ),
  );
}

export function valueText({ value, reason, indicator }: IndicatorValue, terminal: Terminal): string {
  if (value === null) return terminal.paint.dim(reason === undefined ? '—' : `— ${terminal.say(REASON_WORDS[reason])}`);
  const shown = showValue(value, indicator.unit);
  return indicator.unit === 'ratio' ? shown : withUnit(shown, indicator.unit, terminal.language);
}

/** `numerator/denominator`, `current − base`, or the size of a sample. */
function partsText({ numerator, denominator, current, base, sample, index }: IndicatorValue): string {
  if (index?.rank !== undefined) return `#${String(index.rank)}`;
  if (sample !== undefined) return `n=${sample.count.toLocaleString('en-US')}`;
  if (numerator !== undefined && denominator !== undefined)
    return `${showNumber(numerator)}/${showNumber(denominator)}`;
  if (current !== undefined && base !== undefined)
    return `${showNumber(current)} ← ${showNumber(base.value)} (${base.asOf})`;
  return '';
}

function distinct(items: readonly (string | undefined)[]): readonly (string | undefined)[] {
  // Sorting would put the whole, which has no code, behind its parts.
  const codes = [...new Set(items.filter((item) => item !== undefined))].sort();
  return items.includes(undefined) ? [undefined, ...codes] : codes;
}
