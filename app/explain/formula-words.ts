import type { Formula } from '../../indicators/indicator.ts';
import { remarkIn } from '../../indicators/indicator.ts';
import { showNumber, showValue } from '../../api/numbers.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import type { Measure } from '../../store/measure.ts';
import { filterText } from './filter-words.ts';
import type { Language, Text } from '../terminal/language.ts';
import { indexText, statisticText } from './sample-words.ts';

/** A formula as people read it: its measures, joined by what is done with them. */
export function formulaText(formula: Formula): Text {
  switch (formula.kind) {
    case 'ratio':
      return both((l) => `${measureText(formula.numerator)[l]} ÷ ${measureText(formula.denominator)[l]}`);
    case 'per_10k':
      return both((l) => `${measureText(formula.numerator)[l]} ÷ (${measureText(formula.denominator)[l]} ÷ 10,000)`);
    case 'plain':
      return measureText(formula.of);
    case 'difference':
      return both((l) => `${measureText(formula.of)[l]} − ${ON[l](formula.base)}`);
    case 'growth': {
      const { of, per, base } = formula;
      const level = both((l) =>
        per === undefined ? measureText(of)[l] : `(${measureText(of)[l]} ÷ ${measureText(per)[l]})`,
      );
      return both((l) => `${level[l]} ÷ ${ON[l](base)} − 1`);
    }
    case 'samples':
      return both((l) => statisticText(formula)[l]);
    case 'index':
      return indexText(formula.components, formula.minimum);
    case 'external':
      return {
        zh: `需外部数据：${remarkIn(formula.reason, 'zh')}`,
        en: `needs outside figures: ${remarkIn(formula.reason, 'en')}`,
      };
    default:
      return formula satisfies never;
  }
}

/** The same with the numbers in it. */
export function workedText({
  indicator,
  value,
  numerator,
  denominator,
  current,
  base,
  sample,
}: IndicatorValue): string | undefined {
  const { unit } = indicator;
  if (sample?.parts !== undefined) {
    const parts = sample.parts.map(
      ({ mean, weight }) => `${mean === null ? '—' : showNumber(mean)} × ${showNumber(weight)}`,
    );
    return `${parts.join(' + ')} = ${value === null ? '—' : showValue(value, unit)}`;
  }
  const result = value === null ? '—' : showValue(value, unit);
  if (numerator !== undefined && denominator !== undefined) {
    const parts = `${showNumber(numerator)} ÷ ${showNumber(denominator)} = ${result}`;
    return sample === undefined ? parts : `${parts}  (n=${String(sample.count)})`;
  }
  if (current !== undefined && base !== undefined)
    return indicator.formula.kind === 'growth'
      ? `${showNumber(current)} ÷ ${showNumber(base.value)} − 1 = ${result}`
      : `${showNumber(current)} − ${showNumber(base.value)} = ${result}`;
  return value === null ? undefined : result;
}

const ON: Readonly<Record<Language, (day: string) => string>> = {
  zh: (day) => `${day} 的值`,
  en: (day) => `the same on ${day}`,
};

function measureText(measure: Measure): Text {
  const filter = filterText(measure.where);
  switch (measure.kind) {
    case 'count':
      return { zh: `${measure.stream} 的个数${filter}`, en: `count of ${measure.stream}${filter}` };
    case 'sum': {
      const times = measure.times === undefined ? '' : ` × ${measure.times}`;
      const text = `Σ ${measure.stream}.${measure.field}${times}${filter}`;
      return { zh: text, en: text };
    }
    case 'largest': {
      const field = `${measure.stream}.${measure.field}${filter}`;
      return { zh: `最大的 ${field}`, en: `largest ${field}` };
    }
    default:
      return measure satisfies never;
  }
}

function both(make: (language: Language) => string): Text {
  return { zh: make('zh'), en: make('en') };
}
