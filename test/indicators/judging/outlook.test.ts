import { expect, test } from 'vitest';
import { outlook } from '../../../indicators/judging/outlook.ts';
import type { Milestone } from '../../../indicators/plan.ts';
import { courseThrough } from '../../support/course.ts';
import { indicator, milestone, target } from '../../support/targets.ts';

const PROGRAMME = indicator({
  unit: 'count',
  formula: { kind: 'plain', of: { kind: 'sum', stream: 'programme-progress', field: 'completed', where: {} } },
});
/** 40 a month up to June, 60 in July. */
const KEEPING = courseThrough(
  ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31'].map((day, i) => [
    `2025-${day}`,
    String(Math.min(i + 1, 6) * 40 + (i === 6 ? 60 : 0)),
  ]),
  ['2024-12-31', '0'],
);

function expected(milestones: readonly Milestone[]): ReturnType<typeof outlook> {
  const of = target({ comparison: 'at_least', value: '600', milestones });
  return outlook(PROGRAMME, { target: of, start: KEEPING.start, standing: KEEPING.on('2025-07-31') });
}

test('a programme follows its curve, whether or not its document prints the due date among the milestones', () => {
  const half = milestone('2025-06-30', '240');
  const kept = { atDue: 600, low: 600, high: 600, method: 'plan_curve_trend', points: 7 };
  expect(expected([half])).toMatchObject(kept);
  expect(expected([half, milestone('2025-12-31', '600')])).toMatchObject(kept);
});
test('a due date alone bends no curve', () => {
  expect(expected([milestone('2025-12-31', '600')])).toMatchObject({ method: 'linear_trend' });
});
