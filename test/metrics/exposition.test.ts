import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../indicators/plan.ts';
import { fromText, toText } from '../../indicators/rational.ts';
import { expose } from '../../metrics/exposition.ts';
import { METRICS } from '../../metrics/names.ts';
import { attainment } from '../../metrics/target-series.ts';
import { committedEvaluation, verdictOf } from '../support/committed.ts';

const LIMIT = 100_000;

describe('the exposition of an evaluation', () => {
  it('tells of a value with its parts, and of one that is missing only that it is', async () => {
    const { text } = await expose(
      committedEvaluation([
        verdictOf({ value: '97/100', district: '310115' }),
        verdictOf({ value: null, district: '310101' }),
      ]),
      LIMIT,
    );
    const pudong = 'indicator="some_share",level="district",city="310000",district_code="310115",district="浦东新区"';
    const huangpu = 'indicator="some_share",level="district",city="310000",district_code="310101",district="黄浦区"';
    expect(lines(text, 'gigacity_indicator_value')).toEqual([`gigacity_indicator_value{${pudong},unit="ratio"} 0.97`]);
    expect(lines(text, 'gigacity_indicator_has_data')).toEqual([
      `gigacity_indicator_has_data{${pudong}} 1`,
      `gigacity_indicator_has_data{${huangpu}} 0`,
    ]);
  });

  it('has one verdict at 1 and nine at 0', async () => {
    const { text } = await expose(committedEvaluation([verdictOf({ value: '97/100', verdict: 'behind' })]), LIMIT);
    const verdicts = lines(text, 'gigacity_verdict');
    expect(verdicts).toHaveLength(10);
    expect(verdicts.filter((line) => line.endsWith(' 1'))).toEqual([
      'gigacity_verdict{plan="some-plan",target="some-target",indicator="some_share",level="city",city="310000",derived="false",verdict="behind"} 1',
    ]);
  });

  it('counts a doubt once for a sender, however many of its reports it is about', async () => {
    const of = { stream: 'programme-progress', subject: 'upgrade', carrier: 'telecom', district: '310115' };
    const figure = fromText('610');
    const doubt = { kind: 'overlapping_periods' as const, rule: null, day: '2025-03-31', figure, against: figure };
    const about = [
      { ...of, part: '2025-Q1' },
      { ...of, part: '2025-01' },
    ];
    const { text } = await expose(committedEvaluation([], { doubts: [{ ...doubt, about }] }), LIMIT);
    expect(lines(text, 'gigacity_quality_suspects')).toEqual([
      expect.stringMatching(/district_code="310115".*kind="overlapping_periods"} 1$/),
    ]);
  });

  it('holds no NaN, no moment and no name that is not in the table', async () => {
    const { text } = await expose(
      committedEvaluation([verdictOf({ value: '1/3' }), verdictOf({ value: null })]),
      LIMIT,
    );
    for (const line of text.trimEnd().split('\n')) {
      if (line.startsWith('#')) continue;
      expect(line).toMatch(/^[a-z0-9_]+(\{[^}]*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/);
      expect(Object.keys(METRICS)).toContain(/^[a-z0-9_]+/.exec(line)?.[0]);
    }
  });

  it('marks simulated places', async () => {
    const { text } = await expose(committedEvaluation([], { simulated: ['shanghai'] }), LIMIT);
    expect(lines(text, 'gigacity_simulated')).toEqual(['gigacity_simulated{profile="shanghai",city="310000"} 1']);
  });

  it('leaves whole indicators out over the limit, those without a target first, and says which', async () => {
    const whole = await expose(
      committedEvaluation([verdictOf({ value: '1/2' })], { untargeted: ['another_share'] }),
      LIMIT,
    );
    const { text, series, dropped } = await expose(
      committedEvaluation([verdictOf({ value: '1/2' })], { untargeted: ['another_share'] }),
      whole.series - 1,
    );
    expect([...dropped.keys()]).toEqual(['another_share']);
    expect(series).toBeLessThan(whole.series);
    expect(lines(text, 'gigacity_indicator_value').join()).not.toContain('another_share');
    expect(lines(text, 'gigacity_exposition_dropped_series')).toEqual([
      `gigacity_exposition_dropped_series{indicator="another_share"} ${String(dropped.get('another_share'))}`,
    ]);
    expect(lines(text, 'gigacity_verdict')).toHaveLength(10);
  });
});

describe('attainment', () => {
  it.each<[string, string, Comparison, string | undefined]>([
    ['97/100', '1/2', 'at_least', '97/50'],
    ['1/4', '1/2', 'more_than', '1/2'],
    ['2', '1', 'at_most', '1/2'],
    ['1', '2', 'less_than', '2'],
    // A fall by 12 % where 10 % was asked for, and a rise.
    ['-12/100', '-1/10', 'at_most', '6/5'],
    ['5/100', '-1/10', 'at_most', '-1/2'],
    ['1', '0', 'at_least', undefined],
    ['0', '1', 'at_most', undefined],
  ])('of %s, asked for %s %s, is %3$s', (value, asked, comparison, expected) => {
    const found = attainment(fromText(value), fromText(asked), comparison);
    expect(found === undefined ? undefined : toText(found)).toBe(expected);
  });
});

function lines(text: string, name: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}
