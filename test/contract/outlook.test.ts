import { describe, expect, test } from 'vitest';
import type { VerdictDocument } from '../../indicators/documents/documents.ts';
import { Judged } from '../support/judged.ts';
import type { Sent } from '../support/load.ts';

const UPGRADES = 'shanghai-2021-broadband-upgrade';

/** Homes upgraded in each month of 2021, reported on its last day. */
function upgrades(completed: readonly number[], of: { carrier?: string; district?: string } = {}): readonly Sent[] {
  return completed.map((homes, i) => {
    const period = `2021-${String(i + 1).padStart(2, '0')}`;
    const message = { observed_at: `${period}-28T12:00:00+08:00`, programme: UPGRADES, period, completed: homes };
    return { stream: 'programme-progress', message: { ...message, ...of } };
  });
}

/** Capacity at the ends of the months of 2025, in Tbps. */
function capacity(figures: readonly number[]): readonly Sent[] {
  const days = ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30'];
  return figures.map((value, i) => ({
    stream: 'statistics',
    message: {
      carrier: 'authority',
      district: '310000',
      observed_at: `2025-${days[i] ?? ''}T23:59:59+08:00`,
      statistic: 'otn_capacity',
      rows: [{ value }],
    },
  }));
}

async function upgraded(completed: readonly number[], asOf: string): Promise<VerdictDocument> {
  return (await Judged.from(upgrades(completed))).verdict(`${UPGRADES} city`, { asOf });
}

describe('a programme between its milestones', () => {
  // 19 万户 are asked for by 31 March, 57 by 30 June; the line passes 31.5 on 30 April and 44.5 on 31 May.
  test('is on track where it keeps to the line', async () => {
    expect(await upgraded([0, 60_000, 130_000, 127_000], '2021-04-30')).toMatchObject({
      verdict: 'on_track',
      rule: 'not_due_yet',
      days_left: 153,
      milestone: { date: '2021-03-31' },
      forecast: { method: 'plan_curve_trend', points: 4 },
    });
  });
  test('is expected to reach its target exactly where each month brought its third of the quarter', async () => {
    const thirds = [40_000, 40_000, 40_000, 80_000, 80_000, 80_000];
    const judged = await Judged.from(upgrades(thirds));
    for (const asOf of ['2021-04-30', '2021-05-31', '2021-06-30', '2021-07-31'])
      expect(await judged.verdict(`${UPGRADES} carriers.telecom`, { asOf })).toMatchObject({
        verdict: 'on_track',
        forecast: { at_due: 520_000, method: 'plan_curve_trend' },
      });
  });
  test('has moved since January ended, the last month of which the plan could know', async () => {
    const { pace_per_month: pace } = await upgraded([30_000, 70_000, 90_000], '2021-03-31');
    expect(pace).toBe(80_000);
  });
  test('is expected to go on as it has kept to the curve: at 90 % of each quarter, to end at 90 %', async () => {
    const part = [0, 57_000, 114_000, 114_000, 114_000, 114_000];
    const one = await upgraded(part, '2021-06-30');
    expect(one).toMatchObject({ verdict: 'behind', forecast: { method: 'plan_curve_trend', points: 6 } });
    expect(Math.abs((one.forecast?.at_due ?? 0) - 720_000)).toBeLessThan(10_000);
  });
  test('is at risk where it is below the line by more than 5 % of the way', async () => {
    expect(await upgraded([0, 60_000, 130_000, 80_000], '2021-04-30')).toMatchObject({
      verdict: 'at_risk',
      rule: 'below_line',
      gap: 530_000,
      required_per_month: 106_000,
    });
  });
  test('is held in the middle of May to the line of April, for May is not reported yet', async () => {
    const keeping = [0, 60_000, 130_000, 127_000];
    expect((await upgraded(keeping, '2021-05-30')).verdict).toBe('on_track');
    expect(await upgraded(keeping, '2021-06-11')).toMatchObject({ verdict: 'at_risk', rule: 'below_line' });
  });
  test('of a district without printed quarters is held to the straight way to its total', async () => {
    const judged = await Judged.from(upgrades([0, 2_000, 3_000], { district: '310115' }));
    expect(await judged.verdict(`${UPGRADES} districts.310115`, { asOf: '2021-03-31' })).toMatchObject({
      verdict: 'at_risk',
      rule: 'below_line',
      derived: false,
    });
  });
});

describe('a stock with a due date', () => {
  const verdict = async (figures: readonly number[], asOf: string): Promise<VerdictDocument> =>
    (await Judged.from(capacity(figures))).verdict('shanghai-2025-action-plan otn-capacity', { asOf });

  test('that rises fast enough is on track, with its forecast and both paces', async () => {
    const one = await verdict([1100, 1150, 1200, 1250, 1300, 1350], '2025-06-30');
    expect(one).toMatchObject({
      verdict: 'on_track',
      days_left: 184,
      forecast: { level: 0.8, method: 'linear_trend', points: 6 },
      required_per_month: 250 / 6,
    });
    expect(one.forecast?.at_due).toBeGreaterThan(1645);
    expect(one.forecast?.at_due).toBeLessThan(1660);
    expect(one.pace_per_month).toBeCloseTo(250 / (22 / 28 + 4), 6);
  });
  test('that rises too slowly is at risk, by the forecast', async () => {
    expect(await verdict([1400, 1470, 1475, 1480, 1485, 1490], '2025-06-30')).toMatchObject({
      verdict: 'at_risk',
      rule: 'forecast_falls_short',
    });
  });
  test('with one figure in the wrong unit has nearly the same forecast', async () => {
    const right = await verdict([1100, 1150, 1200, 1250, 1300, 1350], '2025-06-30');
    const wrong = await verdict([1100, 1150, 12_000_000, 1250, 1300, 1350], '2025-06-30');
    expect(Math.abs((wrong.forecast?.at_due ?? 0) - (right.forecast?.at_due ?? 0))).toBeLessThan(50);
  });
  test('has no forecast under four figures, nor once it is due', async () => {
    expect(await verdict([1100, 1150, 1200], '2025-03-31')).not.toHaveProperty('forecast');
    expect(await verdict([1100, 1150, 1200, 1250], '2025-12-31')).not.toHaveProperty('forecast');
  });
  test('is judged the same whatever is reported later', async () => {
    const figures = [1400, 1410, 1420, 1430, 1440, 1450];
    const then = await verdict(figures, '2025-06-30');
    expect(await verdict([...figures, 1700, 1800, 1900], '2025-06-30')).toEqual(then);
  });
});
