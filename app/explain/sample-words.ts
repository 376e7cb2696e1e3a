import type { Component, SampleStatistic } from '../../indicators/indicator.ts';
import type { IndexParts } from '../../indicators/values/index-value.ts';
import { fromText } from '../../indicators/rational.ts';
import type { Sample, Waterfall } from '../../indicators/values/sample-value.ts';
import type { Interval } from '../../indicators/values/statistics.ts';
import type { IndicatorValue } from '../../indicators/values/value.ts';
import { filterText } from './filter-words.ts';
import type { Language, Text } from '../terminal/language.ts';
import { showNumber, showValue, withUnit } from '../../api/numbers.ts';

const STATISTIC_WORDS: Readonly<Record<SampleStatistic['statistic'], Text>> = {
  mean: { zh: '平均值', en: 'mean' },
  geometric_mean: { zh: '几何平均值', en: 'geometric mean' },
};

/** A mean of samples as people read it, with all that decides which samples count. */
export function statisticText({ of, statistic, minimum, weights }: SampleStatistic): Text {
  const { perTesterPerDay: most, windowDays, hours = [] } = of;
  const samples = `${of.stream}.${of.field}${filterText(of.where)}`;
  const part = (i: number): string => {
    const span = hours[i];
    return span === undefined ? '' : ` ${String(span.from)}–${String(span.until)}`;
  };
  const weighted = (weights ?? []).map(({ name, weight }, i) => ({
    zh: `${name.zh}${part(i)} × ${weight}`,
    en: `${name.en}${part(i)} × ${weight}`,
  }));
  return {
    zh: [
      `${samples} 的${STATISTIC_WORDS[statistic].zh}，窗口 ${String(windowDays)} 天，至少 ${String(minimum)} 个样本`,
      ...(most === undefined ? [] : [`每名测试者每天至多 ${String(most)} 个`]),
      ...(weighted.length === 0 ? [] : [`忙闲时加权：${weighted.map(({ zh }) => zh).join('、')}`]),
    ].join('，'),
    en: [
      `${STATISTIC_WORDS[statistic].en} of ${samples} over ${String(windowDays)} days, at least ${String(minimum)} samples`,
      ...(most === undefined ? [] : [`at most ${String(most)} of one tester a day`]),
      ...(weighted.length === 0 ? [] : [`weighted by hour: ${weighted.map(({ en }) => en).join(', ')}`]),
    ].join(', '),
  };
}

/** An index as people read it: its components with their weights and thresholds. */
export function indexText(components: readonly Component[], minimum: number): Text {
  const text = (l: Language): string =>
    components
      .map(({ name, weight, worst, best, unit }) => {
        const [from, to] = [worst, best].map((bound) => showValue(fromText(bound), unit));
        return `${weight} × ${name[l]} [0: ${from ?? ''}, 100: ${withUnit(to ?? '', unit === 'ratio' ? 'count' : unit, l)}]`;
      })
      .join(' + ');
  return {
    zh: `${text('zh')}，每项至少 ${String(minimum)} 个样本`,
    en: `${text('en')}, at least ${String(minimum)} samples each`,
  };
}

/** What stands behind a value of samples: its spread, its exclusions, its components. */
export function sampleLines({ sample, index }: IndicatorValue): readonly Text[] {
  return [
    ...(sample === undefined ? [] : [spread(sample), waterfall(sample.waterfall)]),
    ...(index === undefined ? [] : indexLines(index)),
  ];
}

function spread({ count, p10, p50, p90, interval }: Sample): Text {
  const quantiles = [p10, p50, p90].map((value) => (value === null ? '—' : value.toFixed(1))).join(' / ');
  const text = `n=${String(count)}, p10 / p50 / p90 ${quantiles}`;
  return { zh: `${text}，95% 置信区间 ${ends(interval)}`, en: `${text}, 95 % interval ${ends(interval)}` };
}

function waterfall({ received, rejected, late, superseded, thinned, used }: Waterfall): Text {
  const [r, x, l, s, t, u] = [received, rejected, late, superseded, thinned, used].map(String) as [
    ...[string, string, string],
    ...[string, string, string],
  ];
  return {
    zh: `收到 ${r} → 拒收 ${x} → 迟到 ${l} → 被更正 ${s} → 抽稀 ${t} → 采用 ${u}`,
    en: `received ${r} → rejected ${x} → late ${l} → superseded ${s} → thinned ${t} → used ${u}`,
  };
}

function indexLines({ components, interval, rank }: IndexParts): readonly Text[] {
  const place =
    rank === undefined ? { zh: '', en: '' } : { zh: `，第 ${String(rank)} 名`, en: `, rank ${String(rank)}` };
  return [
    { zh: `95% 置信区间 ${ends(interval)}${place.zh}`, en: `95 % interval ${ends(interval)}${place.en}` },
    ...components.flatMap((one) => {
      const text = (l: Language): string => {
        const value = one.value === null ? '—' : showValue(one.value, one.unit);
        const score = one.score === null ? '—' : showValue(one.score, 'index');
        return `${showNumber(one.weight)} × ${score}  ${one.name[l]} ${value}, n=${String(one.count)}`;
      };
      const line = { zh: text('zh'), en: text('en') };
      if (one.waterfall === undefined || one.waterfall.received === one.count) return [line];
      const { zh, en } = waterfall(one.waterfall);
      return [line, { zh: `  ${zh}`, en: `  ${en}` }];
    }),
  ];
}

function ends(interval: Interval | null): string {
  return interval === null ? '—' : `${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`;
}
